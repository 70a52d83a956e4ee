"""What the exchange stands on: nodes, pods, volumes, network, gateway, operators, and the monitoring itself."""

from collections.abc import Iterator

from tigerex_k8s.derive.dashboards.panel import Dashboard, Panel, Query, Row, quantile, rate, share
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import namespaces

_FULL = ((0.8, "yellow"), (0.9, "red"))
_DAY = 24 * 3600


def infrastructure(graph: Graph) -> Dashboard:
    """Derive the page about the cluster that *graph* runs in."""
    ours = f'namespace=~"{"|".join(namespaces(graph))}"'
    return Dashboard(
        "tigerex-infrastructure",
        "Infrastructure",
        "Nodes, pods, volumes, network, gateway, operators, and the monitoring itself.",
        tuple(_rows(graph, ours)),
    )


def _rows(graph: Graph, ours: str) -> Iterator[Row]:
    yield Row("Nodes", _nodes())
    yield Row("Pods", _pods(ours))
    yield Row("Network and volumes", _network(ours))
    if graph.platform.routing == "gateway":
        yield Row("Gateway", _gateway(graph.namespace))
    yield Row("Operators", tuple(_operators(graph, ours)))
    yield Row("Monitoring", _monitoring())


def _nodes() -> tuple[Panel, ...]:
    busy = 'sum by (node) (rate(container_cpu_usage_seconds_total{id="/"}[$__rate_interval]))'
    held = 'sum by (node) (container_memory_working_set_bytes{id="/"})'
    return (
        Panel(
            "Nodes that are not ready",
            "As the control plane sees them.",
            "short",
            (Query('sum(kube_node_status_condition{condition="Ready",status=~"false|unknown"})', "nodes"),),
            look="figure",
            width=6,
            steps=((1, "red"),),
        ),
        Panel(
            "CPU of nodes",
            "Part of what pods may ask for.",
            "percentunit",
            (Query(f"{busy} / {_allocatable('cpu')}", "{{node}}"),),
            width=9,
            steps=_FULL,
        ),
        Panel(
            "Memory of nodes",
            "Part of what pods may ask for.",
            "percentunit",
            (Query(f"{held} / {_allocatable('memory')}", "{{node}}"),),
            width=9,
            steps=_FULL,
        ),
    )


def _allocatable(resource: str) -> str:
    return f'max by (node) (kube_node_status_allocatable{{resource="{resource}"}})'


def _pods(ours: str) -> tuple[Panel, ...]:
    used = f'{ours},container!=""'
    held = rate(f"container_cpu_cfs_throttled_periods_total{{{used}}}", "pod")
    return (
        Panel(
            "Phases",
            "Pods by phase; one that is Pending finds no node.",
            "short",
            (Query(f"sum by (phase) (kube_pod_status_phase{{{ours}}})", "{{phase}}"),),
            look="areas",
        ),
        Panel(
            "Waiting containers",
            "That do not run, by reason.",
            "short",
            (Query(f"sum by (reason) (kube_pod_container_status_waiting_reason{{{ours}}})", "{{reason}}"),),
        ),
        Panel(
            "Restarts",
            "Containers started again within an hour.",
            "short",
            (Query(f"sum by (pod) (increase(kube_pod_container_status_restarts_total{{{ours}}}[1h])) > 0", "{{pod}}"),),
            steps=((1, "yellow"), (3, "red")),
        ),
        Panel(
            "CPU",
            "Cores, the ten busiest pods.",
            "short",
            (Query(f"topk(10, {rate(f'container_cpu_usage_seconds_total{{{used}}}', 'pod')})", "{{pod}}"),),
        ),
        Panel(
            "Memory",
            "The ten largest pods.",
            "bytes",
            (Query(f"topk(10, sum by (pod) (container_memory_working_set_bytes{{{used}}}))", "{{pod}}"),),
        ),
        Panel(
            "Throttled",
            "Part of the time in which limits kept a pod's containers from running, the ten worst.",
            "percentunit",
            (
                Query(
                    f"topk(10, {held} / {rate(f'container_cpu_cfs_periods_total{{{used}}}', 'pod')})",
                    "{{pod}}",
                ),
            ),
            steps=((0.1, "yellow"), (0.25, "red")),
        ),
    )


def _network(ours: str) -> tuple[Panel, ...]:
    free = f"kubelet_volume_stats_available_bytes{{{ours}}} / kubelet_volume_stats_capacity_bytes{{{ours}}}"
    return (
        *(
            Panel(
                title,
                "The ten busiest pods.",
                "Bps",
                (Query(f"topk(10, {rate(f'container_network_{way}_bytes_total{{{ours}}}', 'pod')})", "{{pod}}"),),
            )
            for title, way in (("Received", "receive"), ("Sent", "transmit"))
        ),
        Panel(
            "Volumes",
            "Part that is used.",
            "percentunit",
            (Query(f"1 - min by (persistentvolumeclaim) ({free})", "{{persistentvolumeclaim}}"),),
            steps=((0.75, "yellow"), (0.85, "red")),
        ),
        Panel(
            "Name resolution",
            "Answers of the cluster's DNS a second, by code; SERVFAIL means that it does not reach its own source.",
            "reqps",
            (Query(rate("coredns_dns_responses_total", "rcode"), "{{rcode}}"),),
            width=24,
        ),
    )


