"""What S3 deletes by itself, and what it refuses."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.objects import at, every, objects, of_kind
from tests.support.shop import COPIES, backed_up, baskets, orders, shop
from tigerex_k8s import Bucket, CatalogError, DeclarationError, Expiry, Postgres, Redis, link
from tigerex_k8s.derive.buckets import Rule, lifecycle

_BUCKET = "Bucket.s3.services.k8s.aws"


def _rules(bucket: Bucket, *stores: Postgres | Redis) -> tuple[Rule, ...]:
    return lifecycle(shop(bucket, *stores), bucket)


def test_old_versions_go_even_where_nothing_else_expires() -> None:
    """A versioned bucket keeps all that was ever deleted otherwise."""
    assert _rules(Bucket(name="files", noncurrent_days=7)) == (Rule("noncurrent", "", None, 7),)


def test_each_expiry_is_a_rule_of_its_own() -> None:
    """S3 tells rules apart by their names."""
    bucket = Bucket(name="files", expire=(Expiry(prefix="logs/http/", days=3), Expiry(prefix="", days=9)))

    assert _rules(bucket) == (
        Rule("expire-all", "", 9, 30),
        Rule("noncurrent", "", None, 30),
        Rule("expire-logs-http", "logs/http/", 3, 30),
    )


def test_dumps_go_after_their_retention_and_drafts_after_a_day() -> None:
    """Nobody has to loop over old files, and what a killed dump left does not stay."""
    stores = (orders(backup=backed_up(retention_days=7)), baskets())

    assert _rules(COPIES, *stores) == (
        Rule("noncurrent", "", None, 30),
        Rule("expire-database-orders", "database/orders/", 7, 30),
        Rule("expire-incomplete", "incomplete/", 1, 1),
        Rule("expire-redis-baskets", "redis/baskets/", 30, 30),
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "ab"}, "name: 'ab' is too short for a bucket; S3 takes 3 to 63 characters"),
        (
            {"name": "files", "expire": (Expiry(prefix="a/", days=1), Expiry(prefix="a/", days=2))},
            "expire: 'a/' expires twice; say once after how many days",
        ),
    ],
)
def test_what_s3_would_refuse_is_refused_before(fields: dict[str, object], said: str) -> None:
    """The controller would only say so in the object's status."""
    with pytest.raises(DeclarationError) as caught:
        Bucket(**fields)  # type: ignore[arg-type]  # varied on purpose

    assert caught.value.problems == (f"Bucket '{fields['name']}': {said}",)


@pytest.mark.parametrize("prefix", ["logs", "/logs/", "a//"])
def test_a_prefix_is_a_folder(prefix: str) -> None:
    """'logs' would also take what is in 'logs-of-the-audit/'."""
    with pytest.raises(DeclarationError, match=r"is no folder of a bucket; write 'logs/', or '' for the whole$"):
        Expiry(prefix=prefix, days=1)


def test_a_bucket_needs_a_region() -> None:
    """It is in EKS's; a plain cluster has none."""
    with pytest.raises(CatalogError, match=r"^'files' is a bucket, but the platform has no eks"):
        link(Bucket(name="files"), namespace="shop")


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_bucket_is_encrypted_versioned_closed_and_kept(environment: str) -> None:
    """The controller takes any word in these places, so that no schema finds a slip."""
    for one in of_kind(objects(environment), _BUCKET):
        assert at(one.body, "metadata", "annotations", "services.k8s.aws/deletion-policy") == "retain"
        assert set(at(one.spec, "publicAccessBlock").values()) == {True}  # type: ignore[attr-defined]  # a mapping
        assert at(one.spec, "versioning", "status") == "Enabled"
        assert [
            at(rule, "applyServerSideEncryptionByDefault", "sseAlgorithm")
            for rule in every(one.spec, "encryption", "rules")
        ] == ["AES256"]
        assert {rule["status"] for rule in every(one.spec, "lifecycle", "rules")} == {"Enabled"}


def test_no_bucket_is_in_two_environments() -> None:
    """A name is taken in all of S3."""
    names = [one.name for environment in ENVIRONMENT_NAMES for one in of_kind(objects(environment), _BUCKET)]

    assert len(names) == len(set(names)) == 6
