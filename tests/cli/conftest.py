"""A small exchange in a folder of its own, for the command to fail on."""

from pathlib import Path

import pytest

_ENVIRONMENTS = """\
from pathlib import Path

from charts.catalog import shop
from tigerex_k8s import Environment, Platform, SelfSigned, read_releases

RELEASES = read_releases(Path(__file__).with_name("releases.yaml"))

ENVIRONMENTS = tuple(
    Environment(
        name=name,
        namespace=f"shop-{name}",
        components=shop(RELEASES[name]),
        platform=Platform(domain="shop.example", issuer=SelfSigned()),
    )
    for name in ("production", "staging")
)
"""
_CATALOG = """\
from tigerex_k8s import Elastic, Endpoint, Exposure, Resources, Service, calls


def shop(images):
    return (
        Service(
            name="orders",
            image=images["orders"],
            offers=(Endpoint(name="http", port=8080),),
            scale=Elastic(minimum=2, maximum=4),
        ),
        Service(
            name="web",
            image=images["web"],
            offers=(Endpoint(name="http", port=3000),),
            needs=(calls("orders"),),
            resources=Resources(memory="256Mi"),
            exposures=(Exposure(endpoint="http", hosts=("www",)),),
        ),
    )
"""
_RELEASES = """\
production:
  orders:
    image: ghcr.io/acme/orders
    tag: 1.4.0
  web:
    image: ghcr.io/acme/web
    tag: 2.0.1
staging:
  orders:
    image: ghcr.io/acme/orders
    tag: 1.5.0
  web:
    image: ghcr.io/acme/web
    tag: 2.1.0
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a folder with charts that are right, and the output of an earlier day."""
    charts = tmp_path / "charts"
    charts.mkdir()
    (charts / "environments.py").write_text(_ENVIRONMENTS)
    (charts / "catalog.py").write_text(_CATALOG)
    (charts / "releases.yaml").write_text(_RELEASES)
    for name in ("production", "staging"):
        folder = tmp_path / "dist" / name
        folder.mkdir(parents=True)
        (folder / "00-namespaces.k8s.yaml").write_text(f"# {name}, yesterday\n")
    return tmp_path
