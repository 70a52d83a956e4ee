"""The stores of the exchange."""

from tigerex_k8s.model.names import Identifier, Name, Quantity
from tigerex_k8s.model.postgres import OPTIMIZED, Postgres, PostgresTuning
from tigerex_k8s.model.resources import Resources

DATABASE = "tigerex-postgres-cluster"


class ExchangePostgres(Postgres):
    """The exchange's database: three instances of 32Gi with the guide's optimized parameters.

    16 server connections are what 32Gi carry: 8 for buffers, 6 for autovacuum and 2 for the rest leave 16 GB, at two
    times ``work_mem`` each.
    """

    name: Name = DATABASE
    storage: Quantity = "500Gi"
    database: Identifier | None = "tigerex_prod"
    owner: Identifier | None = "tigerex"
    tuning: PostgresTuning = OPTIMIZED
    resources: Resources = Resources(cpu="4", memory="32Gi", cpu_limit="8", memory_limit="32Gi")
