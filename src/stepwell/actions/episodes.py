"""What happens to an episode of care: level, pause, discharge. Each is one transition more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import episode_to_change, record_care
from stepwell.actions.enrolling import stop_all
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.episodes import (
    DischargeReason,
    EpisodeEvent,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
    Transition,
    after,
    check_plan,
)
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.episodes import open_episode_of, state_by_transitions
from stepwell.queries.registers import today_of
from stepwell.records.care.models import Discharge, EpisodeOfCare, EpisodeTransition


@transaction.atomic
@told_last()
def move_episode(
    episode_id: UUID | str,
    event: EpisodeEvent,
    *,
    level: LevelOfCare | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Begin, change the level, pause, go on, or take a discharge back.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such episode.
        CareRefused: it cannot follow, or the reason or the level is missing.
    """
    if event is EpisodeEvent.DISCHARGE:
        raise ValueError("discharge() asks for what a discharge needs")
    episode = episode_to_change(episode_id, by=by, at=at, is_open=False)
    if event is EpisodeEvent.TAKE_BACK_DISCHARGE and open_episode_of(episode.client_id):
        raise CareRefused("This person has come again since, and is in care.")
    _write(episode, Transition(event, at, by.key, level, words.strip()), by=by)


@transaction.atomic
@told_last()
def discharge(
    episode_id: UUID | str,
    reason: DischargeReason,
    plan: Mapping[PlanPart, str],
    *,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """End the episode, with the reason and the plan for what comes after.

    Raises AccessDenied, NotFound or CareRefused.
    """
    episode = episode_to_change(episode_id, by=by, at=at, is_open=False)
    _write(episode, Transition(EpisodeEvent.DISCHARGE, at, by.key), by=by)
    kept = {part: text.strip() for part, text in plan.items() if text.strip()}
    check_plan(reason, kept)
    stop_all(episode, by=by, at=at)
    Discharge.objects.create(
        episode=episode,
        reason=reason.value,
        words=words.strip(),
        plan={part.value: text for part, text in kept.items()},
        written_at=at,
        written_by=by.key,
    )


def _write(episode: EpisodeOfCare, transition: Transition, *, by: Actor) -> None:
    state = after(state_by_transitions(episode), transition)
    EpisodeTransition.objects.create(
        episode=episode,
        position=episode.transitions.count() + 1,
        event=transition.event,
        status=state.status,
        level=state.level.value,
        words=transition.words,
        at=transition.at,
        by=transition.by,
    )
    episode.status, episode.level = state.status, state.level.value
    is_over = state.status is EpisodeStatus.DISCHARGED
    episode.ended_on = today_of(by, transition.at) if is_over else None
    episode.save(update_fields=["status", "level", "ended_on"])
    record_care(episode.client_id, "episode", transition.event.value, by=by, at=transition.at)
