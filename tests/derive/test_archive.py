"""A database is archived under a name of its own, and recovered from another's."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.support.shop import backed_up, orders
from tigerex_k8s import DeclarationError
from tigerex_k8s.derive.archive import Archive, Recovery, archive, recovery
from tigerex_k8s.derive.postgres import server_parameters

_NOON = datetime(2026, 11, 14, 12, 30, tzinfo=UTC)


def test_the_archive_has_the_databases_name_until_it_is_given_another() -> None:
    """And the operator's cron has a field for seconds."""
    assert archive(orders(), backed_up(base="30 1 * * 0", retention_days=7)) == Archive(
        "orders", "s3://copies/barman", "0 30 1 * * 0", "7d"
    )
    assert archive(orders(backup=backed_up(archive="orders-2")), backed_up()).name == "orders-2"


@pytest.mark.parametrize(
    ("until", "derived"),
    [
        (None, None),
        (_NOON, "2026-11-14T12:30:00+00:00"),
        (_NOON.astimezone(timezone(timedelta(hours=9))), "2026-11-14T12:30:00+00:00"),
    ],
)
def test_a_moment_is_recovered_whatever_zone_it_was_said_in(until: datetime | None, derived: str | None) -> None:
    """PostgreSQL would read a time without a zone in its own."""
    database = orders(recover_from="orders", until=until, backup=backed_up(archive="orders-2"))

    assert recovery(database) == Recovery("orders", derived)


def test_without_a_source_a_database_starts_empty() -> None:
    """As all of ours do."""
    assert recovery(orders()) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": _NOON}, "until says which moment; say with recover_from which archive it is in"),
        ({"recover_from": "old", "backup": None}, "recover_from needs backup, in whose bucket 'old' is"),
        (
            {"recover_from": "orders"},
            (
                "recover_from 'orders' is also the archive that the new cluster would write to, where each history"
                " spoils the other; give backup another archive, such as 'orders-2'"
            ),
        ),
        (
            {"recover_from": "old", "until": datetime(2026, 11, 14)},  # noqa: DTZ001  # on purpose
            "until: expected a time with its zone, such as tzinfo=UTC, found datetime.datetime(2026, 11, 14, 0, 0)",
        ),
        ({"until": "2026-11-14"}, "until: expected a datetime.datetime, found '2026-11-14'"),
    ],
)
def test_a_recovery_that_cannot_be_is_refused(fields: dict[str, Any], said: str) -> None:
    """Before a cluster is made that cannot start, or that spoils what it started from."""
    with pytest.raises(DeclarationError) as caught:
        orders(**fields)

    assert caught.value.problems == (f"Postgres 'orders': {said}",)


@pytest.mark.parametrize(
    ("fields", "feedback"),
    [({}, "on"), ({"backup": None}, None), ({"instances": 1}, None)],
)
def test_a_standby_that_is_dumped_tells_the_primary_what_it_still_reads(
    fields: dict[str, Any], feedback: str | None
) -> None:
    """Else the dump of a busy database is canceled half-way through."""
    assert server_parameters(orders(**fields)).get("hot_standby_feedback") == feedback
