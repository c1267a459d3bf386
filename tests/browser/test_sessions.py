"""A session held through the browser: its page in every look, by keyboard alone, and offline."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from browser.conftest import DESKTOP, LOOKS, Visit, assert_good_in_looks
from browser.test_program_pages import enter
from cast import Cast, build_cast
from factories.session_runs import enrolled, routine, started, typed
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting, keep_log
from stepwell.actions.session_ending import end_run
from stepwell.domain.recovery.log import DayState, Deed, Liking, Source

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=30))


@pytest.fixture
def run(cast: Cast) -> UUID:
    """Ana’s second session, opened now; a week ago she had the first."""
    now, ana = timezone.now(), cast.client("ana").pk
    before = now - 7 * DAY
    ben = cast.actor("ben", at=before)
    course = enrolled(ana, by=ben, at=before - HOUR)
    first = started(ana, course, "introduction", by=ben, at=before - HOUR)
    words = {"heard.power": "The group, perhaps.", "own.1": "Call Walt", "own.1.when": "before 6"}
    typed(first, routine(first) | words, by=ben, at=before)
    end_run(first, by=ben, at=before)
    today = now.date()
    keep_log(
        ana,
        days=[NewDay(today - n * DAY, DayState.ABSTINENT) for n in (1, 2, 3, 5)],
        meetings=[
            NewMeeting(
                today - DAY,
                "Basement Lights",
                liking=Liking.GLAD,
                deeds=frozenset({Deed.GOT_NUMBER}),
            ),
            NewMeeting(today - 3 * DAY, "Noon Hour", liking=Liking.OK, words="Too many people."),
        ],
        check_ins=[NewCheckIn(today - 2 * DAY, urge=3, mood=6)],
        source=Source.ASKED,
        by=ben,
        at=now,
    )
    return started(ana, course, "acceptance", by=ben, at=now)


def test_pages_of_a_session_are_good_in_every_look(visit: Visit, cast: Cast, run: UUID) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    window.go(f"/staff/sessions/{run}/")
    assert_good_in_looks(window.page, "session", LOOKS)
