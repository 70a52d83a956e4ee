"""The configuration of Prometheus, as it reads it.

https://prometheus.io/docs/prometheus/latest/configuration/configuration/
"""

import re
from collections.abc import Iterator, Mapping

from tigerex_k8s.derive.scraping import Target, targets
from tigerex_k8s.graph.values import Graph, Pods
from tigerex_k8s.graph.watching import ALERTMANAGER, ALERTMANAGER_PORT
from tigerex_k8s.model.monitoring import Monitoring

CONFIGURATION = "/etc/prometheus/config"
RULES = "/etc/prometheus/rules"
_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
_LABEL = "__meta_kubernetes_pod_label_"
_PRESENT = "__meta_kubernetes_pod_labelpresent_"
# What the kubelet serves, by job.
_KUBELET = {"cadvisor": "/metrics/cadvisor", "kubelet": "/metrics"}


def configuration(graph: Graph, monitoring: Monitoring) -> Mapping[str, object]:
    """Derive ``prometheus.yml``: a scrape job for each target, the rules, and where alerts go."""
    alertmanager = f"{ALERTMANAGER}.{monitoring.namespace}.svc.cluster.local:{ALERTMANAGER_PORT.number}"
    return {
        "global": {"evaluation_interval": "30s", "scrape_interval": "30s", "scrape_timeout": "10s"},
        "rule_files": [f"{RULES}/*.yaml"],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]},
        "scrape_configs": [
            {"job_name": "prometheus", "static_configs": [{"targets": ["localhost:9090"]}]},
            *(_pods(target) for target in targets(graph)),
            *(_kubelet(job, path) for job, path in _KUBELET.items()),
        ],
    }


def _pods(target: Target) -> Mapping[str, object]:
    address = {"source_labels": ["__meta_kubernetes_pod_ip"], "regex": "(.+)", "target_label": "__address__"}
    return {
        "job_name": target.job,
        "metrics_path": target.path,
        **({"honor_labels": True} if target.speaks_of_others else {}),
        "kubernetes_sd_configs": [{"role": "pod", "namespaces": {"names": [target.pods.namespace]}}],
        "relabel_configs": [
            *_selection(target.pods),
            # A Job that is done has no figures to give.
            {"action": "drop", "source_labels": ["__meta_kubernetes_pod_phase"], "regex": "Pending|Succeeded|Failed"},
            # Not every operator names its ports, so that the address is the pod's and the port ours; what a pod with
            # several ports is found as then falls together into one target.
            {**address, "replacement": f"$1:{target.port}"},
            {"source_labels": ["__meta_kubernetes_namespace"], "target_label": "namespace"},
            {"source_labels": ["__meta_kubernetes_pod_name"], "target_label": "pod"},
        ],
    }


def _selection(pods: Pods) -> Iterator[Mapping[str, object]]:
    for key, value in pods.labels:
        yield {"action": "keep", "source_labels": [_LABEL + _meta(key)], "regex": _literal(value)}
    if pods.having is None:
        return
    key, values = pods.having
    if values:
        yield {
            "action": "keep",
            "source_labels": [_LABEL + _meta(key)],
            "regex": "|".join(_literal(value) for value in values),
        }
    else:
        yield {"action": "keep", "source_labels": [_PRESENT + _meta(key)], "regex": "true"}


def _literal(value: str) -> str:
    """Return the expression that matches the value of a label and nothing else."""
    return value.replace(".", r"\.")


def _meta(key: str) -> str:
    """Return *key* as Prometheus spells the label of a pod."""
    return re.sub(r"[^A-Za-z0-9_]", "_", key)


def _kubelet(job: str, path: str) -> Mapping[str, object]:
    return {
        "job_name": job,
        "scheme": "https",
        "metrics_path": path,
        "authorization": {"credentials_file": f"{_ACCOUNT}/token"},
        # Signed by the cluster's authority, as EKS has its kubelets.
        "tls_config": {"ca_file": f"{_ACCOUNT}/ca.crt"},
        "kubernetes_sd_configs": [{"role": "node"}],
        "relabel_configs": [{"source_labels": ["__meta_kubernetes_node_name"], "target_label": "node"}],
    }
