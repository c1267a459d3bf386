"""Someone's care on one page: its episodes, goals, diagnoses, treatments and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.enrollment_reading import CourseView, courses_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.episodes import (
    EPISODES,
    DischargeReason,
    EpisodeEvent,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
)
from stepwell.domain.care.goals import GoalKind, PlanGoalState
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.episodes import episodes_of, referrals_of
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import EpisodeGoal, EpisodeOfCare
from stepwell.records.people.models import Client


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
    """goals: the newest first. events: what may happen to it now."""

    id: UUID
    status: EpisodeStatus
    level: LevelOfCare
    started_on: date
    ended_on: date | None
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
    """episodes: the newest first. referral_id: of an inquiry that waits."""

    client_id: UUID
    code: str
    name: str
    pronouns: str
    episodes: tuple[EpisodeView, ...]
    referral_id: UUID | None
    courses: tuple[CourseView, ...]
    may_change: bool

    @property
    def current(self) -> EpisodeView | None:
        return next((one for one in self.episodes if not one.is_over), None)


@transaction.atomic
def open_care(client_id: UUID | str, *, by: Actor, at: datetime) -> CarePage:
    """Raises AccessDenied, also where the patient notice is still owed, or NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "care", by=by, at=at)
    waiting = referrals_of(by).filter(client=client, status__in=["received", "in_intake"]).first()
    return CarePage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        pronouns=client.pronouns,
        episodes=tuple(episode_views(client, by)),
        referral_id=waiting.pk if waiting else None,
        courses=tuple(courses_of(client, today_of(by, at))),
        may_change=can_change_care(by, facts_of(client, by, at)),
    )


def open_episode(
    episode_id: UUID | str, *, by: Actor, at: datetime
) -> tuple[CarePage, EpisodeView]:
    """One episode with the page it stands on. Raises as open_care does."""
    row = found(episodes_of(by), episode_id)
    page = open_care(row.client_id, by=by, at=at)
    return page, next(one for one in page.episodes if one.id == row.pk)


def episode_views(client: Client, by: Actor) -> list[EpisodeView]:
    """All of a client's, in as many queries as one has. Not audited by itself."""
    rows = list(
        episodes_of(by)
        .filter(client=client)
        .prefetch_related(
            "goals", "plan_goals", "therapies", "diagnoses", "transitions", "discharges"
        )
    )
    names = names_of(key for row in rows for key in _keys(row))
    return [_episode(row, names) for row in rows]


def _keys(row: EpisodeOfCare) -> list[str]:
    return [
        *(one.set_by for one in row.goals.all()),
        *(one.entered_by for one in row.diagnoses.all()),
        *(one.by for one in row.transitions.all()),
        *(one.written_by for one in row.discharges.all()),
    ]


def _episode(row: EpisodeOfCare, names: dict[str, str]) -> EpisodeView:
    status = EpisodeStatus(row.status)
    return EpisodeView(
        id=row.pk,
        status=status,
        level=LevelOfCare(row.level),
        started_on=row.started_on,
        ended_on=row.ended_on,
        goals=tuple(_goal(one, names) for one in row.goals.all()),
        plan_goals=tuple(
            PlanGoalView(
                one.pk, one.words, one.steps, one.target_on, PlanGoalState(one.status), one.outcome
            )
            for one in row.plan_goals.all()
        ),
        therapies=tuple(
            TherapyView(one.pk, one.name, one.giver, one.started_on, one.ended_on)
            for one in row.therapies.all()
        ),
        diagnoses=_diagnoses(row, names),
        transitions=_transitions(row, names),
        discharge=_discharge(row, names) if row.ended_on else None,
        events=tuple(one for one in EpisodeEvent if EPISODES.can(status, one)),
    )


def _goal(one: EpisodeGoal, names: dict[str, str]) -> GoalView:
    by = names.get(one.set_by, "")
    since = date.fromisoformat(one.since) if one.since else None
    return GoalView(GoalKind(one.kind), tuple(one.substances), since, one.words, one.set_at, by)


def _diagnoses(row: EpisodeOfCare, names: dict[str, str]) -> tuple[DiagnosisView, ...]:
    return tuple(
        DiagnosisView(
            one.pk,
            one.system,
            one.code,
            one.words,
            one.is_principal,
            one.entered_at,
            names.get(one.entered_by, ""),
        )
        for one in row.diagnoses.all()
        if one.removed_at is None
    )


def _transitions(row: EpisodeOfCare, names: dict[str, str]) -> tuple[TransitionView, ...]:
    return tuple(
        TransitionView(
            EpisodeEvent(one.event),
            LevelOfCare(one.level),
            one.words,
            one.at,
            names.get(one.by, ""),
        )
        for one in row.transitions.all()
    )


def _discharge(row: EpisodeOfCare, names: dict[str, str]) -> DischargeView | None:
    newest = next(iter(row.discharges.all()), None)
    if newest is None:
        return None
    return DischargeView(
        DischargeReason(newest.reason),
        newest.words,
        {PlanPart(part): text for part, text in newest.plan.items()},
        newest.written_at,
        names.get(newest.written_by, ""),
    )
