"""How sessions of the demo were held, as a supervisor, an independent rater and the counselors
themselves say it: invented numbers over some weeks, a little lower toward the end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.fidelity_drawing import NewDraw, draw_sessions
from stepwell.actions.fidelity_rating import (
    NewRating,
    correct_rating,
    save_rating,
    sign_rating,
    tick_own,
)
from stepwell.actions.fidelity_reading import open_rated
from stepwell.actions.supervision_notes import write_supervision_note
from stepwell.domain.access.actor import Actor
from stepwell.domain.demo import cast
from stepwell.domain.fidelity.items import FIDELITY, RatedItem
from stepwell.domain.fidelity.ratings import NOT_APPLICABLE, Score
from stepwell.domain.fidelity.scales import NOT_AT_ALL
from stepwell.queries.fidelity import items_of
from stepwell.queries.registers import today_of
from stepwell.records.accounts.models import Organization, User
from stepwell.records.care.models import RatedSession

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WORDS = {
    "dana": "You asked what the meeting was like before anything else. Try to let them name the "
    "next task themselves.",
    "ida": "Clear and calm. The last third went quickly.",
}
NOTES = (
    ("dana", 5, "We listened to how the last task is looked at first. Ben tries to ask once more "
     "before he offers an answer."),
    ("ben", 5, "I notice that I explain too much when someone is unsure. I will ask first."),
    ("dana", 1, "Ratings of how tasks are given have gone down a little since last month. We look "
     "at two sessions together next week."),
)  # fmt: skip


@transaction.atomic
@told_last()
def load_fidelity(*, at: datetime) -> None:
    """Once, after the care of the demo. Raises what the actions raise."""
    harbor = str(Organization.objects.get(slug=cast.HARBOR).pk)
    ben, dana, ida = (User.objects.get(username=name) for name in ("ben", "dana", "ida"))
    today = today_of(actor_of("dana", harbor, at), at)
    early = _draw("dana", ben, ida, today - 9 * WEEK, today - 4 * WEEK, 7, harbor, at)
    late = _draw("dana", ben, ida, today - 4 * WEEK + DAY, today - WEEK, 7, harbor, at)
    own = _draw("gil", dana, ida, today - 9 * WEEK, today - WEEK, 5, harbor, at)
    for who, sessions in (("ben", [*early, *late]), ("dana", own)):
        for session in sessions:
            _tick(session, actor_of(who, harbor, at), at - 6 * DAY)
    for session in [*early, *late[:-2]]:
        _rate(session, actor_of("dana", harbor, at), at - 5 * DAY)
    for session in [*early, *late[:-1], *own[:-2]]:
        _rate(session, actor_of("ida", harbor, at), at - 4 * DAY)
    _correct(early[0], actor_of("dana", harbor, at), at - 3 * DAY)
    for who, weeks, text in NOTES:
        then = at - weeks * WEEK
        write_supervision_note(ben.pk, text, by=actor_of(who, harbor, then), at=then)


def _tick(session: UUID, by: Actor, at: datetime) -> None:
    row = RatedSession.objects.get(pk=session)
    place = _place(row.on, row.session)
    items = [one for one in items_of(row) if one.list == FIDELITY]
    ticked = frozenset(one.key for one in items if _chance(place, one, 5))
    tick_own(session, ticked, by=by, at=at)


def _draw(
    who: str,
    counselor: User,
    rater: User,
    since: date,
    until: date,
    size: int,
    harbor: str,
    at: datetime,
) -> list[UUID]:
    """The ids of those drawn, the oldest first."""
    by = actor_of(who, harbor, at)
    new = NewDraw(since, until, size, rater.pk)
    found = draw_sessions(counselor.pk, new, by=by, at=at - 6 * DAY)
    return list(RatedSession.objects.filter(pk__in=found).values_list("pk", flat=True))


def _rate(session: UUID, by: Actor, at: datetime) -> None:
    row = RatedSession.objects.get(pk=session)
    items = items_of(row)
    is_strict = by.name.startswith("Ida")
    place = _place(row.on, row.session)
    age = (at.date() - row.on) // WEEK
    scores = {one.key: _score(place, one, is_strict=is_strict, is_late=age < 4) for one in items}
    empathy = 4 if _chance(place, items[0], 3) else 3
    words = WORDS["ida" if is_strict else "dana"]
    number = save_rating(session, NewRating(scores, empathy, words), by=by, at=at)
    sign_rating(session, number=number, by=by, at=at)


def _score(place: str, item: RatedItem, *, is_strict: bool, is_late: bool) -> Score:
    if not _chance(place, item, 12):
        return NOT_APPLICABLE
    if item.list != FIDELITY:
        return Score(seen=0 if _chance(place, item, 6) else 1)
    extent = 5 - _number(place, item) % 3 - is_late
    if is_strict and _number(place, item, "strict") % 3 == 0:
        extent -= 1
    extent = max(extent, NOT_AT_ALL)
    if extent == NOT_AT_ALL:
        return Score(extent)
    skill = 3 + _number(place, item, "skill") % 2
    return Score(extent, skill - (is_strict and _number(place, item, "well") % 4 == 0))


def _correct(session: UUID, by: Actor, at: datetime) -> None:
    """The same again but for the words."""
    correct_rating(session, by=by, at=at)
    own = open_rated(session, by=by, at=at).own
    assert own is not None  # a correction was begun
    words = f"{own.words} I had taken one task for another."
    new = NewRating(own.rating.scores, own.rating.empathy, words, own.number)
    number = save_rating(session, new, by=by, at=at)
    sign_rating(session, number=number, by=by, at=at)


def _chance(place: str, item: RatedItem, of: int) -> bool:
    """Not once in so many."""
    return _number(place, item, "chance") % of != 0


def _number(place: str, item: RatedItem, salt: str = "") -> int:
    """place: of the session among others, so that each loading gives the same kind of numbers."""
    return int(sha256(f"{place}:{item.name}:{salt}".encode()).hexdigest()[:8], 16)


def _place(on: date, session: str) -> str:
    return f"{on.toordinal()}:{session}"
