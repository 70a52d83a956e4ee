"""A Redis node is configured for what it is: a cache in a container."""

from hypothesis import given
from hypothesis import strategies as st

from tigerex_k8s import Redis, Resources
from tigerex_k8s.derive.redis import configuration

IMAGE = "ghcr.io/acme/redis:7"
MEBIBYTE = 1024 * 1024


def _settings(memory: str) -> dict[str, str]:
    resources = Resources(cpu="1", memory=memory, cpu_limit="1", memory_limit=memory)
    redis = Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="1Gi", resources=resources)
    return dict(line.split(" ", 1) for line in configuration(redis).splitlines())


def test_data_takes_four_fifths_of_the_limit() -> None:
    """The guide's 16 GB in a container of 20Gi, and the least recently used key makes room."""
    assert _settings("20Gi")["maxmemory"] == "16384mb"
    assert _settings("20Gi")["maxmemory-policy"] == "allkeys-lru"


@given(mebibytes=st.integers(min_value=2, max_value=1_000_000))
def test_data_is_bounded_below_the_limit(mebibytes: int) -> None:
    """At 0, Redis knows no bound; above the limit, the kernel kills it."""
    bound = int(_settings(f"{mebibytes}Mi")["maxmemory"].removesuffix("mb"))

    assert 0 < bound < mebibytes


def test_the_guides_settings_are_kept() -> None:
    """By the operator's configuration, where CONFIG SET lasts until the next start."""
    found = _settings("2Gi")

    assert {name: found[name] for name in ("save", "tcp-backlog", "tcp-keepalive", "timeout")} == {
        "save": "900 1 300 10 60 10000",
        "tcp-backlog": "511",
        "tcp-keepalive": "60",
        "timeout": "0",
    }
