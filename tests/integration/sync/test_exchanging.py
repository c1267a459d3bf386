"""What a phone and the server tell each other, asked of the action itself."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from cast import Cast, build_cast
from factories.entries import BODIES, made, sent
from stepwell.actions import own_entries as taking
from stepwell.actions.members import leave_program
from stepwell.actions.own_entries import Exchange, ExchangeRefused, exchange_entries
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.recovery.entries import EntryRefused, Refusal, Version
from stepwell.queries import own_entries
from stepwell.records.audit.models import AuditEvent
from stepwell.records.identifiers import new_id
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build_cast()


@pytest.fixture
def ana(cast: Cast) -> Actor:
    return cast.actor("ana")


@pytest.fixture
def at(cast: Cast) -> datetime:
    return cast.at


def exchange(by: Actor, at: datetime, *versions: dict[str, Any], **more: Any) -> Exchange:
    return exchange_entries(sent(*versions), **({"after": 0} | more), by=by, at=at)


def codes(answer: Exchange) -> dict[str, Refusal]:
    return {one.id: one.code for one in answer.refused}


def texts(answer: Exchange) -> list[Any]:
    return [row.body for row in answer.entries.rows]


@pytest.mark.parametrize("name", ["ana", "pat"])
def test_member_with_and_without_a_program_saves_and_gets_back(cast: Cast, name: str) -> None:
    first = made()
    second = made("journal", first, body=BODIES["journal"] | {"text": "And back."})

    answer = exchange(cast.actor(name), cast.at, first, second)

    assert answer.saved == (first["id"], second["id"])
    assert texts(answer) == [first["body"], second["body"]]
    assert [row.number for row in answer.entries.rows] == [1, 2]
    assert answer.entries.cursor == 2
    assert not answer.entries.has_more


def test_what_is_sent_again_changes_nothing(ana: Actor, at: datetime) -> None:
    # A task has to be one that they were given: see test_task_answers.
    versions = [made(kind) for kind in BODIES if kind != "task"]
    exchange(ana, at, *versions)

    again = exchange(ana, at, *versions, *versions)

    assert set(again.saved) == {one["id"] for one in versions}
    assert again.refused == ()
    assert EntryVersion.objects.count() == len(versions)
    assert AuditEvent.objects.filter(event_type="own_entries.saved").count() == 1


def test_known_id_with_other_content_is_refused_and_nothing_overwritten(
    ana: Actor, at: datetime
) -> None:
    first = made()
    exchange(ana, at, first)
    changes: list[dict[str, Any]] = [
        {"body": BODIES["journal"] | {"text": "Other."}},
        {"body": None},
        {"made_at": "2026-11-27T18:30:01Z"},
        {"record": str(new_id())},
    ]
    for one in changes:
        answer = exchange(ana, at, first | one)
        assert codes(answer) == {first["id"]: Refusal.NOT_SAME}, one
        assert answer.saved == ()

    assert texts(exchange(ana, at)) == [first["body"]]


def test_what_was_taken_once_is_not_refused_by_a_later_rule(
    ana: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer got lost, the server was renewed, and the phone sends it again."""
    first, other = made(), made()
    exchange(ana, at, first)

    def refuse(version: Version) -> None:
        raise EntryRefused(Refusal.NOT_VALID, "No journals any more.")

    monkeypatch.setattr(taking, "check_version", refuse)
    answer = exchange(ana, at, first, other, first | {"made_at": "2026-02-30T00:00:00Z"})

    assert answer.saved == (first["id"],)
    assert [(one.id, one.code) for one in answer.refused] == [
        (other["id"], Refusal.NOT_VALID),
        (first["id"], Refusal.NOT_SAME),
    ]


def test_version_without_its_parent_is_refused_until_the_parent_is_there(
    ana: Actor, at: datetime
) -> None:
    first = made()
    second = made("journal", first)

    early = exchange(ana, at, second, first)
    late = exchange(ana, at, second)

    assert codes(early) == {second["id"]: Refusal.UNKNOWN_PARENT}
    assert early.saved == (first["id"],)
    assert late.saved == (second["id"],)
    assert [str(row.version) for row in late.entries.rows] == [first["id"], second["id"]]


def test_two_heads_of_a_record_are_both_kept_and_settled(ana: Actor, at: datetime) -> None:
    first = made()
    here, there = made("journal", first), made("journal", first, body=None)
    settled = made("journal", here, there)

    answer = exchange(ana, at, first, here, there, settled)

    assert len(answer.saved) == 4
    assert answer.entries.rows[3].parents == [here["id"], there["id"]]


def test_parent_of_another_record_or_kind_is_refused(ana: Actor, at: datetime) -> None:
    first = made()
    elsewhere = made("journal", first, record=new_id())
    other_kind = made("step", first)

    answer = exchange(ana, at, first, elsewhere, other_kind)

    assert set(codes(answer)) == {elsewhere["id"], other_kind["id"]}
    assert set(codes(answer).values()) == {Refusal.NOT_VALID}


def test_one_bad_version_stops_no_other(ana: Actor, at: datetime) -> None:
    good, bad = made(), made(body={"on": "2026-11-26"})

    answer = exchange(ana, at, bad, good)

    assert answer.saved == (good["id"],)
    assert "“text” is missing" in answer.refused[0].words


