"""Progress notes and counseling notes kept apart: who writes, reads, signs, and what stays."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, build_cast
from factories.admissions import admitted
from signing_in import sign_in
from stepwell.actions.encounters import NewEncounter, record_contact, strike_encounter
from stepwell.actions.note_reading import list_notes, list_waiting, open_note
from stepwell.actions.own_notes import (
    change_own_note,
    destroy_own_note,
    list_own_notes,
    write_own_note,
)
from stepwell.actions.progress_notes import (
    NoteConflict,
    add_to_note,
    cosign_note,
    save_note,
    set_cosigning,
    sign_note,
    start_note,
)
from stepwell.actions.record_copying import make_copy
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.items import SessionKind
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import ProgressNote
from stepwell.records.counseling_notes.models import CounselingNote

NEW_YORK = ZoneInfo("America/New_York")
"""On the program's wall."""


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now())


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


@pytest.fixture
def encounter(cast: Cast, ben: Actor, ana: UUID) -> UUID:
    episode = admitted(ana, by=ben, at=cast.at)
    on = cast.at.astimezone(NEW_YORK).date()
    return record_contact(
        episode, SessionKind.PHONE, on, NewEncounter(minutes=20), by=ben, at=cast.at
    )


@pytest.fixture
def note(cast: Cast, ben: Actor, encounter: UUID) -> UUID:
    return start_note(encounter, by=ben, at=cast.at)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_note_is_begun_once_and_drafted_from_what_was_done(
    cast: Cast, ben: Actor, encounter: UUID, note: UUID, ana: UUID
) -> None:
    assert start_note(encounter, by=ben, at=cast.at) == note
    page = open_note(note, by=ben, at=cast.at)
    assert "By phone, 20 minutes." in page.text
    assert list_notes(ana, by=ben, at=cast.at).unwritten == ()


def test_signed_note_never_changes_and_is_only_added_to(cast: Cast, ben: Actor, note: UUID) -> None:
    number = save_note(note, "He called. All well.", number=0, by=ben, at=cast.at)
    sign_note(note, number=number, by=ben, at=cast.at)

    row = ProgressNote.objects.get()
    assert row.digest == sha256(b"He called. All well.").hexdigest()
    with pytest.raises(CareRefused, match="is signed, and its text stays"):
        save_note(note, "Other", number=number, by=ben, at=cast.at)
    add_to_note(note, "It was Tuesday.", by=cast.actor("dana"), at=cast.at)
    page = open_note(note, by=ben, at=cast.at)
    assert page.text == "He called. All well."
    assert [(one.text, one.written_by) for one in page.addenda] == [
        ("It was Tuesday.", "Dana Reyes")
    ]


def test_second_text_saved_meanwhile_is_never_overwritten(
    cast: Cast, ben: Actor, note: UUID
) -> None:
    save_note(note, "First", number=0, by=ben, at=cast.at)

    with pytest.raises(NoteConflict) as refused:
        save_note(note, "Second", number=0, by=ben, at=cast.at)
    with pytest.raises(NoteConflict):
        sign_note(note, number=0, by=ben, at=cast.at)

    assert (refused.value.theirs, refused.value.number) == ("First", 1)
    assert ProgressNote.objects.get().text == "First"


def test_second_signature_is_of_a_supervisor_and_never_ones_own(
    cast: Cast, ben: Actor, note: UUID
) -> None:
    dana = cast.actor("dana")
    set_cosigning(cast.users["ben"].pk, is_on=True, by=dana, at=cast.at)
    sign_note(note, number=0, by=ben, at=cast.at)

    assert [one.id for one in list_waiting(by=dana, at=cast.at).second] == [note]
    with pytest.raises(AccessDenied):
        cosign_note(note, by=ben, at=cast.at)
    cosign_note(note, by=dana, at=cast.at)
    assert list_waiting(by=dana, at=cast.at).second == ()
    with pytest.raises(CareRefused, match="has its second signature"):
        cosign_note(note, by=dana, at=cast.at)
    with pytest.raises(AccessDenied):
        set_cosigning(cast.users["ben"].pk, is_on=False, by=ben, at=cast.at)


