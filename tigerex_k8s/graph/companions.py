"""What the containers ask for that come with a store or with the platform, and that nobody declares."""

from tigerex_k8s.model.resources import Resources

MIGRATION = Resources(cpu="100m", memory="128Mi", cpu_limit="500m", memory_limit="256Mi")
RELOADER = Resources(cpu="10m", memory="32Mi", cpu_limit="100m", memory_limit="64Mi")
ALERTMANAGER = Resources(cpu="50m", memory="128Mi", cpu_limit="500m", memory_limit="256Mi")
ALERTMANAGER_STORAGE = "1Gi"
GRAFANA = Resources(cpu="500m", memory="1Gi", cpu_limit="1", memory_limit="2Gi")
# Parts of an upload are held in memory, ten at a time, and ten thousand of them have to carry the largest dump.
DUMP = Resources(cpu="500m", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
# Barman's, beside each instance of a database that is archived.
BARMAN = Resources(cpu="250m", memory="512Mi", cpu_limit="2", memory_limit="1Gi")
REDIS_EXPORTER = Resources(cpu="50m", memory="64Mi", cpu_limit="200m", memory_limit="128Mi")
# cert-manager's own defaults: https://cert-manager.io/docs/configuration/acme/http01/
ACME_SOLVER = Resources(cpu="10m", memory="64Mi", cpu_limit="100m", memory_limit="64Mi")
# Of a volume that keeps the node table of a Redis node.
REDIS_NODES_STORAGE = "1Gi"
