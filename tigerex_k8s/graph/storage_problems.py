"""What contradicts what among buckets and those who keep something in them."""

from collections.abc import Iterator

from tigerex_k8s.graph.values import Graph


def storage_problems(draft: Graph) -> Iterator[str]:
    """Yield everything that keeps buckets from being made or used."""
    if draft.platform.eks is None:
        for name in draft.buckets:
            yield f"'{name}' is a bucket, but the platform has no eks, whose region it is in"
