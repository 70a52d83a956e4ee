"""What the cluster, the operators and the monitoring export, as far as anything here reads it."""

from tigerex_k8s.derive.metrics.metric import Metric

_CONTAINER = ("container", "id", "image", "name", "namespace", "pod")
_SANDBOX = ("id", "image", "interface", "name", "namespace", "pod")
_KUBE_CONTAINER = ("container", "namespace", "pod", "uid")
_AUTOSCALER = ("horizontalpodautoscaler", "namespace")
_DEPLOYMENT = ("deployment", "namespace")
_CLAIM = ("namespace", "persistentvolumeclaim")
_HTTP_MANAGER = ("envoy_http_conn_manager_prefix",)
_UPSTREAM = ("envoy_cluster_name",)

# Prometheus makes these itself, for every target and for every rule.
ANY = (Metric("up", "gauge", (), "1 where the target was scraped."),)
PROMETHEUS = (
    Metric("ALERTS", "gauge", ("alertname", "alertstate", "owner", "severity", "subject"), "1 where an alert is."),
    Metric("prometheus_rule_evaluation_failures_total", "counter", ("rule_group",), "Rules that gave no answer."),
    Metric("prometheus_tsdb_head_series", "gauge", (), "Series in memory."),
)
ALERTMANAGER = (
    Metric(
        "alertmanager_notifications_failed_total",
        "counter",
        ("integration", "reason", "receiver_name"),
        "Notifications that were not delivered.",
    ),
    Metric("alertmanager_notifications_total", "counter", ("integration", "receiver_name"), "Notifications tried."),
)
GRAFANA = (
    Metric(
        "grafana_http_request_duration_seconds",
        "histogram",
        ("handler", "method", "status_code"),
        "How long Grafana took to answer.",
    ),
)

# https://github.com/kubernetes/kube-state-metrics/tree/main/docs
KUBE_STATE_METRICS = (
    Metric("kube_cronjob_created", "gauge", ("cronjob", "namespace"), "When a CronJob was made, since the epoch."),
    Metric("kube_cronjob_status_last_successful_time", "gauge", ("cronjob", "namespace"), "Of the last good run."),
    Metric("kube_deployment_spec_replicas", "gauge", _DEPLOYMENT, "Pods that are wanted."),
    Metric("kube_deployment_status_condition", "gauge", (*_DEPLOYMENT, "condition", "reason", "status"), "Conditions."),
    Metric("kube_deployment_status_replicas_available", "gauge", _DEPLOYMENT, "Pods that are ready."),
    Metric("kube_horizontalpodautoscaler_spec_max_replicas", "gauge", _AUTOSCALER, "Pods that there may be."),
    Metric("kube_horizontalpodautoscaler_status_current_replicas", "gauge", _AUTOSCALER, "Pods that there are."),
    Metric("kube_job_status_failed", "gauge", ("job_name", "namespace", "reason"), "Pods of a Job that failed."),
    Metric("kube_job_status_start_time", "gauge", ("job_name", "namespace"), "When a Job began, since the epoch."),
    Metric("kube_job_status_succeeded", "gauge", ("job_name", "namespace"), "Pods of a Job that ended well."),
    Metric("kube_node_status_allocatable", "gauge", ("node", "resource", "unit"), "What pods may ask for."),
    Metric("kube_node_status_condition", "gauge", ("condition", "node", "status"), "Conditions of a node."),
    Metric(
        "kube_pod_container_resource_limits",
        "gauge",
        (*_KUBE_CONTAINER, "node", "resource", "unit"),
        "What a container may take.",
    ),
    Metric("kube_pod_container_status_restarts_total", "counter", _KUBE_CONTAINER, "Starts after the first."),
    Metric("kube_pod_container_status_waiting_reason", "gauge", (*_KUBE_CONTAINER, "reason"), "Why one does not run."),
    Metric("kube_pod_status_phase", "gauge", ("namespace", "phase", "pod", "uid"), "1 for the phase that a pod is in."),
)

KUBELET = (
    Metric("kubelet_volume_stats_available_bytes", "gauge", _CLAIM, "Room that is left on a volume."),
    Metric("kubelet_volume_stats_capacity_bytes", "gauge", _CLAIM, "Size of a volume."),
)
# https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md
CADVISOR = (
    Metric("container_cpu_cfs_periods_total", "counter", _CONTAINER, "Periods in which a container wanted to run."),
    Metric("container_cpu_cfs_throttled_periods_total", "counter", _CONTAINER, "Periods in which its limit held it."),
    Metric("container_cpu_usage_seconds_total", "counter", (*_CONTAINER, "cpu"), "Processor time used; `/` is a node."),
    Metric("container_memory_working_set_bytes", "gauge", _CONTAINER, "Memory that counts towards the limit."),
    Metric("container_network_receive_bytes_total", "counter", _SANDBOX, "Bytes that a pod received."),
    Metric("container_network_transmit_bytes_total", "counter", _SANDBOX, "Bytes that a pod sent."),
)
# https://coredns.io/plugins/metrics/
DNS = (
    Metric(
        "coredns_dns_responses_total",
        "counter",
        ("plugin", "rcode", "server", "view", "zone"),
        "Answers by their code.",
    ),
)

# https://cert-manager.io/docs/devops-tips/prometheus-metrics/
CERT_MANAGER = (
    Metric(
        "certmanager_certificate_expiration_timestamp_seconds",
        "gauge",
        ("issuer_group", "issuer_kind", "issuer_name", "name", "namespace"),
        "When a certificate ends, since the epoch.",
    ),
)
# https://external-secrets.io/latest/api/metrics/
EXTERNAL_SECRETS = (
    Metric("externalsecret_status_condition", "gauge", ("condition", "name", "namespace", "status"), "Conditions."),
)
VELERO = (
    Metric("velero_backup_last_successful_timestamp", "gauge", ("schedule",), "When the last good backup ended."),
)
# https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/stats
ENVOY = (
    Metric("envoy_cluster_upstream_rq_time", "histogram", _UPSTREAM, "Milliseconds that services took."),
    Metric(
        "envoy_cluster_upstream_rq_xx", "counter", (*_UPSTREAM, "envoy_response_code_class"), "Answers of services."
    ),
    Metric("envoy_http_downstream_cx_active", "gauge", _HTTP_MANAGER, "Connections of clients."),
    Metric("envoy_http_downstream_rq_time", "histogram", _HTTP_MANAGER, "Milliseconds until clients had their answer."),
    Metric(
        "envoy_http_downstream_rq_xx",
        "counter",
        (*_HTTP_MANAGER, "envoy_response_code_class"),
        "Answers to clients; *envoy_response_code_class* is `5` for 5xx.",
    ),
)
