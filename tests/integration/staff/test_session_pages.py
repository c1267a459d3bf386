"""A session's pages without script: one form that brings along all that is typed."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.meetings import build_meeting, build_place, publish
from factories.session_runs import enrolled, routine, started
from signing_in import sign_in
from stepwell.actions.clients import change_client
from stepwell.queries.session_runs import standing_entries
from stepwell.records.care.models import Encounter, SessionRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def run(cast: Cast) -> UUID:
    now, ana = timezone.now(), cast.client("ana").pk
    ben = cast.actor("ben", at=now)
    course = enrolled(ana, by=ben, at=cast.at)
    return started(ana, course, "introduction", by=ben, at=now)


def browser(cast: Cast, name: str) -> Client:
    client = Client()
    sign_in(client, cast.users[name])
    return client


def fields(words: dict[str, str], number: int = 0) -> dict[str, object]:
    return {f"v::{key}": value for key, value in words.items()} | {
        f"n::{key}": number for key in words
    }


def said(run: UUID) -> dict[str, str]:
    standing = standing_entries(SessionRun.objects.get(pk=run))
    return {key: one.value for (_, key), one in standing.items()}


def test_every_button_keeps_what_is_typed_first(cast: Cast, run: UUID) -> None:
    ben, address = browser(cast, "ben"), f"/staff/sessions/{run}/"
    page = ben.get(address).content.decode()
    assert 'name="v::review.days"' in page
    assert re.search(r"<title>[0-9A-Z]{6}</title>", page), "it names nobody"

    paused = ben.post(f"{address}pause/", fields({"words": "She came late."}))
    assert paused.status_code == 302
    refused = ben.post(f"{address}end/", fields({"review.days": "Sober."}))

    assert refused.status_code == 422
    assert "Say yes or no" in refused.content.decode()
    assert said(run) == {"words": "She came late.", "review.days": "Sober."}
    assert not Encounter.objects.exists()
    ticked = ben.post(f"{address}save/", fields({"topics.tried": "yes"}) | {"place": "review"})
    assert ticked["Location"].endswith("#review")
    ben.post(f"{address}save/", {"n::topics.tried": 1})
    assert said(run)["topics.tried"] == "", "a box that is not ticked sends its number alone"


def test_field_that_two_wrote_in_shows_both_texts(cast: Cast, run: UUID) -> None:
    ben, dana = browser(cast, "ben"), browser(cast, "dana")
    address = f"/staff/sessions/{run}/save/"
    ben.post(address, fields({"words": "Hers."}))

    page = dana.post(address, fields({"words": "Mine.", "parked": "Rent"}))

    assert page.status_code == 409
    text = page.content.decode()
    assert "Ben Okafor wrote here" in text
    assert "Hers." in text
    assert re.search(r'name="v::words"[^>]*>\s*Mine\.</textarea>', text)
    assert said(run) == {"words": "Hers.", "parked": "Rent"}
    kept = dana.post(address, fields({"words": "Mine."}, number=1))
    assert kept.status_code == 302
    assert said(run)["words"] == "Mine."


def test_typing_is_answered_with_numbers_or_with_words(cast: Cast, run: UUID) -> None:
    ben, address = browser(cast, "ben"), f"/staff/sessions/{run}/save/"
    typing = {"headers": {"X-Requested-With": "fetch"}}

    first = ben.post(address, fields({"words": "One", "parked": "x"}), **typing)
    clash = ben.post(address, fields({"words": "Two", "sure": "7"}), **typing)
    unknown = ben.post(address, fields({"no.such": "x"}), **typing)
    odd = ben.post(address, {"n::words": "x"}, **typing)

    assert (first.status_code, first["X-Entry-Numbers"]) == (204, "1 1")
    assert (clash.status_code, clash["X-Entry-Numbers"]) == (409, "1 1")
    assert 'data-conflict=":words"' in clash.content.decode()
    assert (unknown.status_code, odd.status_code) == (422, 404)


def test_session_ends_on_one_button_and_gives_a_sheet_that_says_nothing_clinical(
    cast: Cast, run: UUID
) -> None:
    ben, address = browser(cast, "ben"), f"/staff/sessions/{run}/"
    words = {k: v for k, v in routine(run).items() if not k.startswith("agenda.")}
    taken = {"summary": "How Mondays go.", "own.1": "Call Walt", "next.week": "yes"}

    ended = ben.post(f"{address}end/", fields(words | taken) | {"what": "blocks"})

    assert ended["Location"] == f"{address}done/"
    assert ben.get(address)["Location"] == f"{address}done/"
    done = ben.get(f"{address}done/").content.decode()
    assert "About days." in done
    sheet = ben.post(f"{address}summary/").content.decode()
    assert "<title>My week</title>" in sheet
    for there in ("How Mondays go.", "Call Walt", "We see each other again"):
        assert there in sheet
    for hidden in ("Ana", "About days.", "Twelve-Step", "Harbor", "Introduction"):
        assert hidden not in sheet
    row = SessionRun.objects.get(pk=run)
    assert row.next_appointment
    assert row.next_appointment.starts_at - row.started_at > timedelta(days=6, hours=22)


def test_meetings_that_fit_are_taken_into_the_tasks_once(
    cast: Cast, run: UUID, settings: Any, tmp_path: Path
) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    publish(settings.SNAPSHOT_PATH, [build_meeting("Basement Lights", place=build_place(0.6))])
    place = {"postal_address": "4 Alder Street, Middletown, CT 06457"}
    change_client(cast.client("ana").pk, place, by=cast.actor("ben"), at=timezone.now())
    ben, address = browser(cast, "ben"), f"/staff/sessions/{run}/meetings/"
    saved = ben.post(f"/staff/sessions/{run}/save/", {"place": "meetings"})
    assert saved["Location"] == address
    code = re.search(r'name="code" value="([^"]+)"', ben.get(address).content.decode())
    assert code
    assert ben.post(address).status_code == 422
    assert ben.post(address, {"code": "no-such"}).status_code == 422

    for _ in range(2):
        taken = ben.post(address, {"code": code[1]})

    assert taken["Location"].endswith("#tasks")
    words = said(run)
    assert (words["meetings.1"], words["meetings.1.code"]) == ("Basement Lights", code[1])
    assert words["meetings.1.when"]
    assert words["meetings.1.where"]
    assert "meetings.2" not in words


def test_start_page_says_what_is_offered_and_why(cast: Cast, run: UUID) -> None:
    ben, ana = browser(cast, "ben"), cast.client("ana").pk
    address = f"/staff/clients/{ana}/session/"
    assert "is open already" in ben.get(address).content.decode()
    given_up = ben.post(f"/staff/sessions/{run}/give-up/", {"give_up_words": "A mistake."})
    assert given_up["Location"] == "/staff/sessions/"

    page = ben.get(address).content.decode()

    assert "Everyone has the four core topics, in this order." in page
    assert "sessions are not offered now" in page
    what = re.search(r'value="([0-9a-f-]{36}):acceptance"', page)
    assert what
    refused = ben.post(address, {"what": f"{what[1]}:acceptance"})
    assert refused.status_code == 422
    assert "First: Introduction." in refused.content.decode()
    begun = ben.post(address, {"what": f"{what[1]}:acceptance", "reason": "She asks for it."})
    assert begun.status_code == 302
