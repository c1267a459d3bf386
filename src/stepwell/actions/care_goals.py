"""What the person wants: the goal for their use, and the goals of the care plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import episode_to_change, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.goals import (
    PLAN_GOALS,
    GoalKind,
    PlanGoalEvent,
    PlanGoalState,
    check_goal,
)
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.records.care.models import CarePlanGoal, EpisodeGoal, EpisodeOfCare


@dataclass(frozen=True, slots=True)
class NewGoal:
    """substances: slugs. since: the day from which they count. words: theirs."""

    kind: GoalKind
    substances: tuple[str, ...] = ()
    since: date | None = None
    words: str = ""


@transaction.atomic
def set_goal(episode_id: UUID | str, new: NewGoal, *, by: Actor, at: datetime) -> UUID:
    """The newest goal stands. Raises AccessDenied, NotFound or CareRefused."""
    return write_goal(episode_to_change(episode_id, by=by, at=at), new, by=by, at=at)


def write_goal(episode: EpisodeOfCare, new: NewGoal, *, by: Actor, at: datetime) -> UUID:
    """Whoever calls this has asked whether it is allowed. Raises CareRefused."""
    check_goal(new.kind, new.substances, new.since, today_of(by, at))
    row = EpisodeGoal.objects.create(
        episode=episode,
        kind=new.kind.value,
        substances=list(new.substances),
        since=new.since.isoformat() if new.since else "",
        words=new.words.strip(),
        set_at=at,
        set_by=by.key,
    )
    record_care(episode.client_id, "goal", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def add_plan_goal(
    episode_id: UUID | str,
    words: str,
    *,
    steps: str = "",
    target_on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    if not words.strip():
        raise CareRefused("Write what the person wants to reach.")
    row = CarePlanGoal.objects.create(
        episode=episode,
        words=words.strip(),
        steps=steps.strip(),
        target_on=target_on,
        set_at=at,
        set_by=by.key,
    )
    record_care(episode.client_id, "plan_goal", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def settle_plan_goal(
    episode_id: UUID | str,
    goal_id: UUID | str,
    event: PlanGoalEvent,
    *,
    outcome: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where it is settled already."""
    episode = episode_to_change(episode_id, by=by, at=at)
    row = found(CarePlanGoal.objects.filter(episode=episode), goal_id)
    row.status = PLAN_GOALS.after(PlanGoalState(row.status), event)
    row.outcome, row.settled_at, row.settled_by = outcome.strip(), at, by.key
    row.save()
    record_care(episode.client_id, "plan_goal", event.value, by=by, at=at)