def test_note_of_a_struck_contact_stays_and_says_so(
    cast: Cast, ben: Actor, encounter: UUID, note: UUID
) -> None:
    strike_encounter(encounter, words="Wrong person.", by=ben, at=cast.at)

    assert open_note(note, by=ben, at=cast.at).line.is_struck


@pytest.mark.parametrize("who", ["gil", "fay", "cora", "abe", "ida"])
def test_notes_are_closed_to_those_who_do_not_care_for_them(
    cast: Cast, note: UUID, ana: UUID, who: str
) -> None:
    for look in (
        lambda by: open_note(note, by=by, at=cast.at),
        lambda by: list_notes(ana, by=by, at=cast.at),
        lambda by: list_own_notes(ana, by=by, at=cast.at),
    ):
        with pytest.raises(AccessDenied):
            look(cast.actor(who))
    with pytest.raises(NotFound):
        open_note(note, by=cast.actor("cleo"), at=cast.at)


def test_counseling_note_is_its_authors_alone(cast: Cast, ben: Actor, ana: UUID) -> None:
    kept = write_own_note(ana, "He reminds me of my brother.", by=ben, at=cast.at)
    dana = cast.actor("dana")

    assert [one.text for one in list_own_notes(ana, by=ben, at=cast.at).notes] == [
        "He reminds me of my brother."
    ]
    assert list_own_notes(ana, by=dana, at=cast.at).notes == ()
    for deed in (
        lambda: change_own_note(kept, "x", number=1, by=dana, at=cast.at),
        lambda: destroy_own_note(kept, by=dana, at=cast.at),
    ):
        with pytest.raises(NotFound):
            deed()
    assert not AuditEvent.objects.filter(event_type="own_note.changed").exclude(record_id="")
    change_own_note(kept, "Changed", number=1, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="in another window"):
        change_own_note(kept, "Again", number=1, by=ben, at=cast.at)
    destroy_own_note(kept, by=ben, at=cast.at)
    assert not CounselingNote.objects.exists()


def test_counseling_note_is_in_no_copy_of_the_record(cast: Cast, ben: Actor, ana: UUID) -> None:
    write_own_note(ana, "He reminds me of my brother.", by=ben, at=cast.at)

    assert "brother" not in str(make_copy(cast.client("ana"), is_own=False, at=cast.at))


def test_pages_lead_from_draft_to_signature_and_keep_what_was_typed(
    cast: Cast, note: UUID, ana: UUID
) -> None:
    browser = Client()
    sign_in(browser, cast.users["ben"])
    address = f"/staff/notes/{note}/"

    browser.post(address, {"text": "One", "number": "0"})
    refused = browser.post(address, {"text": "Two", "number": "0"})
    assert refused.status_code == 409
    assert "One" in text(refused)
    assert "Two" in text(refused)
    signed = browser.post(f"{address}sign/", {"text": "Three", "number": "1"}, follow=True)
    assert "From now on it can only be added to." in text(signed)
    nothing = browser.post(f"{address}add/", {"text": " "})
    assert nothing.status_code == 422
    assert "Three" in text(browser.get(address))
    own = f"/staff/clients/{ana}/own-notes/"
    assert "brother" in text(browser.post(own, {"text": "My brother."}, follow=True))
    other = Client()
    sign_in(other, cast.users["dana"])
    assert "brother" not in text(other.get(own))
    assert "brother" not in text(other.get(f"/staff/clients/{ana}/notes/"))


def test_list_of_notes_asks_the_same_number_of_questions_at_any_size(
    cast: Cast, ben: Actor, ana: UUID, encounter: UUID
) -> None:
    episode = ProgressNote.objects.model.encounter.field.related_model.objects.get().episode_id
    on, counts = cast.at.astimezone(NEW_YORK).date(), []
    for size in (1, 5):
        for _number in range(size):
            new = NewEncounter(minutes=20)
            key = record_contact(episode, SessionKind.PHONE, on, new, by=ben, at=cast.at)
            start_note(key, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            list_notes(ana, by=ben, at=cast.at)
        counts.append(len(asked))

    assert counts[0] == counts[1]
