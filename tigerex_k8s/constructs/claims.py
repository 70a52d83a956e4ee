"""Volumes that a StatefulSet claims for each of its pods."""

from cdk8s_plus_27 import k8s

from tigerex_k8s.constructs import bridge


def claim(name: str, size: str, storage_class: str | None) -> k8s.KubePersistentVolumeClaimProps:
    """Return a claim of *size*, which one node at a time writes to."""
    return k8s.KubePersistentVolumeClaimProps(
        metadata=k8s.ObjectMeta(name=name),
        spec=k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            storage_class_name=storage_class,
            resources=k8s.ResourceRequirements(requests={"storage": bridge.quantity(size)}),
        ),
    )
