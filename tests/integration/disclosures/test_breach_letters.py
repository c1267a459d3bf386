"""Telling of a breach: written by who keeps the register, printed by who cares for the people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from stepwell.actions.breach_letter_papers import values_of
from stepwell.actions.disclosing import fetch
from stepwell.domain.people.neutral_words import telling_word
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Breach, BreachLetter, ContactRules, Disclosure
from stepwell.records.people.models import Client as ClientRow

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
LETTER = {
    "what_happened": "Se perdió una bolsa con papeles.",
    "kinds": ["name", "visits"],
    "steps": "Revise su correo por cosas que no pidió.",
    "doing": "Buscamos la bolsa. Nadie lleva papeles a casa.",
    "phone": "800-555-0100",
}


@pytest.fixture
def breach(cast: Cast) -> Breach:
    now = timezone.now()
    return Breach.objects.create(
        organization=cast.organizations["harbor"],
        words="A bag with papers was lost.",
        discovered_on=now.date() - timedelta(days=70),
        people=2,
        most_in_a_state=2,
        is_breach=True,
        recorded_at=now,
        recorded_by="test",
    )


def test_letters_are_written_printed_through_the_gate_and_told_who_printed_them(
    enter: Enter, cast: Cast, breach: Breach
) -> None:
    register, tell = enter("gil"), f"/staff/privacy/breaches/{breach.pk}/"
    ben, ana = enter("ben"), cast.client("ana")
    letters = f"/staff/letters/{breach.pk}/"
    assert ben.get(letters).status_code == 404  # No words were written yet.
    refused = register.post(f"{tell}letter/es/", LETTER | {"phone": "", "steps": "Nada."})
    assert refused.status_code == 422
    assert refused.content.decode().count("Write ") >= 2
    assert register.post(f"{tell}letter/es/", LETTER).status_code == 302
    assert "No lawyer has reviewed the letter yet" in ben.get(letters).content.decode()

    chosen = {"people": [str(ana.pk)], "language": "es", "way": "by_hand"}
    mailed = ben.post(letters, chosen | {"way": "mail"})
    assert "Send no letters to this client" in mailed.content.decode()
    paper = ben.post(letters, chosen)

    assert paper.content.startswith(b"%PDF")
    assert not telling_word(paper["Content-Disposition"])
    row = Disclosure.objects.get()
    assert (row.client, row.basis, row.document) == (ana, "to_client", "breach_letter")
    assert "Se perdió una bolsa con papeles." in row.words
    letter = BreachLetter.objects.get()
    assert (letter.printed_by, letter.disclosure) == (str(cast.users["ben"].pk), row)
    told = register.get(f"{tell}tell/").content.decode()
    assert "1 of 2 people" in told
    assert "Ben Okafor" in told
    assert "Late" in told
    assert "Whitlock" not in told
    assert register.get(f"{tell}due/").content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(event_type="breach.letters_printed").count() == 1


def test_letter_by_mail_needs_leave_and_an_address_and_bears_a_neutral_sender(
    enter: Enter, cast: Cast, breach: Breach
) -> None:
    enter("gil").post(f"/staff/privacy/breaches/{breach.pk}/letter/es/", LETTER)
    ana = cast.client("ana")
    ContactRules.objects.update_or_create(client=ana, defaults={"may_mail": True})
    dana, letters = enter("dana"), f"/staff/letters/{breach.pk}/"
    people = [str(ana.pk), str(cast.client("noel").pk)]
    chosen = {"people": people, "language": "es", "way": "mail"}
    assert "No address is known" in dana.post(letters, chosen).content.decode()
    ana.postal_address = "1 Hill Street\nMiddletown"
    ana.save()

    assert dana.post(letters, chosen)["Content-Type"] == "application/pdf"
    row = Disclosure.objects.get()  # Noel gets none: he wants no letters.
    assert row.address == "1 Hill Street\nMiddletown"
    assert "Send no letters" in dana.get(letters).content.decode()
    now, harbor = timezone.now(), cast.organizations["harbor"]
    again = fetch(row.pk, "pdf", by=cast.actor("dana", at=now), at=now)
    values = values_of((again,), harbor, "es", at=now)
    (letter,) = values["letters"]
    assert letter["to"] == ["Ana Whitlock", "1 Hill Street", "Middletown"]
    assert {"heading": "Qué pasó"}.items() <= letter["sections"][1].items()
    assert values["sender"] == harbor.sender_name
    assert harbor.name not in str(values)


def test_nobody_prints_for_people_out_of_their_care_or_of_what_is_no_breach(
    enter: Enter, cast: Cast, breach: Breach
) -> None:
    enter("gil").post(f"/staff/privacy/breaches/{breach.pk}/letter/es/", LETTER)
    ben, letters = enter("ben"), f"/staff/letters/{breach.pk}/"
    noel = {"people": [str(cast.client("noel").pk)], "language": "es", "way": "by_hand"}

    assert ben.post(letters, noel).status_code == 422
    Breach.objects.update(is_breach=False)
    assert ben.get(letters).status_code == 404
    assert not Disclosure.objects.exists()


def test_list_of_people_asks_as_much_for_many(enter: Enter, cast: Cast, breach: Breach) -> None:
    enter("gil").post(f"/staff/privacy/breaches/{breach.pk}/letter/es/", LETTER)
    dana, counts = enter("dana"), []
    for more in (1, 12):
        for number in range(more):
            ClientRow.objects.create(
                organization=cast.organizations["harbor"],
                name=f"Someone {number}",
                created_at=cast.at,
                created_by="test",
            )
        with CaptureQueriesContext(connection) as asked:
            dana.get(f"/staff/letters/{breach.pk}/")
        counts.append(len(asked))

    assert counts[0] >= counts[1]
