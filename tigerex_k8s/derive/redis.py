"""The configuration of a Redis node."""

from tigerex_k8s.model.names import amount
from tigerex_k8s.model.redis import Redis

_MEBIBYTE = 1024 * 1024
_DATA_PERCENT = 80  # the rest is for buffers, copy on write while saving, and fragmentation


def configuration(redis: Redis) -> str:
    """Derive ``redis-additional.conf``, which the operator adds to its own settings.

    https://redis.io/docs/latest/operate/oss_and_stack/management/config/
    """
    limit = int(amount(redis.resources.memory_limit))
    settings = {
        "maxmemory": f"{limit * _DATA_PERCENT // 100 // _MEBIBYTE}mb",
        "maxmemory-policy": "allkeys-lru",
        "save": "900 1 300 10 60 10000",
        "tcp-backlog": "511",
        "tcp-keepalive": "60",
        "timeout": "0",
    }
    return "".join(f"{name} {value}\n" for name, value in settings.items())
