"""The security contexts of every pod of ours, which satisfy the ``restricted`` Pod Security Standard.

https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
"""

from cdk8s_plus_27 import k8s


def unprivileged(user: int) -> k8s.PodSecurityContext:
    """Return the context of a pod that runs as *user*, which also owns its volumes."""
    return k8s.PodSecurityContext(
        run_as_non_root=True,
        run_as_user=user,
        run_as_group=user,
        fs_group=user,
        seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
    )


def locked_down() -> k8s.SecurityContext:
    """Return the context of a container that cannot gain rights nor write on its root."""
    return k8s.SecurityContext(
        allow_privilege_escalation=False,
        read_only_root_filesystem=True,
        capabilities=k8s.Capabilities(drop=["ALL"]),
    )
