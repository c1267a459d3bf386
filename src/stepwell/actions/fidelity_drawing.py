"""Drawing the sessions that are rated: by a seed that nobody chooses, once for each period."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.fidelity_sessions import rated_row
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import INDEPENDENT, check_can_draw_sessions
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.fidelity.sampling import drawn
from stepwell.queries.fidelity import counselor_facts, draws_of, held_sessions, teammates_of
from stepwell.queries.organizations import organization_of
from stepwell.queries.registers import today_of
from stepwell.queries.staff_members import holds_one_of, person_of
from stepwell.records.accounts.models import User
from stepwell.records.care.models import RatedSession, SessionDraw

MOST = 50
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewDraw:
    """since, until: days, both counted. rater_id: who rates them independently."""

    since: date
    until: date
    size: int
    rater_id: UUID | str


@transaction.atomic
@told_last()
def draw_sessions(
    counselor_id: UUID | str, new: NewDraw, *, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """
    Returns:
        The ids of the sessions that were drawn.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such person here.
        FidelityRefused: the days are not over, were drawn from before, or hold no session; or the
            rater shares a team with the counselor.
    """
    counselor = person_of(by, counselor_id)
    check_can_draw_sessions(by, counselor_facts(by, counselor.pk, at))
    _held(by)
    _check_days(counselor, new, by=by, at=at)
    rater = _rater(counselor, new, by=by, at=at)
    held = held_sessions(by, since=new.since, until=new.until, counselor_ids=[counselor.pk])
    by_digest = {digest_of(one.id): one for one in held}
    if not held:
        raise FidelityRefused("Nobody held a session of a course on these days.")
    row = SessionDraw.objects.create(
        organization_id=by.organization_id,
        counselor=counselor,
        rater=rater,
        since=new.since,
        until=new.until,
        seed=secrets.token_hex(16),
        size=new.size,
        frame=sorted(by_digest),
        drawn_at=at,
        drawn_by=by.key,
    )
    chosen = [by_digest[one] for one in drawn(row.frame, seed=row.seed, size=row.size)]
    for one in chosen:
        rated = rated_row(one, by=by, at=at)
        RatedSession.objects.filter(pk=rated.pk).update(draw=row)
    record_event(
        "sessions.drawn",
        by=by,
        at=at,
        record=RecordRef("session_draw", str(row.pk)),
        details={"drawn": len(chosen), "of": len(held)},
    )
    return tuple(one.id for one in chosen)


def digest_of(session_id: UUID) -> str:
    """As which a session stands in what could have been drawn: it leads back to nobody."""
    return sha256(f"session:{session_id}".encode()).hexdigest()


def is_as_drawn(row: SessionDraw) -> bool:
    """Whether drawing again gives the sessions that are marked; some may be erased since."""
    again = set(drawn(row.frame, seed=row.seed, size=row.size))
    return {digest_of(one.pk) for one in row.sessions.all()} <= again


def _held(by: Actor) -> None:
    """One draw at a time, so that two do not overlap."""
    type(organization_of(by)).objects.select_for_update().get(pk=by.organization_id)


def _check_days(counselor: User, new: NewDraw, *, by: Actor, at: datetime) -> None:
    if not 1 <= new.size <= MOST:
        raise FidelityRefused(f"Draw at least one session, and at most {MOST}.")
    if new.since > new.until:
        raise FidelityRefused("The first day comes after the last.")
    if new.until - new.since > LONGEST:
        raise FidelityRefused("Draw from a year at most.")
    if new.until >= today_of(by, at):
        raise FidelityRefused(
            "Wait until the last day is over: what is held after a draw could not be drawn."
        )
    before = draws_of(by, counselor.pk).filter(since__lte=new.until, until__gte=new.since)
    if before.exists():
        raise FidelityRefused(
            "Sessions were drawn from some of these days before. A day is drawn from once, so that "
            "nobody draws until the result pleases."
        )


def _rater(counselor: User, new: NewDraw, *, by: Actor, at: datetime) -> User:
    rater = person_of(by, new.rater_id)
    if not holds_one_of(str(rater.pk), by.organization_id, INDEPENDENT, at):
        raise FidelityRefused("An independent rater is a counselor, supervisor or auditor here.")
    if rater.pk in teammates_of(by, counselor.pk, at):
        raise FidelityRefused(
            f"{rater.name} is in a team with {counselor.name}, so their rating would not be "
            "independent. Choose someone else."
        )
    return rater
