"""A database's memory and what it carries."""

import pytest

from tigerex_k8s import BASELINE, OPTIMIZED, DeclarationError, Postgres, PostgresTuning, Resources
from tigerex_k8s.derive.postgres import pooler_parameters, synchronous_standbys


def _database(memory: str, tuning: PostgresTuning, instances: int = 3) -> Postgres:
    resources = Resources(cpu="1", memory=memory, cpu_limit="1", memory_limit=memory)
    return Postgres(name="orders", storage="1Gi", instances=instances, resources=resources, tuning=tuning)


@pytest.mark.parametrize(
    ("memory", "tuning", "connections"),
    [
        pytest.param("32Gi", OPTIMIZED, 16, id="32 - 8 - 3*2 - 2, by 2*0.5"),
        pytest.param("16Gi", BASELINE, 16, id="16 - 4 - 3*1 - 1, by 2*0.25"),
        pytest.param("64Gi", OPTIMIZED, 46, id="64 - 8 - 3*2 - 4, by 2*0.5"),
    ],
)
def test_connections_are_what_memory_carries(memory: str, tuning: PostgresTuning, connections: int) -> None:
    """More would have the kernel kill the server when all of them sort at once."""
    database = _database(memory, tuning)

    assert database.server_connections == connections
    assert pooler_parameters(database)["default_pool_size"] == str(connections // 2)


def test_memory_that_carries_no_connection_is_refused() -> None:
    """With the numbers that would have to change."""
    with pytest.raises(DeclarationError) as caught:
        _database("8Gi", BASELINE)

    assert caught.value.problems == (
        (
            "Postgres 'orders': beside 4GB shared_buffers and 3 times 1GB maintenance_work_mem, a memory_limit of 8Gi"
            " carries 1 of 2 connections with 2 times 256MB work_mem, one for each instance of the pooler"
        ),
    )


@pytest.mark.parametrize(("instances", "standbys"), [(1, None), (2, None), (3, 1), (5, 1)])
def test_a_standby_confirms_commits_where_another_may_be_lost(instances: int, standbys: int | None) -> None:
    """With two instances a lost standby would stop every write."""
    assert synchronous_standbys(_database("16Gi", BASELINE, instances)) == standbys
