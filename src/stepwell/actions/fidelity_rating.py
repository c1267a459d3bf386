"""Rating a session: saved as a draft, signed, and corrected only by another version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.fidelity_sessions import facts_about, find_session, rated_row
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import (
    CounselorFacts,
    can_rate_independently,
    check_can_open_rated,
    check_can_rate_as_supervisor,
    check_can_rate_independently,
    check_can_tick_own,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.fidelity.items import FIDELITY
from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.fidelity.ratings import Rating, Score, check_complete, checked_rating
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.queries.fidelity import as_kept, items_of, rating_of, ticks_of
from stepwell.queries.found import as_id
from stepwell.records.care.models import RatedSession, SessionRating

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NewRating:
    """words: to whoever held the session. number: of what the rater last saw, 0 for nothing."""

    scores: Mapping[str, Score] = field(default_factory=dict)
    empathy: int | None = None
    words: str = ""
    number: int = 0


def role_of(by: Actor, facts: CounselorFacts) -> RaterRole:
    """As what they rate this session. Raises AccessDenied or NotFound: as nothing."""
    check_can_open_rated(by, facts)
    if can_rate_independently(by, facts):
        check_can_rate_independently(by, facts)
        return RaterRole.INDEPENDENT
    check_can_rate_as_supervisor(by, facts)
    return RaterRole.SUPERVISOR


@transaction.atomic
@told_last()
def save_rating(session_id: UUID | str, new: NewRating, *, by: Actor, at: datetime) -> int:
    """
    Returns:
        The number of what stands now; the same again changes nothing.

    Raises:
        AccessDenied, NotFound: `by` may not rate it, or there is no such session.
        FidelityRefused: it is signed, or something is no point of its scale.
    """
    found = find_session(session_id, by=by)
    role = role_of(by, facts_about(found, by=by, at=at))
    rated = rated_row(found, by=by, at=at)
    rating = checked_rating(Rating(new.scores, new.empathy), items_of(rated))
    if len(new.words) > LONGEST:
        raise FidelityRefused(f"This is longer than {LONGEST:,} characters. Shorten it.")
    row = newest(rated, role, by)
    if row is None:
        row = _begun(rated, role, 1, by=by, at=at)
        record_rating(rated, role, "begun", by=by, at=at)
    if row.signed_at is not None:
        raise FidelityRefused("You signed this rating. Begin a correction to change it.")
    words, kept = new.words.strip(), as_kept(rating)
    if (row.scores, row.words) == (kept, words):
        return row.number
    if row.number != new.number:
        raise FidelityRefused(
            "You saved this rating in another window. Open the page again before you change it."
        )
    row.scores, row.words = kept, words
    row.number, row.saved_at = row.number + 1, at
    row.save(update_fields=["scores", "words", "number", "saved_at"])
    record_rating(rated, role, "saved", by=by, at=at)
    return row.number


@transaction.atomic
@told_last()
def sign_rating(session_id: UUID | str, *, number: int, by: Actor, at: datetime) -> None:
    """What was seen is what is signed; whoever held the session reads it from then on.

    Raises AccessDenied, NotFound, or FidelityRefused where something is not rated to the end.
    """
    found = find_session(session_id, by=by)
    role = role_of(by, facts_about(found, by=by, at=at))
    rated = rated_row(found, by=by, at=at)
    row = newest(rated, role, by)
    if row is None or row.signed_at is not None:
        raise FidelityRefused("There is nothing to sign here.")
    if row.number != number:
        raise FidelityRefused("You saved this rating in another window. Open the page again.")
    check_complete(rating_of(row), items_of(rated))
    row.signed_at = at
    row.save(update_fields=["signed_at"])
    record_rating(rated, role, "signed", by=by, at=at)


@transaction.atomic
@told_last()
def correct_rating(session_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Begin another version, as the signed one stands. That one counts until the new is signed.

    Raises AccessDenied, NotFound, or FidelityRefused where nothing is signed.
    """
    found = find_session(session_id, by=by)
    role = role_of(by, facts_about(found, by=by, at=at))
    rated = rated_row(found, by=by, at=at)
    row = newest(rated, role, by)
    if row is None or row.signed_at is None:
        raise FidelityRefused("This is not signed: change it itself.")
    new = _begun(rated, role, row.version + 1, by=by, at=at)
    new.scores, new.words = row.scores, row.words
    new.save(update_fields=["scores", "words"])
    record_rating(rated, role, "corrected", by=by, at=at)


@transaction.atomic
@told_last()
def tick_own(session_id: UUID | str, ticked: frozenset[str], *, by: Actor, at: datetime) -> None:
    """What whoever held the session says they did, where it was not held in the runner.

    Raises AccessDenied, NotFound, or FidelityRefused where it has no such prompt.
    """
    found = find_session(session_id, by=by)
    check_can_tick_own(by, facts_about(found, by=by, at=at))
    keep_ticks(rated_row(found, by=by, at=at), ticked, by=by, at=at)


def keep_ticks(rated: RatedSession, ticked: frozenset[str], *, by: Actor, at: datetime) -> None:
    """The prompts of whoever held the session; the same again changes nothing, others are a
    version more. None at all is no answer at first, and takes ticks back later.

    Raises FidelityRefused.
    """
    there = {one.key for one in items_of(rated) if one.list == FIDELITY}
    if ticked - there:
        raise FidelityRefused("This session has no such prompt. Open the page again.")
    row = (
        SessionRating.objects.filter(rated=rated, role=RaterRole.SELF).order_by("-version").first()
    )
    if ticks_of(row) == ticked if row is not None else not ticked:
        return
    SessionRating.objects.create(
        rated=rated,
        role=RaterRole.SELF,
        rater_id=rated.counselor_id,
        version=row.version + 1 if row else 1,
        scores={"ticked": sorted(ticked)},
        begun_at=at,
        saved_at=at,
        signed_at=at,
    )
    record_rating(rated, RaterRole.SELF, "ticked", by=by, at=at)


def newest(rated: RatedSession, role: RaterRole, by: Actor) -> SessionRating | None:
    """The rater's own, signed or not."""
    rows = SessionRating.objects.filter(rated=rated, role=role, rater_id=as_id(by.key))
    return rows.order_by("-version").first()


def record_rating(
    rated: RatedSession, role: RaterRole, change: str, *, by: Actor, at: datetime
) -> None:
    record_event(
        "rating.changed",
        by=by,
        at=at,
        record=RecordRef("rated_session", str(rated.pk)),
        details={"role": role.value, "change": change},
    )


def _begun(
    rated: RatedSession, role: RaterRole, version: int, *, by: Actor, at: datetime
) -> SessionRating:
    return SessionRating.objects.create(
        rated=rated, role=role, rater_id=by.key, version=version, begun_at=at, saved_at=at
    )
