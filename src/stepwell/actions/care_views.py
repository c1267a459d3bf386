"""What the page of someone's care shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stepwell.actions.enrollment_reading import CourseView
from stepwell.domain.care.episodes import (
    DischargeReason,
    EpisodeEvent,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
)
from stepwell.domain.care.goals import GoalKind, PlanGoalState


@dataclass(frozen=True, slots=True)
class GoalView:
    kind: GoalKind
    substances: tuple[str, ...]
    since: date | None
    words: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class PlanGoalView:
    id: UUID
    words: str
    steps: str
    target_on: date | None
    status: PlanGoalState
    outcome: str


@dataclass(frozen=True, slots=True)
class TherapyView:
    id: UUID
    name: str
    giver: str
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class DiagnosisView:
    id: UUID
    system: str
    code: str
    words: str
    is_principal: bool
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class TransitionView:
    event: EpisodeEvent
    level: LevelOfCare
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DischargeView:
    reason: DischargeReason
    words: str
    plan: Mapping[PlanPart, str]
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """goals: the newest first. events: what may happen to it now. first_status, first_level: at
    admission. intake_id: None where none led to it."""

    id: UUID
    status: EpisodeStatus
    level: LevelOfCare
    started_on: date
    ended_on: date | None
    first_status: EpisodeStatus
    first_level: LevelOfCare
    admitted_by: str
    intake_id: UUID | None
    goals: tuple[GoalView, ...]
    plan_goals: tuple[PlanGoalView, ...]
    therapies: tuple[TherapyView, ...]
    diagnoses: tuple[DiagnosisView, ...]
    transitions: tuple[TransitionView, ...]
    discharge: DischargeView | None
    events: tuple[EpisodeEvent, ...]

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None


@dataclass(frozen=True, slots=True)
class CarePage:
    """episodes: the newest first. referral_id: of an inquiry that waits. owed: how many steps of
    the intake that led to the present episode are still open."""

    client_id: UUID
    code: str
    name: str
    pronouns: str
    episodes: tuple[EpisodeView, ...]
    referral_id: UUID | None
    courses: tuple[CourseView, ...]
    may_change: bool
    owed: int

    @property
    def current(self) -> EpisodeView | None:
        return next((one for one in self.episodes if not one.is_over), None)
