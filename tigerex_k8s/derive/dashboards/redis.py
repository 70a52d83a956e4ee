"""How the caches do: nodes, memory, hits, commands and clients."""

from tigerex_k8s.derive.dashboards.panel import Dashboard, Panel, Query, Row, rate
from tigerex_k8s.graph.values import Graph


def redis(graph: Graph) -> Dashboard:
    """Derive the page about the caches of *graph*."""
    jobs = f'job=~"{"|".join(graph.caches)}"'
    return Dashboard(
        "tigerex-redis",
        "Redis",
        "Nodes, memory, hits, commands and clients of the caches.",
        (
            Row("Cluster", _cluster(jobs)),
            Row("Memory", _memory(jobs)),
            Row("Keys", _keys(jobs)),
            Row("Work", _work(jobs)),
        ),
    )


def _cluster(jobs: str) -> tuple[Panel, ...]:
    return (
        Panel(
            "Nodes",
            "That answer.",
            "short",
            (Query(f"sum by (job) (redis_up{{{jobs}}})", "{{job}}"),),
            look="figure",
            width=6,
            base="red",
            steps=((1, "green"),),
        ),
        Panel(
            "State",
            "1 where every node holds the cluster for whole.",
            "short",
            (Query(f"min by (job) (redis_cluster_state{{{jobs}}})", "{{job}}"),),
            look="figure",
            width=6,
            base="red",
            steps=((1, "green"),),
        ),
        Panel(
            "Lost slots",
            "Of 16384, whose leader is gone.",
            "short",
            (Query(f"max by (job) (redis_cluster_slots_fail{{{jobs}}})", "{{job}}"),),
            look="figure",
            width=6,
            steps=((1, "red"),),
        ),
        Panel(
            "Followers cut off",
            "That do not hear their leader.",
            "short",
            (Query(f"sum by (job) (redis_master_link_up{{{jobs}}} == bool 0)", "{{job}}"),),
            look="figure",
            width=6,
            steps=((1, "red"),),
        ),
    )


def _memory(jobs: str) -> tuple[Panel, ...]:
    return (
        Panel(
            "Data",
            "Part of maxmemory that is used; a cache is full by design.",
            "percentunit",
            (
                Query(
                    f"max by (pod) (redis_memory_used_bytes{{{jobs}}} / (redis_memory_max_bytes{{{jobs}}} > 0))",
                    "{{pod}}",
                ),
            ),
            width=12,
        ),
        Panel(
            "Resident",
            "Memory from the operating system, as a part of maxmemory; a node is killed at its limit.",
            "percentunit",
            (
                Query(
                    f"max by (pod) (redis_memory_used_rss_bytes{{{jobs}}} / (redis_memory_max_bytes{{{jobs}}} > 0))",
                    "{{pod}}",
                ),
            ),
            width=12,
            steps=((1.05, "yellow"), (1.15, "red")),
        ),
    )


def _keys(jobs: str) -> tuple[Panel, ...]:
    found, missed = (rate(f"redis_keyspace_{what}_total{{{jobs}}}", "job") for what in ("hits", "misses"))
    return (
        Panel(
            "Hits",
            "Part of the keys asked for that were there.",
            "percentunit",
            (Query(f"{found} / ({found} + {missed})", "{{job}}"),),
            base="red",
            steps=((0.5, "yellow"), (0.8, "green")),
        ),
        Panel(
            "Keys that go",
            "A second: evicted ones had to make room, expired ones were old.",
            "cps",
            tuple(Query(rate(f"redis_{what}_keys_total{{{jobs}}}"), what) for what in ("evicted", "expired")),
        ),
        Panel(
            "Keys",
            "That are kept, by node.",
            "short",
            (Query(f"sum by (pod) (redis_db_keys{{{jobs}}})", "{{pod}}"),),
            look="areas",
        ),
    )


def _work(jobs: str) -> tuple[Panel, ...]:
    calls = rate(f"redis_commands_total{{{jobs}}}", "cmd")
    spent = rate(f"redis_commands_duration_seconds_total{{{jobs}}}", "cmd")
    return (
        Panel("Commands", "A second, the ten busiest.", "cps", (Query(f"topk(10, {calls})", "{{cmd}}"),), width=12),
        Panel(
            "Time of a command",
            "The average, the ten slowest.",
            "s",
            (Query(f"topk(10, {spent} / {calls})", "{{cmd}}"),),
            width=12,
        ),
        Panel(
            "Clients",
            "Connections, by node.",
            "short",
            (Query(f"sum by (pod) (redis_connected_clients{{{jobs}}})", "{{pod}}"),),
            look="areas",
        ),
        Panel(
            "Clients turned away",
            "A second, because of their number.",
            "cps",
            (Query(rate(f"redis_rejected_connections_total{{{jobs}}}", "pod"), "{{pod}}"),),
        ),
        Panel(
            "Network",
            "Received and sent.",
            "Bps",
            tuple(Query(rate(f"redis_net_{way}_bytes_total{{{jobs}}}"), way) for way in ("input", "output")),
        ),
    )
