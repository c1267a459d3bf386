"""ben’s course with ana, and sessions of it that were held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cast import Cast, build_cast
from factories.session_runs import enrolled
from stepwell.actions.fidelity_rating import NewRating, save_rating, sign_rating
from stepwell.actions.fidelity_reading import open_rated
from stepwell.domain.access.actor import Actor
from stepwell.domain.fidelity.items import FIDELITY
from stepwell.domain.fidelity.ratings import Score
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.records.care.models import Encounter, Enrollment

NEW_YORK = ZoneInfo("America/New_York")
"""On the program's wall."""
WEEKS = 10
Hold = Callable[[int], UUID]


def day_of(at: datetime) -> date:
    return at.astimezone(NEW_YORK).date()


@pytest.fixture
def cast(db: None) -> Cast:
    """Whose roles began some weeks ago, so that there is something to look back at."""
    return build_cast(timezone.now() - timedelta(weeks=WEEKS))


@pytest.fixture
def now(cast: Cast) -> datetime:
    return cast.at + timedelta(weeks=WEEKS)


@pytest.fixture
def enrollment(cast: Cast) -> Enrollment:
    ben = cast.actor("ben")
    return Enrollment.objects.get(pk=enrolled(cast.client("ana").pk, by=ben, at=cast.at))


@pytest.fixture
def hold(cast: Cast, enrollment: Enrollment, now: datetime) -> Hold:
    """Of the first topic, some days ago, by ben; again each time."""

    return lambda days_ago: held_by_ben(cast, enrollment, now - timedelta(days=days_ago))


def held_by_ben(cast: Cast, enrollment: Enrollment, at: datetime) -> UUID:
    row = Encounter.objects.create(
        client_id=enrollment.episode.client_id,
        episode=enrollment.episode,
        enrollment=enrollment,
        kind=SessionKind.INDIVIDUAL,
        session="introduction",
        version=enrollment.version,
        outcome=Outcome.COMPLETED,
        on=day_of(at),
        minutes=50,
        recorded_at=at,
        recorded_by=str(cast.users["ben"].pk),
    )
    return row.pk


def rate(session: UUID, *, by: Actor, at: datetime, extent: int = 4) -> None:
    """And sign it."""
    new = whole_rating(session, by=by, at=at, extent=extent)
    sign_rating(session, number=save_rating(session, new, by=by, at=at), by=by, at=at)


def whole_rating(session: UUID, *, by: Actor, at: datetime, extent: int = 4) -> NewRating:
    """Every item of the session with the same numbers."""
    page = open_rated(session, by=by, at=at)
    scores = {
        one.item.key: Score(extent, 3 if extent > 1 else None)
        if one.item.list == FIDELITY
        else Score(seen=0)
        for one in page.items
    }
    number = page.own.number if page.own else 0
    return NewRating(scores, 4, "Well done.", number)
