"""Writing down who asks for care, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import record_care
from stepwell.actions.clients import NewClient, create_client
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import (
    check_can_change_care,
    check_can_receive_referral,
    check_can_see_referral,
)
from stepwell.domain.care.referrals import (
    REFERRALS,
    CloseReason,
    ReferralEvent,
    ReferralKind,
    ReferralState,
    ReferralWay,
)
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.episodes import open_episode_of, referrals_of, waiting_referral_of
from stepwell.queries.found import found
from stepwell.queries.registers import closed_words
from stepwell.records.care.models import Intake, Referral
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class NewReferral:
    """sender: who sends them, needed for a referral. words: what they ask for."""

    kind: ReferralKind = ReferralKind.INQUIRY
    way: ReferralWay = ReferralWay.PHONE
    sender: str = ""
    words: str = ""


@transaction.atomic
@told_last()
def receive_new(person: NewClient, new: NewReferral, *, by: Actor, at: datetime) -> UUID:
    """An inquiry of someone without a record: a record is made, a name or an alias is enough.

    Raises:
        AccessDenied: `by` may not.
        ClientRefused, CareRefused: what was entered is not fit, or the program takes in nobody.
    """
    check_can_receive_referral(by)
    client_id = create_client(person, by=by, at=at)
    return receive_referral(client_id, new, by=by, at=at)


@transaction.atomic
def receive_referral(client_id: UUID | str, new: NewReferral, *, by: Actor, at: datetime) -> UUID:
    """Someone who has a record asks, or is sent, again.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        CareRefused: they are in care or have asked already, or it does not say who sends them.
    """
    client = client_of(by, client_id)
    check_can_see_referral(by, facts_of(client, by, at))
    if closed := closed_words(by, at):
        raise CareRefused(closed)
    if new.kind is ReferralKind.REFERRAL and not new.sender.strip():
        raise CareRefused("Write who sends this person.")
    _check_may_wait(client)
    row = Referral.objects.create(
        organization_id=by.organization_id,
        client=client,
        kind=new.kind,
        way=new.way,
        sender=new.sender.strip(),
        words=new.words.strip(),
        received_at=at,
        received_by=by.key,
    )
    record_care(client.pk, "referral", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def close_referral(
    referral_id: UUID | str, reason: CloseReason, *, words: str = "", by: Actor, at: datetime
) -> None:
    """Nothing comes of it; an intake that is open ends with it.

    Raises AccessDenied, NotFound, or CareRefused where it is over already.
    """
    row = _to_change(referral_id, ReferralEvent.CLOSE, by=by, at=at)
    row.closed_at, row.closed_by = at, by.key
    row.close_reason, row.close_words = reason.value, words.strip()
    row.save()
    Intake.objects.filter(referral=row, status="open").update(
        status="ended", ended_at=at, ended_by=by.key
    )
    record_care(row.client_id, "referral", "close", by=by, at=at)


@transaction.atomic
def take_up_again(referral_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such inquiry.
        CareRefused: it is not closed, or the person is in care or has asked anew since.
    """
    row = _to_change(referral_id, ReferralEvent.TAKE_UP_AGAIN, by=by, at=at)
    _check_may_wait(row.client)
    row.closed_at, row.closed_by, row.close_reason, row.close_words = None, "", "", ""
    row.save()
    record_care(row.client_id, "referral", "take_up_again", by=by, at=at)


@transaction.atomic
def start_intake(referral_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """Raises AccessDenied, NotFound, or CareRefused where it is begun or over."""
    row = _to_change(referral_id, ReferralEvent.START_INTAKE, by=by, at=at)
    row.save()
    intake = Intake.objects.create(
        client=row.client, referral=row, started_at=at, started_by=by.key
    )
    record_care(row.client_id, "intake", "start_intake", by=by, at=at)
    return intake.pk


def _check_may_wait(client: Client) -> None:
    """Held, so that of two who write at once one is told. Raises CareRefused."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    if client.closed_at is not None:
        raise CareRefused("This record is closed. Open it again first.")
    if open_episode_of(client.pk) is not None:
        raise CareRefused("This person is in care already.")
    if waiting_referral_of(client.pk) is not None:
        raise CareRefused("This person has asked already: go on with that inquiry.")


def _to_change(
    referral_id: UUID | str, event: ReferralEvent, *, by: Actor, at: datetime
) -> Referral:
    """Held, and in its new state; not saved yet."""
    row = found(referrals_of(by).select_for_update(of=("self",)), referral_id)
    check_can_change_care(by, facts_of(row.client, by, at))
    row.status = REFERRALS.after(ReferralState(row.status), event)
    return row
