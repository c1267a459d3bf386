"""A member asks to keep something back; the supervisor answers; the member reads why."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from signing_in import sign_in
from stepwell.actions.restrictions import (
    RestrictionRefused,
    answer_restriction,
    take_back_own_restriction,
)
from stepwell.domain.access.denied import NotFound
from stepwell.queries.disclosures import restrictions_of
from stepwell.records.people.models import Restriction

ASKED = {
    "words": "Tell my work nothing at all.",
    "recipient_kind": "employer",
    "recipient_name": "The Mill",
    "information": ["attendance", "progress"],
}


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    sign_in(browser, cast.users[name], kind="member" if name in {"ana", "pat"} else "staff")
    return browser


def test_restriction_that_a_member_asks_for_is_answered_by_staff_and_read(cast: Cast) -> None:
    ana, dana = enter(cast, "ana"), enter(cast, "dana")
    refused = ana.post("/me/rights/keep-back/", ASKED | {"words": "No."})
    assert refused.status_code == 422
    assert "Write in a sentence" in refused.content.decode()
    assert 'value="The Mill"' in refused.content.decode()
    ana.post("/me/rights/keep-back/", ASKED)
    row = Restriction.objects.get()
    assert (row.recipient["name"], row.asked_by) == ("The Mill", str(cast.users["ana"].pk))

    waiting = dana.get("/staff/rights/").content.decode()
    address = f"/staff/clients/{row.client_id}/shared/"
    assert f'{address}#kept-back"' in waiting
    assert (
        "waits for an answer"
        in dana.get(f"/staff/clients/{row.client_id}/rights/").content.decode()
    )
    assert "Tell my work nothing at all." in dana.get(address).content.decode()
    dana.post(
        f"/staff/restrictions/{row.pk}/answer/",
        {"answer": "no", "words": "Your court order asks us for this."},
    )

    read = ana.get("/me/rights/").content.decode()
    assert "The program could not agree." in read
    assert "Your court order asks us for this." in read
    assert "#kept-back" not in dana.get("/staff/rights/").content.decode()


def test_restriction_holds_until_the_member_takes_it_back(cast: Cast) -> None:
    ana, now = enter(cast, "ana"), timezone.now()
    ana.post("/me/rights/keep-back/", ASKED)
    row = Restriction.objects.get()
    answer_restriction(row.pk, is_accepted=True, by=cast.actor("dana", at=now), at=now)
    (held,) = restrictions_of(row.client_id)
    assert held.ended_at is None
    assert "The program agreed." in ana.get("/me/rights/").content.decode()

    ana.post(f"/me/rights/keep-back/{row.pk}/")

    (held,) = restrictions_of(row.client_id)
    assert held.ended_at is not None
    assert "Taken back" in ana.get("/me/rights/").content.decode()


def test_restriction_that_was_taken_back_is_not_answered_any_more(cast: Cast) -> None:
    ana, now = enter(cast, "ana"), timezone.now()
    ana.post("/me/rights/keep-back/", ASKED)
    row = Restriction.objects.get()
    ana.post(f"/me/rights/keep-back/{row.pk}/")

    with pytest.raises(RestrictionRefused, match="took this back"):
        answer_restriction(row.pk, is_accepted=True, by=cast.actor("dana", at=now), at=now)
    assert "#kept-back" not in enter(cast, "dana").get("/staff/rights/").content.decode()


def test_requests_page_asks_as_much_for_many_restrictions(cast: Cast) -> None:
    dana, counts = enter(cast, "dana"), []
    for more in (1, 10):
        for _ in range(more):
            Restriction.objects.create(
                client=cast.client("noel"), words="Not to my work.", asked_at=cast.at, asked_by="t"
            )
        with CaptureQueriesContext(connection) as asked:
            dana.get("/staff/rights/")
        counts.append(len(asked))

    assert counts[0] >= counts[1]


def test_restriction_of_another_member_is_not_there(cast: Cast) -> None:
    other = Restriction.objects.create(
        client=cast.client("noel"), words="Not to my work.", asked_at=cast.at, asked_by="t"
    )
    with pytest.raises(NotFound):
        take_back_own_restriction(other.pk, by=cast.actor("ana"), at=cast.at)