def test_two_members_with_the_same_ids_know_nothing_of_each_other(cast: Cast) -> None:
    ana, pat = cast.actor("ana"), cast.actor("pat")
    first = made()
    exchange(ana, cast.at, first)

    other = exchange(pat, cast.at, first | {"body": BODIES["journal"] | {"text": "Pat's."}})
    child = exchange(pat, cast.at, made("journal", first))

    assert other.saved == (first["id"],)
    assert other.entries.rows[0].number == 1
    assert child.refused == ()
    assert texts(exchange(ana, cast.at)) == [first["body"]]


def test_whoever_works_here_or_is_no_member_is_denied(cast: Cast) -> None:
    for name in ("ben", "dana", "abe", "vic", "sol", "ida"):
        with pytest.raises(AccessDenied):
            exchange(cast.actor(name), cast.at, made())
    assert not EntryVersion.objects.exists()


def test_too_many_or_nameless_versions_are_refused_whole(ana: Actor, at: datetime) -> None:
    with pytest.raises(ExchangeRefused, match="100"):
        exchange(ana, at, *(made() for _ in range(101)))
    with pytest.raises(ExchangeRefused, match="no id"):
        exchange_entries([*sent(made()), b'{"kind": "journal"}'], after=0, by=ana, at=at)
    assert not EntryVersion.objects.exists()


def test_pages_follow_each_other_by_count_and_by_size(
    ana: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_entries, "MOST_ON_A_PAGE", 3)
    long = BODIES["journal"] | {"text": "x" * 300}
    versions = [made(body=long if number in {3, 4} else BODIES["journal"]) for number in range(9)]
    exchange(ana, at, *versions)
    monkeypatch.setattr(own_entries, "MOST_BYTES", 600)

    cursor, pages = 0, []
    while True:
        page = exchange(ana, at, after=cursor).entries
        pages.append([str(row.version) for row in page.rows])
        cursor = page.cursor
        if not page.has_more:
            break

    assert [len(one) for one in pages] == [3, 1, 3, 2]
    assert [one for page in pages for one in page] == [one["id"] for one in versions]


def test_server_that_lost_what_the_phone_got_begins_anew(ana: Actor, at: datetime) -> None:
    versions = [made() for _ in range(4)]
    exchange(ana, at, *versions)
    ids = [one["id"] for one in versions]
    assert not exchange(ana, at, after=4, last=ids[3]).entries.begins_anew
    EntryVersion.objects.filter(number__gt=2).delete()  # As an older backup would.

    shorter = exchange(ana, at, after=4, last=ids[3]).entries
    exchange(ana, at, *(made() for _ in range(5)))
    longer = exchange(ana, at, after=4, last=ids[3]).entries

    assert shorter.begins_anew
    assert shorter.cursor == 2
    assert longer.begins_anew
    assert [row.number for row in longer.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert not exchange(ana, at, after=2, last=ids[1]).entries.begins_anew


def test_trail_says_how_many_and_nothing_else_and_no_program_sees_it(cast: Cast) -> None:
    ana = cast.actor("ana")

    exchange(ana, cast.at, made(), made("use"))
    exchange(ana, cast.at)

    (event,) = AuditEvent.objects.filter(event_type="own_entries.saved")
    assert json.loads(event.details) == {"saved": 2}
    assert (event.record_kind, event.record_id) == ("member", ana.key)
    assert event.organization == str(cast.organizations["own"].pk)


def test_neither_words_nor_kind_lie_open_in_the_database(ana: Actor, at: datetime) -> None:
    exchange(ana, at, made("use", body=BODIES["use"] | {"note": "marmalade"}))

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM recovery_entryversion")
        (row,) = cursor.fetchall()

    stored = b" ".join(bytes(one) for one in row if isinstance(one, bytes | memoryview))
    assert b"marmalade" not in stored
    assert "use" not in [one for one in row if isinstance(one, str)]


def test_entries_stay_with_the_member_who_leaves_the_program(cast: Cast) -> None:
    first = made()
    exchange(cast.actor("ana"), cast.at, first)

    leave_program(by=cast.actor("ana"), at=cast.at)

    own = str(cast.organizations["own"].pk)
    by = cast.users["ana"].as_actor(own, cast.at)
    assert [row.version for row in exchange(by, cast.at).entries.rows] == [UUID(first["id"])]


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("date", {"fellowship": "al-anon"}, "No date is kept in this fellowship"),
        ("date", {"fellowship": "nowhere"}, "not known here"),
        ("use", {"what": "moonbeams"}, "not known here"),
        ("use", {"again_on": "2026-11-01"}, "count again from that day on"),
    ],
)
def test_date_or_use_that_makes_no_sense_is_refused_in_words(
    ana: Actor, at: datetime, kind: str, changes: dict[str, Any], words: str
) -> None:
    version = made(kind, body=BODIES[kind] | changes)

    answer = exchange(ana, at, version, made(kind))

    (refused,) = answer.refused
    assert (refused.id, refused.code) == (version["id"], Refusal.NOT_VALID)
    assert words in refused.words
    assert len(answer.saved) == 1, "the other one is taken"