def _gateway(namespace: str) -> tuple[Panel, ...]:
    # The listeners of the Gateway; Envoy's own administration is left out.
    listeners = 'envoy_http_conn_manager_prefix=~"https?-[0-9]+"'
    routes = f'envoy_cluster_name=~"httproute/{namespace}/.*"'
    answers = rate(f"envoy_http_downstream_rq_xx{{{listeners}}}", "envoy_response_code_class")
    every = rate(f"envoy_cluster_upstream_rq_xx{{{routes}}}", "envoy_cluster_name")
    failed = rate(f'envoy_cluster_upstream_rq_xx{{{routes},envoy_response_code_class="5"}}', "envoy_cluster_name")
    return (
        Panel(
            "Answers",
            "To the internet, a second, by class.",
            "reqps",
            (Query(answers, "{{envoy_response_code_class}}xx"),),
            look="areas",
        ),
        Panel(
            "Latency",
            "Until clients had their answer.",
            "ms",
            tuple(
                Query(quantile(part, f"envoy_http_downstream_rq_time_bucket{{{listeners}}}"), f"{part:.0%}")
                for part in (0.5, 0.95, 0.99)
            ),
        ),
        Panel(
            "Connections",
            "Of clients, by proxy.",
            "short",
            (Query(f"sum by (pod) (envoy_http_downstream_cx_active{{{listeners}}})", "{{pod}}"),),
            look="areas",
        ),
        Panel(
            "Failing routes",
            "Part of the requests that services answered with 5xx.",
            "percentunit",
            (Query(share(failed, every), "{{envoy_cluster_name}}"),),
            width=12,
            steps=((0.005, "yellow"), (0.01, "red")),
        ),
        Panel(
            "Slow routes",
            "Nineteen answers in twenty came within this time.",
            "ms",
            (
                Query(
                    quantile(0.95, f"envoy_cluster_upstream_rq_time_bucket{{{routes}}}", "envoy_cluster_name"),
                    "{{envoy_cluster_name}}",
                ),
            ),
            width=12,
        ),
    )


def _operators(graph: Graph, ours: str) -> Iterator[Panel]:
    ends = f"certmanager_certificate_expiration_timestamp_seconds{{{ours}}}"
    secrets = f'externalsecret_status_condition{{{ours},condition="Ready",status="False"}}'
    if graph.platform.issuer:
        yield Panel(
            "Certificates",
            "Until they end; they are renewed a month before.",
            "s",
            (Query(f"min by (name) ({ends}) - time()", "{{name}}"),),
            base="red",
            steps=((14 * _DAY, "yellow"), (28 * _DAY, "green")),
        )
    yield Panel(
        "Secrets that are not fetched",
        "They keep the values of an earlier time.",
        "short",
        (Query(f"max by (namespace, name) ({secrets})", "{{namespace}}/{{name}}"),),
        steps=((1, "red"),),
    )
    yield Panel(
        "Copies of objects",
        "Since the last good backup of Velero, by schedule.",
        "s",
        (Query('time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule!=""})', "{{schedule}}"),),
        steps=((30 * 3600, "yellow"), (54 * 3600, "red")),
    )


def _monitoring() -> tuple[Panel, ...]:
    return (
        Panel(
            "Targets that are down",
            "Nothing about them can fire.",
            "short",
            (Query("sum by (job) (up == bool 0) > 0", "{{job}}"),),
            steps=((1, "red"),),
        ),
        Panel(
            "Firing alerts",
            "By severity; the Watchdog always fires and is not counted.",
            "short",
            (Query('sum by (severity) (ALERTS{alertstate="firing",severity!="none"})', "{{severity}}"),),
            look="areas",
        ),
        Panel(
            "Notifications that failed",
            "A second, by integration.",
            "cps",
            (
                Query(rate("alertmanager_notifications_failed_total", "integration"), "{{integration}} failed"),
                Query(rate("alertmanager_notifications_total", "integration"), "{{integration}} tried"),
            ),
        ),
        Panel(
            "Series",
            "In the memory of Prometheus.",
            "short",
            (Query("max(prometheus_tsdb_head_series)", "series"),),
        ),
        Panel(
            "Rules that fail",
            "Evaluations a second without an answer.",
            "cps",
            (Query(rate("prometheus_rule_evaluation_failures_total", "rule_group"), "{{rule_group}}"),),
        ),
        Panel(
            "Grafana",
            "Nineteen answers in twenty came within this time.",
            "s",
            (Query(quantile(0.95, "grafana_http_request_duration_seconds_bucket"), "95%"),),
        ),
    )
