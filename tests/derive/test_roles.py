"""Who may do what in AWS."""

from tests.support.shop import COPIES, backed_up, orders, shop
from tigerex_k8s.derive.roles import Role, Statement, roles

_LIST = Statement(("s3:ListBucket",), ("arn:aws:s3:::copies",))
_WRITE = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject")


def _roles(graph_of: str, **fields: object) -> Role:
    found = {one.purpose: one for one in roles(shop(COPIES, orders(**fields)))}
    return found[graph_of]


def test_a_database_writes_to_its_own_archive_and_nowhere_else() -> None:
    """Neither another's archive nor a dump is Barman's."""
    assert _roles("orders") == Role(
        "orders", "shop", "orders", (_LIST, Statement(_WRITE, ("arn:aws:s3:::copies/barman/orders/*",)))
    )


def test_a_recovered_database_reads_what_it_was_recovered_from() -> None:
    """And cannot change it."""
    role = _roles("orders", recover_from="orders", backup=backed_up(archive="orders-2"))

    assert role.statements == (
        _LIST,
        Statement(_WRITE, ("arn:aws:s3:::copies/barman/orders-2/*",)),
        Statement(("s3:GetObject",), ("arn:aws:s3:::copies/barman/orders/*",)),
    )


def test_a_dump_writes_to_its_own_folders_and_nowhere_else() -> None:
    """One for what is whole, and one for what is not yet."""
    folders = ("arn:aws:s3:::copies/database/orders/*", "arn:aws:s3:::copies/incomplete/database/orders/*")

    assert _roles("orders-dump") == Role(
        "orders-dump", "shop", "orders-dump", (_LIST, Statement((*_WRITE, "s3:GetObjectTagging"), folders))
    )
