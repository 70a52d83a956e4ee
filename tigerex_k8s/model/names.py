"""The texts that Kubernetes restricts: names, quantities, hosts, address ranges."""

import re
from decimal import Decimal
from ipaddress import ip_address, ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRET_KEY = re.compile(r"[-._a-zA-Z0-9]+")
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?")
_PERCENT = re.compile(r"[1-9][0-9]{0,2}%")
_POSTGRES_MEMORY = re.compile(r"([0-9]+)(kB|MB|GB|TB)")
_POINTER = re.compile(r"(/([^~/]|~[01])*)+")
_INSTANCE_TYPE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")
_ACCOUNT = re.compile(r"[0-9]{12}")
_MINOR = re.compile(r"1\.[0-9]{2}")
_CHART_REPOSITORY = re.compile(r"(https|oci)://[a-z0-9][-a-z0-9._/]*[a-z0-9]")
_CHART_VERSION = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?")
_GIT_REPOSITORY = re.compile(r"https://[^\s/]+/\S+\.git")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")
_LABEL_MAX = 63
_PORT_NAME_MAX = 15
_HOST_MAX = 253

_MULTIPLES = {
    "m": Decimal("0.001"),
    **{unit: Decimal(1000) ** power for power, unit in enumerate(("", "k", "M", "G", "T", "P"))},
    **{unit: Decimal(1024) ** power for power, unit in enumerate(("Ki", "Mi", "Gi", "Ti", "Pi"), 1)},
}


def amount(quantity: str) -> Decimal:
    """Return what a Kubernetes *quantity* such as ``500m`` or ``2Gi`` stands for, in units.

    Raises ValueError where it is none. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    """
    match = _QUANTITY.fullmatch(quantity)
    if match is None:
        message = f"'{quantity}' is not a Kubernetes quantity; write a number and a unit, such as '500m', '2' or '4Gi'"
        raise ValueError(message)
    return Decimal(match[1]) * _MULTIPLES[match[2] or ""]


def postgres_bytes(memory: str) -> int:
    """Return the bytes of a PostgreSQL *memory* setting such as ``8GB``; its units are multiples of 1024.

    Raises ValueError where it is none. https://www.postgresql.org/docs/current/config-setting.html
    """
    match = _POSTGRES_MEMORY.fullmatch(memory)
    if match is None:
        message = f"'{memory}' is no memory setting of PostgreSQL; write a number and kB, MB, GB or TB, such as '8GB'"
        raise ValueError(message)
    return int(match[1]) << 10 * (1 + ("kB", "MB", "GB", "TB").index(match[2]))


def _postgres_memory(memory: str) -> str:
    postgres_bytes(memory)
    return memory


def _label(name: str) -> str:
    # https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
    if len(name) > _LABEL_MAX:
        message = f"'{name}' has {len(name)} characters; Kubernetes takes at most {_LABEL_MAX}"
        raise ValueError(message)
    if not _LABEL.fullmatch(name):
        message = (
            f"'{name}' is refused by Kubernetes; use lower-case letters, digits and '-', "
            "with a letter or digit at both ends"
        )
        raise ValueError(message)
    return name


def _port_name(name: str) -> str:
    # https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
    if len(name) > _PORT_NAME_MAX or not re.search("[a-z]", _label(name)) or "--" in name:
        message = (
            f"'{name}' is refused as the name of a port; use at most {_PORT_NAME_MAX} characters, "
            "one of them a letter, and no '--'"
        )
        raise ValueError(message)
    return name


def _host(host: str) -> str:
    if len(host) > _HOST_MAX or not all(_LABEL.fullmatch(part) for part in host.split(".")):
        message = f"'{host}' is not a host name; use labels of a-z, 0-9 and '-', joined by dots"
        raise ValueError(message)
    return host


def _relative_host(host: str) -> str:
    return host if host == "@" else _host(host)


def _quantity(quantity: str) -> str:
    if not amount(quantity):
        message = f"'{quantity}' is nothing; ask for more than 0"
        raise ValueError(message)
    return quantity


def _range(cidr: str) -> str:
    try:
        whole = str(ip_network(cidr, strict=False))
    except ValueError:
        message = f"'{cidr}' is not a range of addresses such as '10.0.0.0/16'"
        raise ValueError(message) from None
    if ip_address(cidr.partition("/")[0]) != ip_network(whole).network_address:
        message = f"'{cidr}' starts inside of a range; write '{whole}'"
        raise ValueError(message)
    return whole


def _matching(pattern: re.Pattern[str], what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            message = f"'{text}' is not {what}"
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        message = f"'{path}' does not start with '/'"
        raise ValueError(message)
    return path


Name = Annotated[str, AfterValidator(_label)]
PortName = Annotated[str, AfterValidator(_port_name)]
PortNumber = Annotated[int, Field(ge=1, le=65535)]
Host = Annotated[str, AfterValidator(_host)]
RelativeHost = Annotated[str, AfterValidator(_relative_host)]
Quantity = Annotated[str, AfterValidator(_quantity)]
PostgresMemory = Annotated[str, AfterValidator(_postgres_memory)]
Cidr = Annotated[str, AfterValidator(_range)]
AbsolutePath = Annotated[str, AfterValidator(_absolute)]
VariableName = Annotated[str, _matching(_VARIABLE, "the name of an environment variable")]
SecretKeyName = Annotated[str, _matching(_SECRET_KEY, "a key of a Secret (letters, digits, '-_.')")]
JsonPointer = Annotated[str, _matching(_POINTER, "a JSON pointer such as '/spec/replicas'")]
InstanceType = Annotated[str, _matching(_INSTANCE_TYPE, "a type of EC2 instance such as 'm5.2xlarge'")]
AccountNumber = Annotated[str, _matching(_ACCOUNT, "the number of an AWS account (12 digits)")]
MinorVersion = Annotated[str, _matching(_MINOR, "a minor version of Kubernetes such as '1.35'")]
ChartRepository = Annotated[
    str, _matching(_CHART_REPOSITORY, "the address of a repository of Helm charts, with https or oci")
]
ChartVersion = Annotated[str, _matching(_CHART_VERSION, "one version of a chart such as '1.2.3'")]
GitRepository = Annotated[str, _matching(_GIT_REPOSITORY, "the https address of a Git repository, up to '.git'")]
Percent = Annotated[str, _matching(_PERCENT, "a percentage such as '25%'")]
Identifier = Annotated[str, _matching(_IDENTIFIER, "a plain SQL name (a-z, 0-9 and '_')")]
Sentence = Annotated[str, Field(min_length=1)]
