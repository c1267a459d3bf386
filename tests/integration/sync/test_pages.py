"""Pages that a member hands to their counselor, from their phone to the page of staff and back."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from cast import Cast, build_cast
from factories.entries import made, sent
from factories.everything_said import tables_that_say
from factories.session_runs import enrolled, started
from signing_in import sign_in
from stepwell.actions import page_reading
from stepwell.actions.client_merges import merge_clients, undo_merge
from stepwell.actions.clients import close_client
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.own_sharing_reading import open_own_sharing
from stepwell.actions.page_reading import open_handed_pages, say_page_read
from stepwell.actions.restrictions import set_client_hold
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.refusal import CareRefused
from stepwell.records.audit.models import AuditEvent
from stepwell.records.recovery.models import EntryVersion, HandedPage

pytestmark = pytest.mark.django_db
Entry = dict[str, Any]

SHEET = {
    "form": "resentments",
    "rows": [{"who": "My brother", "why": ""}, {"who": " "}, {"own-field": "Kept."}],
}


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now() - timedelta(days=40))


@pytest.fixture
def now(cast: Cast) -> datetime:
    return timezone.now()


def copy(*parents: Entry, **more: Any) -> Entry:
    body = {"on": "2026-03-01", "text": "Old marmalade.", "from": "notebook"}
    return made("copy", *parents, body=body | more)


def back(page: Entry) -> Entry:
    return made("copy", page, body=None)


def send(cast: Cast, now: datetime, *versions: Entry, name: str = "ana") -> None:
    answer = exchange_entries(sent(*versions), after=0, by=cast.actor(name), at=now)
    assert answer.refused == ()


def lines(cast: Cast, now: datetime) -> list[Any]:
    page = open_handed_pages(cast.client("ana").pk, by=cast.actor("ben", at=now), at=now)
    return list(page.lines.rows)


def browser_of(cast: Cast, name: str, kind: str = "staff") -> Browser:
    browser = Browser()
    sign_in(browser, cast.users[name], **({"kind": kind} if kind == "member" else {}))
    return browser


def staff_page(cast: Cast, path: str = "") -> str:
    answer = browser_of(cast, "ben").get(f"/staff/clients/{cast.client('ana').pk}/pages/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_page_is_handed_over_by_an_exchange_and_read_by_staff(cast: Cast) -> None:
    ana, ben = browser_of(cast, "ana", "member"), browser_of(cast, "ben")
    version = copy(title="First look", step=4, worksheet=SHEET)
    ask = json.dumps({"after": 0, "versions": [version]})
    for _ in range(2):
        answer = ana.post("/api/app/sync", ask, content_type="application/json")
        assert answer.json()["saved"] == [version["id"]]

    html = staff_page(cast)
    (row,) = HandedPage.objects.all()
    for said in ("First look", "Old marmalade.", "from their private notebook", "Step 4"):
        assert said in html
    assert "My brother" in html
    assert "Kept." in html
    assert "own-field" in html
    assert html.count("<dl") == 2
    assert ana.get("/api/app/shared").json()["pages"] == [
        {
            "record": version["record"],
            "on": "2026-03-01",
            "handed_at": f"{row.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
            "read_at": None,
            "read_by": "",
        }
    ]

    read = f"/staff/clients/{cast.client('ana').pk}/pages/read/"
    assert ben.post(read, {"page": str(row.pk)}).status_code == 302

    assert f"Read by {cast.users['ben'].name}" in staff_page(cast)
    (page,) = ana.get("/api/app/shared").json()["pages"]
    assert (page["read_by"], bool(page["read_at"])) == (cast.users["ben"].name, True)


def test_worksheet_is_told_in_the_words_of_the_workbook(cast: Cast, now: datetime) -> None:
    send(cast, now, copy(worksheet=SHEET))
    known = staff_page(cast)
    assert "resentments" not in known.partition("<h3>")[2]
    assert "<dt>who</dt>" not in known

    send(cast, now, copy(worksheet={"form": "of-next-year", "rows": [{"who": "Me"}]}))
    assert "<h3>of-next-year</h3>" in staff_page(cast)


def test_page_taken_back_is_gone_but_for_the_day(cast: Cast, now: datetime) -> None:
    page = copy(title="First look")
    send(cast, now, page)
    send(cast, now, back(page))

    html = staff_page(cast)
    assert "taken back on" in html
    assert "marmalade" not in html
    assert "First look" not in html
    (row,) = HandedPage.objects.all()
    assert (row.page, row.struck_by) == ({}, cast.actor("ana").key)
    assert open_own_sharing(by=cast.actor("ana"), at=now).pages == ()


def test_words_of_a_page_taken_back_are_in_the_own_app_alone(cast: Cast, now: datetime) -> None:
    page = copy()
    send(cast, now, page)
    assert tables_that_say("marmalade") == {
        "recovery_entryversion",
        "recovery_handedpage",
    }

    send(cast, now, back(page))

    assert tables_that_say("marmalade") == {"recovery_entryversion"}


def test_legal_hold_keeps_the_words_and_no_page_shows_them(cast: Cast, now: datetime) -> None:
    page, dana = copy(), cast.actor("dana", at=now)
    send(cast, now, page)
    set_client_hold(cast.client("ana").pk, reason="A court asked.", by=dana, at=now)
    send(cast, now, back(page))

    assert HandedPage.objects.get().page["text"] == "Old marmalade."
    assert "marmalade" not in staff_page(cast)


def test_page_put_right_is_there_once_and_unread_again(cast: Cast, now: datetime) -> None:
    page = copy()
    send(cast, now, page)
    ben, client = cast.actor("ben", at=now), cast.client("ana").pk
    say_page_read(client, HandedPage.objects.get().pk, by=ben, at=now)

    send(cast, now, copy(page, text="New words."))

    (line,) = lines(cast, now)
    assert (line.text, line.read_by, line.taken_back_at) == ("New words.", "", None)


def test_two_phones_that_disagree_have_handed_nothing(cast: Cast, now: datetime) -> None:
    page = copy()
    send(cast, now, page, back(page), copy(page, text="Other words."))
    assert lines(cast, now) == []

    page = copy()
    send(cast, now, page, copy(page, text="One."), copy(page, text="Two."))
    assert [one.text for one in lines(cast, now)] == ["Two."]


def test_nothing_is_made_from_a_sealed_record_or_from_any_other(cast: Cast, now: datetime) -> None:
    sealed = made("sealed")
    send(cast, now, sealed, made("journal"), made("step"), made("keyring"))
    forged = copy(record=sealed["record"]) | {"parents": [sealed["id"]]}

    answer = exchange_entries(sent(forged), after=0, by=cast.actor("ana"), at=now)

    assert [one.code for one in answer.refused] == ["not_valid"]
    assert HandedPage.objects.count() == 0


def test_without_a_program_it_stays_theirs(cast: Cast, now: datetime) -> None:
    send(cast, now, copy(), name="pat")

    assert HandedPage.objects.count() == 0
    assert EntryVersion.objects.count() == 1
    assert open_own_sharing(by=cast.actor("pat"), at=now).pages == ()


def test_closed_record_takes_no_page_and_gives_one_back(cast: Cast, now: datetime) -> None:
    page, kept = copy(), copy(text="Second.")
    send(cast, now, page, kept)
    close_client(cast.client("ana").pk, by=cast.actor("ben"), at=now)

    send(cast, now, copy(), copy(kept, text="Changed."), back(page))

    texts = {one.text: one.taken_back_at is not None for one in lines(cast, now)}
    assert texts == {"": True, "Second.": False}


def test_page_that_was_taken_back_is_not_marked_as_read(cast: Cast, now: datetime) -> None:
    page, client, ben = copy(), cast.client("ana").pk, cast.actor("ben", at=now)
    send(cast, now, page)
    row = HandedPage.objects.get().pk
    send(cast, now, back(page))

    for one in (row, cast.client("noel").pk, "x"):
        with pytest.raises(CareRefused, match="not here any more"):
            say_page_read(client, one, by=ben, at=now)
    assert HandedPage.objects.get().read_at is None


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("fay", AccessDenied), ("gil", AccessDenied), ("ana", AccessDenied), ("cleo", NotFound)],
)
def test_who_may_not_see_what_is_clinical_sees_no_page(
    cast: Cast, now: datetime, name: str, refusal: type[Exception]
) -> None:
    send(cast, now, copy())
    row, by = HandedPage.objects.get(), cast.actor(name, at=now)

    with pytest.raises(refusal):
        open_handed_pages(cast.client("ana").pk, by=by, at=now)
    with pytest.raises(refusal):
        say_page_read(cast.client("ana").pk, row.pk, by=by, at=now)


def test_trail_has_who_looked_and_who_read_and_no_words(cast: Cast, now: datetime) -> None:
    send(cast, now, copy())
    before = AuditEvent.objects.latest("pk").pk
    lines(cast, now)
    for name in ("ben", "dana"):
        by, row = cast.actor(name, at=now), HandedPage.objects.get()
        say_page_read(cast.client("ana").pk, row.pk, by=by, at=now)

    events = [
        (one.event_type, one.actor_key, json.loads(one.details))
        for one in AuditEvent.objects.filter(pk__gt=before).order_by("pk")
    ]
    ben, dana = cast.actor("ben").key, cast.actor("dana").key
    read = {"part": "page", "change": "read"}
    assert events == [
        ("record.viewed", ben, {"part": "pages"}),
        ("care.changed", ben, read),
        ("care.changed", dana, read),
    ]
    assert HandedPage.objects.get().read_by == ben
    assert not AuditEvent.objects.filter(details__contains="marmalade").exists()


def test_many_pages_are_cut(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reading, "PER_PAGE", 2)
    for number in range(3):
        send(cast, now + timedelta(minutes=number), copy(text=f"Words {number}."))

    assert re.findall(r"Words \d", staff_page(cast)) == ["Words 2", "Words 1"]
    assert re.findall(r"Words \d", staff_page(cast, "?page=2")) == ["Words 0"]


def test_session_and_record_lead_to_the_pages(cast: Cast, now: datetime) -> None:
    client, ben = cast.client("ana").pk, browser_of(cast, "ben")
    link = f"/staff/clients/{client}/pages/"
    by = cast.actor("ben", at=now)
    run = started(client, enrolled(client, by=by, at=now), "introduction", by=by, at=now)
    assert "they gave you" not in ben.get(f"/staff/sessions/{run}/").content.decode()

    page = copy()
    send(cast, now, page, copy(), copy())
    send(cast, now, back(page))

    review = ben.get(f"/staff/sessions/{run}/").content.decode()
    assert "2 pages they gave you" in review
    assert link in review
    assert link in ben.get(f"/staff/clients/{client}/").content.decode()


def test_pages_follow_a_record_that_is_merged_and_parted(cast: Cast, now: datetime) -> None:
    send(cast, now, copy())
    dana = cast.actor("dana", at=now)
    noel, ana = cast.client("noel").pk, cast.client("ana").pk

    merge = merge_clients(noel, ana, by=dana, at=now)
    assert HandedPage.objects.get().client_id == noel

    undo_merge(merge, by=dana, at=now)
    assert HandedPage.objects.get().client_id == ana
