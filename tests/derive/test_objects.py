"""What Velero keeps is what nobody would make again."""

from tests.catalog import graph_of
from tigerex_k8s import ObjectBackup
from tigerex_k8s.derive.objects import kept


def test_a_retention_is_told_in_hours() -> None:
    """Velero reads Go's durations, which know no days."""
    assert kept(ObjectBackup(bucket="copies", retention_days=2)).ttl == "48h0m0s"


def test_no_secret_leaves_the_cluster() -> None:
    """Each is fetched again from where it came."""
    assert "secrets" in kept(ObjectBackup(bucket="copies")).left_out


def test_a_developers_cluster_keeps_nothing() -> None:
    """It has no bucket."""
    graph = graph_of("development")

    assert graph.platform.object_backup is None
    assert [one.name for one in graph.stores if one.backup] == []
