"""What is true of someone's situation, for the rules of the protocols they are in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import episode_to_change, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.branches import Circumstance
from stepwell.queries.enrollments import spells_on
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.records.care.models import CircumstanceSpell, EpisodeOfCare


@transaction.atomic
def add_circumstance(
    episode_id: UUID | str,
    circumstance: Circumstance,
    *,
    since: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """since: a day up to today; today without it. Raises AccessDenied, NotFound or CareRefused."""
    episode, today = episode_to_change(episode_id, by=by, at=at), today_of(by, at)
    day = since or today
    if day > today:
        raise CareRefused("This day lies ahead. Write down what is so now.")
    if not note_circumstances(episode, [circumstance], since=day, by=by, at=at):
        raise CareRefused("This is written down already.")


@transaction.atomic
def end_circumstance(
    episode_id: UUID | str, spell_id: UUID | str, *, by: Actor, at: datetime
) -> None:
    """It is so no more, from today. Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    row = found(CircumstanceSpell.objects.filter(episode=episode), spell_id)
    if row.until is not None:
        raise CareRefused("This has ended already.")
    row.until, row.ended_by = today_of(by, at), by.key
    row.save(update_fields=["until", "ended_by"])
    record_care(episode.client_id, "circumstance", "ended", by=by, at=at)


def note_circumstances(
    episode: EpisodeOfCare,
    circumstances: Iterable[Circumstance],
    *,
    since: date,
    by: Actor,
    at: datetime,
) -> int:
    """Those that are not written down yet; how many. Whoever calls this has asked."""
    known = {one.circumstance for one in spells_on(episode, since)}
    new = [one for one in circumstances if one.value not in known]
    for one in new:
        CircumstanceSpell.objects.create(
            episode=episode,
            circumstance=one.value,
            since=since,
            recorded_at=at,
            recorded_by=by.key,
        )
        record_care(episode.client_id, "circumstance", "added", by=by, at=at)
    return len(new)
