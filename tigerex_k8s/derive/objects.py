"""What Velero keeps of the exchange's objects, and what it leaves out.

https://velero.io/docs/main/api-types/schedule/
"""

from dataclasses import dataclass

from tigerex_k8s.model.backup import ObjectBackup

# Controllers make them again from what is kept: Secrets are fetched, pods and volumes belong to what stands above them,
# and what is in a volume has a backup of its own.
MADE_AGAIN = (
    "endpoints",
    "endpointslices.discovery.k8s.io",
    "events",
    "events.events.k8s.io",
    "jobs.batch",
    "persistentvolumeclaims",
    "persistentvolumes",
    "pods",
    "replicasets.apps",
    "secrets",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Copies at *schedule*, kept for a *ttl* as Velero reads it, without the kinds that are *left_out*."""

    schedule: str
    ttl: str
    left_out: tuple[str, ...]


def kept(backup: ObjectBackup) -> Kept:
    """Derive what is kept and for how long."""
    return Kept(backup.schedule, f"{backup.retention_days * 24}h0m0s", MADE_AGAIN)
