"""A service and a database of another team, in an App and a Chart of its own.

``pip install tigerex-k8s``, then ``python payments.py`` writes ``payments.k8s.yaml`` into ``dist/``.
"""

from cdk8s import App, Chart

from tigerex_k8s import (
    DefaultDeny,
    Elastic,
    Endpoint,
    Postgres,
    PostgresCluster,
    Resources,
    RestrictedNamespace,
    Service,
    Workload,
    link,
    writes,
)

ORDERS = Postgres(name="orders", storage="100Gi")
PAYMENTS = Service(
    name="payments",
    image="ghcr.io/acme/payments:1.2.3",
    offers=(Endpoint(name="http", port=8080),),
    needs=(writes("orders", as_="DATABASE_URL"),),
    scale=Elastic(minimum=3, maximum=9),
    resources=Resources(cpu="500m", memory="1Gi", memory_limit="1Gi"),
)


def main() -> None:
    """Write the manifests."""
    graph = link(ORDERS, PAYMENTS, namespace="payments")
    app = App(outdir="dist")
    chart = Chart(app, "payments", namespace="payments")
    RestrictedNamespace(chart, "namespace", graph=graph)
    DefaultDeny(chart, "default-deny", namespace=graph.namespace)
    PostgresCluster(chart, "orders", ORDERS, graph=graph)
    Workload(chart, "payments", PAYMENTS, graph=graph)
    app.synth()


if __name__ == "__main__":
    main()
