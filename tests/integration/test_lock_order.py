"""Two actions at once do not wait for each other, and the alarm that watches for it rings."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, connections, transaction

from cast import Cast, build_cast
from factories.waiting import until
from lock_order import TakenOutOfOrder
from stepwell.actions import snapshots
from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.client_merges import MergeRefused, merge_clients
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.roles import end_role
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.records.accounts.models import Organization, RoleAssignment, UserSession
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
BEN = Actor(key="ben", name="Ben", organization_id="harbor")
SESSION = RecordRef("session", "s1")


def tell(organization: str) -> None:
    record_event("session.revoked", by=BEN, at=AT, record=SESSION, organization_id=organization)


@transaction.atomic
@told_last()
def tell_and_fail() -> None:
    tell("harbor")
    record_event("no.such.event", by=BEN, at=AT)


@pytest.mark.django_db
def test_alarm_rings_where_a_row_comes_after_the_trail() -> None:
    with transaction.atomic():
        tell("harbor")
        with pytest.raises(TakenOutOfOrder, match="accounts_organization"):
            Organization.objects.filter(slug="harbor").update(name="H")


@pytest.mark.django_db
def test_alarm_rings_where_chains_are_taken_in_another_order() -> None:
    tell("harbor")
    with transaction.atomic():
        tell("")
        with pytest.raises(TakenOutOfOrder, match="harbor is taken"):
            tell("harbor")


@pytest.mark.django_db
def test_told_last_writes_at_its_end_chain_by_chain_and_nothing_where_it_fails() -> None:
    with transaction.atomic(), told_last():
        tell("")
        with told_last():
            tell("harbor")
        tell("harbor")
        assert not AuditEvent.objects.exists()
    told = list(AuditEvent.objects.order_by("pk").values_list("organization", "sequence"))
    assert told == [("harbor", 1), ("harbor", 2), ("installation", 1)]

    with pytest.raises(RedactionRefused):
        tell_and_fail()
    tell("harbor")
    assert AuditEvent.objects.filter(organization="harbor").count() == 3


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build_cast(AT)


def alone(work: Any) -> Any:
    try:
        return work()
    finally:
        connections.close_all()


def is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_role_ends_while_its_person_ends_a_session(cast: Cast) -> None:
    """Each used to hold what the other waited for: the trail, and the session's row."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    ben = cast.users["ben"]
    mine = UserSession.objects.create(
        key_digest="d" * 64, user=ben, data="x", began_at=AT, last_seen_at=AT
    )
    role, by = RoleAssignment.objects.get(user=ben), cast.actor("abe")
    holds_row = threading.Event()

    def end_a_session() -> None:
        with transaction.atomic():
            UserSession.objects.filter(pk=mine.pk).update(last_seen_at=AT)
            holds_row.set()
            assert until(is_somebody_waiting)
            record_event(
                "session.revoked",
                by=cast.actor("ben"),
                at=AT,
                record=RecordRef("session", str(mine.pk)),
            )

    with ThreadPoolExecutor(2) as pool:
        ending = pool.submit(alone, end_a_session)
        assert holds_row.wait(timeout=30)
        pool.submit(alone, lambda: end_role(role.pk, by=by, at=AT)).result(timeout=60)
        ending.result(timeout=60)

    mine.refresh_from_db()
    assert mine.end_cause == "role_ended"


def test_of_two_records_merged_each_into_the_other_one_stays(cast: Cast) -> None:
    dana, fay = cast.actor("dana"), cast.actor("fay")
    one, other = (create_client(NewClient(name=f"Twin {n}"), by=fay, at=AT) for n in "ab")
    start = threading.Barrier(2)

    def merge(kept: Any, duplicate: Any) -> bool:
        start.wait(timeout=30)
        try:
            merge_clients(kept, duplicate, by=dana, at=AT)
        except (NotFound, MergeRefused):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        pairs = ((one, other), (other, one))
        tries = [pool.submit(alone, lambda pair=pair: merge(*pair)) for pair in pairs]
        assert sorted(done.result(timeout=60) for done in tries) == [False, True]

    assert Client.objects.filter(pk__in=(one, other), merged_into=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_index_that_cannot_be_built_leaves_no_reading_open(
    settings: Any, tmp_path: Any, file_feed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from integration.feeds.feed_files import row
    from stepwell.actions.feed_sync import sync_feed

    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    file_feed("one").publish([row("a"), row("b")])
    sync_feed("one", by=COMMAND_LINE, at=AT)
    begun = []

    def fail_half_way(rows: Any, *_: Any, **__: Any) -> None:
        begun.append(rows)  # Kept, as a logged traceback would keep it.
        next(rows)
        raise OSError("disk full")

    monkeypatch.setattr(snapshots, "build_snapshot", fail_half_way)
    with pytest.raises(OSError, match="disk full"):
        publish_snapshot(force=True)

    with pytest.raises(StopIteration):
        next(begun[0])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors WHERE name <> ''")
            assert cursor.fetchone()[0] == 0
