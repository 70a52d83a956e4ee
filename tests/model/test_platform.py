"""Parts of a platform that contradict each other are named."""

from typing import Any

import pytest

from tigerex_k8s import DeclarationError, Delivery, Operator, Platform, WellKnownPolicy

_DNS = Operator(
    name="dns",
    namespace="dns",
    repository="https://charts.example",
    chart="dns",
    version="1.0.0",
    role=WellKnownPolicy(account="dns", policy="externalDNS"),
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"operators": (_DNS, _DNS)}, ("Platform: operators: Operator 'dns' is there twice",), id="twice"),
        pytest.param({"operators": (_DNS,)}, ("Platform: operator 'dns' has a role, which needs eks",), id="role"),
        pytest.param(
            {"delivery": Delivery(repository="https://example.com/shop.git", argo_cd=_DNS)},
            ("Platform: delivery needs eks, whose name is the cluster's",),
            id="delivery",
        ),
    ],
)
def test_operators_and_delivery_have_the_cluster_that_they_need(fields: dict[str, Any], said: tuple[str, ...]) -> None:
    """Two releases of one name would replace each other, and without AWS there is no role."""
    with pytest.raises(DeclarationError) as caught:
        Platform(**fields)

    assert caught.value.problems == said
