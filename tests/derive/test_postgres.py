"""A server's and a pooler's parameters are texts, and add up."""

import pytest

from tigerex_k8s import OPTIMIZED, Pooler, Postgres, PostgresTuning, Resources
from tigerex_k8s.derive.postgres import pooler_parameters, server_parameters

LARGE = Resources(cpu="1", memory="64Gi", cpu_limit="1", memory_limit="64Gi")


def test_every_parameter_is_passed_on_as_text() -> None:
    """The operator refuses numbers, and a parameter that is left out has PostgreSQL's own default."""
    found = server_parameters(Postgres(name="orders", storage="1Gi", resources=LARGE, tuning=OPTIMIZED))

    assert found.keys() == PostgresTuning.model_fields.keys()
    assert (found["max_connections"], found["work_mem"]) == ("1000", "512MB")


@pytest.mark.parametrize("instances", [1, 2, 3, 5])
def test_poolers_share_the_connections(instances: int) -> None:
    """Together they open no more than memory carries."""
    database = Postgres(name="orders", storage="1Gi", resources=LARGE, pooler=Pooler(instances=instances))

    found = pooler_parameters(database)

    assert 0 < int(found["default_pool_size"]) * instances <= database.server_connections
    assert found["max_client_conn"] == str(database.pooler.clients)
    assert int(found["max_prepared_statements"]) > 0
