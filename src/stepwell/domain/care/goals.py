"""What the person wants from their care: the goal for their use, and goals of the care plan."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from stepwell.domain.care.machine import Machine
from stepwell.domain.care.refusal import CareRefused


class GoalKind(StrEnum):
    """For their use, in the person's own choice. UNDECIDED is an answer."""

    ABSTINENCE = "abstinence"
    LESS_USE = "less_use"
    UNDECIDED = "undecided"
    OTHER = "other"


class PlanGoalState(StrEnum):
    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class PlanGoalEvent(StrEnum):
    MEET = "meet"
    DROP = "drop"


PLAN_GOALS = Machine(
    title="Goal of the care plan",
    starts=(PlanGoalState.OPEN,),
    moves={
        (PlanGoalState.OPEN, PlanGoalEvent.MEET): PlanGoalState.MET,
        (PlanGoalState.OPEN, PlanGoalEvent.DROP): PlanGoalState.DROPPED,
    },
    refusals=dict.fromkeys(PlanGoalState, "This goal is settled already. Write a new one."),
)


def check_goal(kind: GoalKind, substances: tuple[str, ...], since: date | None, on: date) -> None:
    """since: abstinent since that day, as the person counts. Raises CareRefused."""
    if kind is GoalKind.ABSTINENCE and not substances:
        raise CareRefused("Choose from which substances.")
    if since is not None and since > on:
        raise CareRefused("The day from which they count lies ahead. Check the date.")
