"""Classes of volumes on AWS.

https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
"""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.model.platform import StorageClass


class VolumeClasses(Construct):
    """A StorageClass for each of *classes*: encrypted, expandable, bound where the pod lands, kept when released."""

    def __init__(self, scope: Construct, id: str, *classes: StorageClass) -> None:
        super().__init__(scope, id)
        for one in sorted(classes, key=lambda one: one.name):
            rate = {"iopsPerGB": str(one.iops_per_gib)} if one.iops_per_gib else {}
            k8s.KubeStorageClass(
                self,
                one.name,
                metadata=bridge.metadata(one.name),
                provisioner="ebs.csi.aws.com",
                parameters={"encrypted": "true", "type": one.name, **rate},
                reclaim_policy="Retain",
                volume_binding_mode="WaitForFirstConsumer",
                allow_volume_expansion=True,
            )
