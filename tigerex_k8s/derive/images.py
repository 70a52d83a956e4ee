"""The images that are ours to build."""

from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.image import repository


def own_images(graph: Graph) -> tuple[str, ...]:
    """Derive the repositories, sorted, that the exchange's own pipeline pushes to: of services and of backups."""
    of_backups = (one.backup.image for one in graph.stores if one.backup)
    of_services = (one.image for one in graph.services.values())
    return tuple(sorted({repository(image) for image in (*of_services, *of_backups)}))
