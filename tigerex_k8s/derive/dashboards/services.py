"""How the services do: all of them on one page, and any of them on another."""

from tigerex_k8s.derive.dashboards.panel import Dashboard, Panel, Query, Row, quantile, rate, share
from tigerex_k8s.graph.values import Graph

_ERRORS = ((0.005, "yellow"), (0.01, "red"))
_SECONDS = ((0.5, "yellow"), (1.0, "red"))
_OF_LIMIT = ((0.8, "yellow"), (0.95, "red"))


def application(graph: Graph) -> Dashboard:
    """Derive the page with every service of *graph* in every panel."""
    jobs = f'job=~"{"|".join(_measured(graph))}"'
    pods = f'namespace="{graph.namespace}",container=~"{"|".join(graph.services)}"'
    return Dashboard(
        "tigerex-application",
        "Application",
        "Requests, errors, latency, saturation and replicas of every service.",
        (
            Row("Requests", _requests(jobs)),
            Row("Between services", _calls(jobs)),
            Row("Saturation", (*_saturation(pods, "container"), _descriptors(jobs))),
            Row("Replicas", _replicas(graph.namespace, "|".join(graph.services))),
            *_objectives(graph),
        ),
    )


def service(graph: Graph) -> Dashboard:
    """Derive the page with one service, which whoever looks chooses."""
    pods = f'namespace="{graph.namespace}",container="$service"'
    return Dashboard(
        "tigerex-service",
        "Service",
        "One service: what it answers, what it calls, who calls it, and its pods.",
        (
            Row("Requests", _routes('job="$service"')),
            Row("Neighbours", _neighbours('job="$service"')),
            Row("Pods", (*_saturation(pods, "pod"), _descriptors('job="$service"', "pod"), _age('job="$service"'))),
            Row("Replicas", (*_replicas(graph.namespace, "$service"), _alerts('subject=~"$service.*"'))),
        ),
        choices=_measured(graph),
    )


def _measured(graph: Graph) -> tuple[str, ...]:
    """Return the names of the services that export figures."""
    return tuple(name for name, one in graph.services.items() if any(each.metrics_path for each in one.offers))


def _requests(jobs: str) -> tuple[Panel, ...]:
    requests = rate(f"http_requests_total{{{jobs}}}", "job")
    errors = rate(f'http_requests_total{{{jobs},status=~"5.."}}', "job")
    return (
        Panel("Requests", "Answered a second, by service.", "reqps", (Query(requests, "{{job}}"),)),
        Panel(
            "Errors",
            "Part of the requests that ended in an error of the service's own (5xx).",
            "percentunit",
            (Query(share(errors, requests), "{{job}}"),),
            steps=_ERRORS,
        ),
        Panel(
            "Latency",
            "Nineteen requests in twenty were answered within this time.",
            "s",
            (Query(quantile(0.95, f"http_request_duration_seconds_bucket{{{jobs}}}", "job"), "{{job}}"),),
            steps=_SECONDS,
        ),
        Panel(
            "Answers",
            "Requests a second of all services, by status.",
            "reqps",
            (Query(rate(f"http_requests_total{{{jobs}}}", "status"), "{{status}}"),),
            look="areas",
            width=12,
        ),
        Panel(
            "In flight",
            "Requests that are being answered; they pile up where something behind is slow.",
            "short",
            (Query(f"sum by (job) (http_requests_in_flight{{{jobs}}})", "{{job}}"),),
            width=12,
        ),
    )


def _calls(jobs: str) -> tuple[Panel, ...]:
    every = rate(f"http_client_requests_total{{{jobs}}}", "job", "target")
    failed = rate(f'http_client_requests_total{{{jobs},status=~"5..|error"}}', "job", "target")
    return (
        Panel(
            "Calls",
            "Requests a second from one service to another.",
            "reqps",
            (Query(every, "{{job}} to {{target}}"),),
            width=12,
        ),
        Panel(
            "Failed calls",
            "Part of the calls that got an error or no answer, as the caller sees it.",
            "percentunit",
            (Query(share(failed, every), "{{job}} to {{target}}"),),
            width=12,
            steps=((0.01, "yellow"), (0.05, "red")),
        ),
    )


def _routes(job: str) -> tuple[Panel, ...]:
    every = rate(f"http_requests_total{{{job}}}", "method", "route")
    failed = rate(f'http_requests_total{{{job},status=~"5.."}}', "method", "route")
    buckets = f"http_request_duration_seconds_bucket{{{job}}}"
    called = "{{method}} {{route}}"
    return (
        Panel("Requests", "Answered a second, by route.", "reqps", (Query(every, called),)),
        Panel(
            "Errors",
            "Part of the requests to a route that ended in 5xx.",
            "percentunit",
            (Query(share(failed, every), called),),
            steps=_ERRORS,
        ),
        Panel(
            "Latency",
            "Half, nineteen in twenty, and all but one in a hundred requests were answered within this time.",
            "s",
            tuple(Query(quantile(part, buckets), f"{part:.0%}") for part in (0.5, 0.95, 0.99)),
            steps=_SECONDS,
        ),
        Panel(
            "Slowest routes",
            "Nineteen requests in twenty to a route were answered within this time.",
            "s",
            (Query(f"topk(10, {quantile(0.95, buckets, 'route')})", "{{route}}"),),
            width=12,
            steps=_SECONDS,
        ),
        Panel(
            "Answers",
            "Requests a second, by status.",
            "reqps",
            (Query(rate(f"http_requests_total{{{job}}}", "status"), "{{status}}"),),
            look="areas",
            width=12,
        ),
    )


