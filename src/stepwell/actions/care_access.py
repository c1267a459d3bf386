"""What every deed in someone's care begins and ends with: may it be done, and writing it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import check_can_change_care, check_can_see_care
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.consents.notice_served import check_notice_served
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consents import notice_facts_of
from stepwell.queries.episodes import episodes_of
from stepwell.queries.found import found
from stepwell.records.care.models import EpisodeOfCare
from stepwell.records.people.models import Client


def check_care_is_open(client: Client, *, by: Actor, at: datetime, is_change: bool) -> None:
    """Raises AccessDenied: `by` may not, or the patient notice is still owed."""
    facts = facts_of(client, by, at)
    if is_change:
        check_can_change_care(by, facts)
    else:
        check_can_see_care(by, facts)
    check_notice_served(
        notice_facts_of(client),
        at=at,
        grace=settings.NOTICE_GRACE,
        is_emergency=facts.is_glass_broken,
    )


def client_to_care_for(client_id: UUID | str, *, by: Actor, at: datetime) -> Client:
    """Raises AccessDenied, NotFound, or CareRefused where the record is closed."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=True)
    if client.closed_at is not None:
        raise CareRefused("This record is closed. Open it again first.")
    return client


def episode_to_change(
    episode_id: UUID | str, *, by: Actor, at: datetime, is_open: bool = True
) -> EpisodeOfCare:
    """Held for this transaction, so that two deeds follow one another.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such episode.
        CareRefused: it is over, and `is_open` asks for one that is not.
    """
    episode = found(episodes_of(by).select_for_update(of=("self",)), episode_id)
    check_care_is_open(episode.client, by=by, at=at, is_change=True)
    if is_open and episode.ended_on is not None:
        raise CareRefused("This person has been discharged: what was written stays as it is.")
    return episode


def record_care(client_id: UUID, part: str, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "care.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(client_id)),
        details={"part": part, "change": change},
    )


def record_look(client_id: UUID, part: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client_id)),
        details={"part": part},
    )
