"""Inquiries, intakes and episodes, from the actor's program outward. Not audited here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.care.episodes import (
    EpisodeEvent,
    EpisodeState,
    EpisodeStatus,
    LevelOfCare,
    Transition,
    replayed,
)
from stepwell.domain.care.intakes import IntakeFacts
from stepwell.domain.care.referrals import ReferralState
from stepwell.domain.consents.states import state_of
from stepwell.domain.safety.paths import PathStatus
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.consents import consents_of, notice_facts_of, pressure_facts_of
from stepwell.records.care.models import (
    EpisodeOfCare,
    EpisodeTransition,
    Intake,
    Referral,
    SafetyPath,
    ScreenerAnswer,
)


def referrals_of(actor: Actor) -> QuerySet[Referral]:
    """The frame, not what the actor may see."""
    return Referral.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client"
    )


def waiting_referral_of(client_id: UUID) -> Referral | None:
    """At most one waits."""
    waiting = (ReferralState.RECEIVED, ReferralState.IN_INTAKE)
    return Referral.objects.filter(client_id=client_id, status__in=waiting).first()


def intakes_of(actor: Actor) -> QuerySet[Intake]:
    return Intake.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client", "referral"
    )


def episodes_of(actor: Actor) -> QuerySet[EpisodeOfCare]:
    return EpisodeOfCare.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client"
    )


def open_episode_of(client_id: UUID) -> EpisodeOfCare | None:
    return EpisodeOfCare.objects.filter(client_id=client_id, ended_on=None).first()


def transition_of(row: EpisodeTransition) -> Transition:
    event = EpisodeEvent(row.event)
    is_move = event is EpisodeEvent.CHANGE_LEVEL
    return Transition(event, row.at, row.by, LevelOfCare(row.level) if is_move else None, row.words)


def state_by_transitions(episode: EpisodeOfCare) -> EpisodeState:
    """As the kept transitions come out, which is what the row says as well."""
    start = EpisodeState(
        EpisodeStatus(episode.first_status),
        LevelOfCare(episode.first_level),
    )
    return replayed(start, map(transition_of, episode.transitions.all()))


def intake_facts_of(intake: Intake, at: datetime) -> IntakeFacts:
    client = intake.client
    notice = notice_facts_of(client)
    consents = (state_of(one, at).is_open for one in consents_of(client.pk))
    paths = SafetyPath.objects.filter(client=client, status=PathStatus.OPEN, taken_by="")
    asked = ScreenerAnswer.objects.filter(client=client, asked_at__gte=intake.started_at)
    return IntakeFacts(
        is_notice_given=notice.served_at is not None or notice.could_not_at is not None,
        are_consents_settled=intake.no_consents_at is not None or any(consents),
        is_screener_asked=asked.exists(),
        has_untaken_path=paths.exists(),
        pressure=pressure_facts_of(client),
    )