def _neighbours(job: str) -> tuple[Panel, ...]:
    arriving = rate('http_client_requests_total{target="$service"}', "job")
    leaving = rate(f"http_client_requests_total{{{job}}}", "target")
    failed = rate(f'http_client_requests_total{{{job},status=~"5..|error"}}', "target")
    return (
        Panel("Callers", "Requests a second, as callers count them.", "reqps", (Query(arriving, "{{job}}"),)),
        Panel("Called", "Requests a second to others.", "reqps", (Query(leaving, "{{target}}"),)),
        Panel(
            "Failed calls",
            "Part of the calls to others that got an error or no answer.",
            "percentunit",
            (Query(share(failed, leaving), "{{target}}"),),
            steps=((0.01, "yellow"), (0.05, "red")),
        ),
    )


def _saturation(pods: str, by: str) -> tuple[Panel, ...]:
    """Return what the containers of *pods* take of what they may; the fullest of a service stands for it."""
    used = f"sum by (pod, container) (rate(container_cpu_usage_seconds_total{{{pods}}}[$__rate_interval]))"
    memory = f"max by (pod, container) (container_memory_working_set_bytes{{{pods}}})"
    held = rate(f"container_cpu_cfs_throttled_periods_total{{{pods}}}", by)
    return (
        Panel(
            "CPU",
            "Part of its limit that the busiest pod uses.",
            "percentunit",
            (Query(f"max by ({by}) ({used} / {_limit(pods, 'cpu')})", f"{{{{{by}}}}}"),),
            steps=_OF_LIMIT,
        ),
        Panel(
            "Memory",
            "Part of its limit that the fullest pod uses; at the whole of it the pod is killed.",
            "percentunit",
            (Query(f"max by ({by}) ({memory} / {_limit(pods, 'memory')})", f"{{{{{by}}}}}"),),
            steps=_OF_LIMIT,
        ),
        Panel(
            "Throttled",
            "Part of the time in which the limit kept containers from running.",
            "percentunit",
            (Query(f"{held} / {rate(f'container_cpu_cfs_periods_total{{{pods}}}', by)}", f"{{{{{by}}}}}"),),
            steps=((0.1, "yellow"), (0.25, "red")),
        ),
    )


def _limit(pods: str, resource: str) -> str:
    return f'max by (pod, container) (kube_pod_container_resource_limits{{{pods},resource="{resource}"}})'


def _descriptors(jobs: str, by: str = "job") -> Panel:
    return Panel(
        "Open files and sockets",
        "Part of what the process may have open.",
        "percentunit",
        (Query(f"max by ({by}) (process_open_fds{{{jobs}}} / process_max_fds{{{jobs}}})", f"{{{{{by}}}}}"),),
        width=24 if by == "job" else 12,
        steps=_OF_LIMIT,
    )


def _age(job: str) -> Panel:
    return Panel(
        "Age",
        "Since the start of each pod's process; a saw is a crash loop.",
        "s",
        (Query(f"time() - max by (pod) (process_start_time_seconds{{{job}}})", "{{pod}}"),),
        width=12,
    )


def _replicas(namespace: str, names: str) -> tuple[Panel, ...]:
    deployments = f'namespace="{namespace}",deployment=~"{names}"'
    scaled = f'namespace="{namespace}",horizontalpodautoscaler=~"{names}"'
    running = f"max by (horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas{{{scaled}}})"
    allowed = f"max by (horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas{{{scaled}}})"
    restarts = f'kube_pod_container_status_restarts_total{{namespace="{namespace}",container=~"{names}"}}'
    return (
        Panel(
            "Ready pods",
            "Pods that take requests, beside those that are wanted.",
            "short",
            (
                Query(
                    f"max by (deployment) (kube_deployment_status_replicas_available{{{deployments}}})",
                    "{{deployment}}",
                ),
                Query(f"max by (deployment) (kube_deployment_spec_replicas{{{deployments}}})", "{{deployment}} wanted"),
            ),
        ),
        Panel(
            "Autoscaler",
            "Part of the pods that there may be; at the whole of it the service cannot grow.",
            "percentunit",
            (Query(f"{running} / {allowed}", "{{horizontalpodautoscaler}}"),),
            steps=((0.8, "yellow"), (1.0, "red")),
        ),
        Panel(
            "Restarts",
            "Containers started again within an hour.",
            "short",
            (Query(f"sum by (container) (increase({restarts}[1h]))", "{{container}}"),),
            steps=((1, "yellow"), (3, "red")),
        ),
    )


def _objectives(graph: Graph) -> tuple[Row, ...]:
    found = {name: one.objective for name, one in graph.services.items() if one.objective}
    panels = tuple(
        Panel(
            name,
            f"Part of an hour's requests that succeeded within {one.seconds:g} s; {one.percent:g} % are promised.",
            "percentunit",
            (Query(_kept(name, one.seconds), "kept"),),
            base="red",
            steps=((one.percent / 100, "green"),),
        )
        for name, one in found.items()
    )
    return (Row("Objectives", panels),) if panels else ()


def _kept(name: str, seconds: float) -> str:
    # Prometheus writes every bound as a float: 1 is "1.0".
    good = f'http_request_duration_seconds_bucket{{job="{name}",status!~"5..",le="{float(seconds)}"}}'
    every = f'http_request_duration_seconds_count{{job="{name}"}}'
    return f"sum(rate({good}[1h])) / sum(rate({every}[1h]))"


def _alerts(about: str) -> Panel:
    return Panel(
        "Alerts",
        "What fires about the service, or about its calls to others.",
        "short",
        (
            Query(
                f'sum by (alertname, severity) (ALERTS{{alertstate="firing",{about}}})', "{{alertname}}, {{severity}}"
            ),
        ),
        look="areas",
        width=24,
    )
