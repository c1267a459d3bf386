"""Someone's care on one page: its episodes, goals, diagnoses, treatments and how it ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.care_views import (
    CarePage,
    DiagnosisView,
    DischargeView,
    EpisodeView,
    GoalView,
    PlanGoalView,
    TherapyView,
    TransitionView,
)
from stepwell.actions.enrollment_reading import courses_of
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
from stepwell.domain.care.intakes import needs_left
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.episodes import episodes_of, intake_facts_of, waiting_referral_of
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import EpisodeGoal, EpisodeOfCare, Intake
from stepwell.records.people.models import Client


@transaction.atomic
def open_care(client_id: UUID | str, *, by: Actor, at: datetime) -> CarePage:
    """Raises AccessDenied, also where the patient notice is still owed, or NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "care", by=by, at=at)
    waiting = waiting_referral_of(client.pk)
    return CarePage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        pronouns=client.pronouns,
        episodes=tuple(episode_views(client, by)),
        referral_id=waiting.pk if waiting else None,
        courses=tuple(courses_of(client, today_of(by, at))),
        may_change=can_change_care(by, facts_of(client, by, at)),
        owed=_owed(client, at),
    )


def _owed(client: Client, at: datetime) -> int:
    frame = Intake.objects.filter(client=client, episode__ended_on=None, episode__isnull=False)
    intake = frame.select_related("client").first()
    return len(needs_left(intake_facts_of(intake, at))) if intake else 0


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
        row.made_by,
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
        first_status=EpisodeStatus(row.first_status),
        first_level=LevelOfCare(row.first_level),
        admitted_by=names.get(row.made_by, ""),
        intake_id=row.intake_id,
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
