"""Who may read the trail, and that reading it is in it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, build_cast
from stepwell.actions import audit_reading
from stepwell.actions.audit_reading import TrailFilter, read_trail, who_opened
from stepwell.actions.client_merges import merge_clients
from stepwell.actions.client_reading import open_client
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.glass_breaks import break_glass
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.records.audit.models import AuditEvent

TRAIL_QUERIES = 7
"""Counting and reading a page; a savepoint; and holding the head, adding to it, moving it."""


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build_cast()
    open_client(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    return cast


def test_read_trail_auditor_sees_newest_first_and_is_written_down(cast: Cast) -> None:
    page = read_trail(by=cast.actor("ida"), at=cast.at, wanted=TrailFilter(event="record."))

    assert page.rows[0].event_type == "record.viewed"
    assert page.rows[0].actor_name == "Ben Okafor"
    latest = AuditEvent.objects.filter(organization=cast.actor("ida").organization_id).last()
    assert latest
    assert (latest.event_type, latest.actor_key) == ("audit.viewed", cast.actor("ida").key)


def test_read_trail_by_record_and_actor(cast: Cast) -> None:
    ana, ben = str(cast.client("ana").pk), cast.actor("ben").key
    ida = cast.actor("ida")

    def count(**wanted: object) -> int:
        return read_trail(by=ida, at=cast.at, wanted=TrailFilter(**wanted)).total  # type: ignore[arg-type]

    assert count(record=ana, actor=ben, event="record.viewed") == 1
    assert count(record=ana, actor=ida.key) == 0
    assert count(first_day=cast.at.date(), last_day=cast.at.date()) > 1


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "cora", "abe", "vic", "ana", "cleo"])
def test_read_trail_others_are_refused(cast: Cast, name: str) -> None:
    with pytest.raises(AccessDenied):
        read_trail(by=cast.actor(name), at=cast.at)


def test_read_trail_holds_no_name_of_a_client(cast: Cast) -> None:
    page = read_trail(by=cast.actor("ida"), at=cast.at)

    assert cast.client("ana").name
    assert cast.client("ana").name not in str(page)


@pytest.mark.parametrize("name", ["ben", "dana", "ana"])
def test_who_opened_is_told_to_care_and_to_the_member(cast: Cast, name: str) -> None:
    found = who_opened(cast.client("ana").pk, by=cast.actor(name), at=cast.at)

    assert [(row.who, row.is_own) for row in found.rows] == [("Ben Okafor", name == "ben")]
    assert cast.actor("ben").key not in str(found)


@pytest.mark.parametrize(
    ("name", "error"),
    [("fay", AccessDenied), ("gil", AccessDenied), ("vic", AccessDenied), ("cleo", NotFound)],
)
def test_who_opened_is_not_told_to_others(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        who_opened(cast.client("ana").pk, by=cast.actor(name), at=cast.at)


def test_who_opened_includes_what_was_merged_into_the_record(cast: Cast) -> None:
    fay, dana, ana = cast.actor("fay"), cast.actor("dana"), cast.client("ana").pk
    twin = create_client(NewClient(name="Ana Whitlok"), by=fay, at=cast.at)
    open_client(twin, by=fay, at=cast.at)
    merge_clients(ana, twin, by=dana, at=cast.at)

    found = who_opened(ana, by=dana, at=cast.at)

    assert [(row.who, row.part) for row in found.rows] == [
        ("Fay Lindqvist", "contact"),
        ("Ben Okafor", "clinical"),
    ]


def test_who_opened_tells_emergencies_apart(cast: Cast) -> None:
    ben, noel = cast.actor("ben"), cast.client("noel").pk
    words = "He called from a bridge and hung up."
    break_glass(noel, reason="emergency", words=words, minutes=30, by=ben, at=cast.at)
    open_client(noel, by=ben, at=cast.at)

    found = who_opened(noel, by=cast.actor("dana"), at=cast.at)

    assert [(row.event, row.is_emergency) for row in found.rows] == [
        ("record.viewed", True),
        ("glass_broken", True),
    ]
    assert found.rows[1].reason == "emergency"
    assert words not in str(found)


def test_trail_is_read_page_by_page_without_gap_or_overlap(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading, "PER_PAGE", 4)
    ida, wanted = cast.actor("ida"), TrailFilter(last_day=cast.at.date(), event="r")
    first = read_trail(by=ida, at=cast.at, wanted=wanted)

    pages = [
        read_trail(by=ida, at=cast.at, wanted=wanted, page=number + 1)
        for number in range(first.pages)
    ]

    sequences = [row.sequence for page in pages for row in page.rows]
    assert first.pages > 1
    assert len(sequences) == first.total
    assert sequences == sorted(set(sequences), reverse=True)
    assert read_trail(by=ida, at=cast.at, wanted=wanted, page=999).page == first.pages


@pytest.mark.parametrize("extra", [0, 12])
def test_trail_takes_the_same_number_of_queries_at_two_sizes(cast: Cast, extra: int) -> None:
    for _ in range(extra):
        open_client(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    ida = cast.actor("ida")

    with CaptureQueriesContext(connection) as queries:
        read_trail(by=ida, at=cast.at)

    assert len(queries) == TRAIL_QUERIES
