"""What is wrong with a cache.

https://github.com/oliver006/redis_exporter
"""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.model.redis import Redis

_OWNER = "platform"


def redis_alerts(redis: Redis) -> Iterator[Alert]:
    """Yield the alerts of *redis*."""
    name = redis.name
    nodes = redis.leaders * (2 if redis.followers else 1)
    yield Alert(
        name="RedisClusterBroken",
        subject=name,
        owner=_OWNER,
        severity="critical",
        expr=f'min(redis_cluster_state{{job="{name}"}}) == 0 or max(redis_cluster_slots_fail{{job="{name}"}}) > 0'
        f' or max(absent(redis_cluster_state{{job="{name}"}}))',
        wait="2m",
        summary=f"A part of {name} is served by nobody",
        description=f"{name} has lost a leader without a follower in its place, or nobody can see its state.",
    )
    yield Alert(
        name="RedisDegraded",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'sum(redis_up{{job="{name}"}}) < {nodes}',
        wait="10m",
        summary=f"A node of {name} does not answer",
        description=f"{{{{ $value }}}} nodes of {name} are up; {nodes} are declared.",
    )
    yield from _memory(name)


def _memory(name: str) -> Iterator[Alert]:
    # A cache is full by design: what it holds is bounded by maxmemory, and the rest of the limit by nothing.
    yield Alert(
        name="RedisMemoryHigh",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'max by (pod) (redis_memory_used_rss_bytes{{job="{name}"}})'
        f' / max by (pod) (redis_memory_max_bytes{{job="{name}"}}) > 1.15',
        wait="15m",
        summary=f"A node of {name} is about to be killed for its memory",
        description="{{ $labels.pod }} takes {{ $value | humanizePercentage }} of what its data may take.",
    )
    yield Alert(
        name="RedisEvictsEarly",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'sum(rate(redis_evicted_keys_total{{job="{name}"}}[15m]))'
        f' / sum(rate(redis_keyspace_hits_total{{job="{name}"}}[15m])) > 0.1',
        wait="30m",
        summary=f"{name} is too small for what is asked of it",
        description="For ten keys that are found, one has to make room.",
    )
