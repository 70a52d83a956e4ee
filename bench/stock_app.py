"""A plain cdk8s app to compare with: production's core objects from the typed classes, as a user writes them.

``python bench/stock_app.py FOLDER`` writes them into FOLDER. COUNTS says how many of each kind stand in each chart, and
a test holds it against dist/production. Custom resources are left out, to the advantage of this app.
"""

import sys

from cdk8s import App, Chart

from bench.stock_objects import BUILDERS

SERVICE = {
    "Deployment": 1,
    "HorizontalPodAutoscaler": 1,
    "NetworkPolicy": 1,
    "PodDisruptionBudget": 1,
    "Service": 1,
    "ServiceAccount": 1,
}

COUNTS = {
    "00-namespaces": {"LimitRange": 2, "Namespace": 2, "NetworkPolicy": 2, "ResourceQuota": 2},
    "10-platform": {"PriorityClass": 2, "StorageClass": 2},
    "20-config": {"ConfigMap": 1, "ServiceAccount": 2},
    "30-postgres": {
        "ConfigMap": 2,
        "CronJob": 1,
        "Job": 1,
        "NetworkPolicy": 5,
        "PodDisruptionBudget": 1,
        "ServiceAccount": 1,
    },
    "31-redis": {"ConfigMap": 2, "CronJob": 1, "NetworkPolicy": 2, "ServiceAccount": 1},
    "40-admin-dashboard": SERVICE,
    "40-api-gateway": SERVICE,
    "40-trading-engine": SERVICE,
    "40-wallet-service": SERVICE,
    "40-web-app": SERVICE,
    "50-exposure": {"NetworkPolicy": 1},
    "60-observability": {
        "ClusterRole": 1,
        "ClusterRoleBinding": 1,
        "ConfigMap": 10,
        "Deployment": 1,
        "NetworkPolicy": 3,
        "PodDisruptionBudget": 3,
        "Service": 3,
        "ServiceAccount": 3,
        "StatefulSet": 2,
    },
}


def main(folder: str) -> None:
    """Write every chart into *folder*."""
    app = App(outdir=folder)
    for title, counts in COUNTS.items():
        chart = Chart(app, title)
        wanted = [kind for kind, count in counts.items() for _ in range(count)]
        for number, kind in enumerate(wanted):
            BUILDERS[kind](chart, f"{title[3:]}-{number}")
    app.synth()


if __name__ == "__main__":
    main(sys.argv[1])
