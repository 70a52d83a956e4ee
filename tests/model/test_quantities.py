"""Quantities are read as Kubernetes reads them, and what it would refuse is refused."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tigerex_k8s import DeclarationError, Resources
from tigerex_k8s.model.names import amount

# https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
KUBERNETES = re.compile(r"([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)")
UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}
BINARY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50}


def _read(text: str) -> Decimal | None:
    try:
        return amount(text)
    except ValueError:
        return None


@given(number=st.integers(min_value=0, max_value=10**9), unit=st.sampled_from(sorted({**UNITS, **BINARY})))
def test_a_number_with_a_unit_is_their_product(number: int, unit: str) -> None:
    """Exactly: a quota that is a rounding error too small keeps the last pod from starting."""
    assert amount(f"{number}{unit}") == number * {**UNITS, **BINARY}[unit]


@given(thousandths=st.integers(min_value=0, max_value=10**6))
def test_thousandths_are_written_in_two_ways(thousandths: int) -> None:
    """As the guide mixes them."""
    assert amount(f"{thousandths}m") == amount(f"{thousandths // 1000}.{thousandths % 1000:03}")


@given(
    text=st.text(max_size=8) | st.from_regex(KUBERNETES, fullmatch=True) | st.from_regex(r"\d+(\.\d+)?[a-zA-Z]{0,2}")
)
def test_what_is_read_is_what_kubernetes_reads(text: str) -> None:
    """Digits of other scripts are numbers to Python, too."""
    found = _read(text)

    assert found is None or (found >= 0 and KUBERNETES.fullmatch(text))


@pytest.mark.parametrize("text", ["", "Gi", "1 Gi", "-1", "1gi", "1e3", "1.", ".5", "1Gi ", "٣Gi", "1KiB"])
def test_what_is_no_quantity_is_answered(text: str) -> None:
    """With an example that is one."""
    with pytest.raises(DeclarationError) as caught:
        Resources(memory=text)

    assert caught.value.problems == (
        (
            f"Resources: memory: '{text}' is not a Kubernetes quantity; "
            "write a number and a unit, such as '500m', '2' or '4Gi'"
        ),
    )


@given(asked=st.integers(min_value=1, max_value=10**6), limit=st.integers(min_value=1, max_value=10**6))
def test_a_request_above_its_limit_is_answered(asked: int, limit: int) -> None:
    """And only such a one; the API server refuses the pod, and says so where nobody looks."""
    try:
        Resources(memory=f"{asked}Mi", memory_limit=f"{limit}Mi")
    except DeclarationError as error:
        said = error.problems
    else:
        said = ()

    assert said == ((f"Resources: memory {asked}Mi is above memory_limit {limit}Mi",) if asked > limit else ())
