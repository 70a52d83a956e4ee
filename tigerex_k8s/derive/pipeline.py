"""What a pipeline builds, and where it looks whether that runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tigerex_k8s.derive.exposure import routes
from tigerex_k8s.derive.images import own_images
from tigerex_k8s.errors import CatalogError, one_of
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.image import repository
from tigerex_k8s.model.operator import Delivery
from tigerex_k8s.model.probes import HttpProbes
from tigerex_k8s.model.service import Service

# Next.js writes their values into what browsers load, so that they are given when the image is built.
_INLINED = "NEXT_PUBLIC_"
_GITHUB = "https://github.com/"


@dataclass(frozen=True, slots=True)
class Build:
    """The *image* of *component*, without its version, from *dockerfile* with *arguments*.

    ``service`` is False for what comes with the manifests: its Dockerfile lies beside them, and no Deployment runs it.
    """

    component: str
    image: str
    dockerfile: str
    arguments: tuple[tuple[str, str], ...] = ()
    service: bool = True


def builds(graph: Graph) -> tuple[Build, ...]:
    """Derive what is built, sorted by component."""
    services = {repository(one.image): one for one in graph.services.values()}
    found = (_service(image, services[image]) if image in services else _tool(image) for image in own_images(graph))
    return tuple(sorted(found, key=lambda one: one.component))


def _service(image: str, service: Service) -> Build:
    inlined = sorted((name, value) for name, value in service.env.items() if name.startswith(_INLINED))
    return Build(service.name, image, f"{service.name}/Dockerfile", tuple(inlined))


def _tool(image: str) -> Build:
    name = image.rpartition("/")[2]
    return Build(name, image, f"images/{name}/Dockerfile", service=False)


def registry(found: Iterable[Build]) -> str:
    """Derive the host that all images of *found* are pushed to; several raise CatalogError."""
    hosts = sorted({one.image.partition("/")[0] for one in found})
    if len(hosts) != 1:
        raise CatalogError(f"images are pushed to {one_of(hosts, joint='and')}; a workflow logs in to one registry")
    return hosts[0]


def source(delivered: Delivery) -> str:
    """Derive how GitHub calls the repository of the manifests: ``owner/name``; another host raises CatalogError."""
    found = delivered.repository.removesuffix(".git")
    if not found.startswith(_GITHUB):
        raise CatalogError(f"delivery deploys from a GitHub workflow, but {delivered.repository} is not on GitHub")
    return found.removeprefix(_GITHUB)


def health_urls(graph: Graph) -> tuple[str, ...]:
    """Derive where everybody can ask whether a service is well, sorted."""
    return tuple(sorted(_health_urls(graph)))


def _health_urls(graph: Graph) -> Iterator[str]:
    for route in routes(graph):
        service = graph.services[route.service]
        path = _probed_path(service, route.port)
        if path and not route.allow and path.startswith(route.path):
            yield from (f"https://{host}{path}" for host in route.hosts)


def _probed_path(service: Service, port: int) -> str | None:
    """Return the path that says at *port* whether *service* is well, None where it is probed elsewhere."""
    probes = service.probes
    return probes.live if isinstance(probes, HttpProbes) and service.offers[0].port == port else None
