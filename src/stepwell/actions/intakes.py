"""Going through an intake, and admitting someone: their episode of care begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import record_care
from stepwell.actions.care_goals import NewGoal, write_goal
from stepwell.actions.client_sites import MoveRefused, move_client
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import check_can_change_care
from stepwell.domain.care.episodes import EpisodeStatus, LevelOfCare
from stepwell.domain.care.intakes import (
    INTAKES,
    IntakeEvent,
    IntakeState,
    check_may_admit,
)
from stepwell.domain.care.referrals import REFERRALS, CloseReason, ReferralEvent, ReferralState
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.clients import facts_of
from stepwell.queries.episodes import intake_facts_of, intakes_of, open_episode_of
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.records.care.models import EpisodeOfCare, Intake, Referral


@dataclass(frozen=True, slots=True)
class Admission:
    """waits: no place is free yet. goal: what they want for their use, where it was asked.
    reason: why admission cannot wait for what is left of the intake. site_id: where they will be
    seen, None to leave that as it is.
    """

    level: LevelOfCare
    waits: bool = False
    goal: NewGoal | None = field(default=None)
    reason: str = ""
    site_id: UUID | None = None


@transaction.atomic
def note_no_consents(intake_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Consents were gone through, and the person wants none for now: nothing is shared then.

    Also after an admission that could not wait. Raises AccessDenied, NotFound, or CareRefused
    where nobody was admitted.
    """
    row = _held(intake_id, by=by, at=at)
    if row.status == IntakeState.ENDED:
        raise CareRefused(INTAKES.refusals[IntakeState(row.status)])
    if row.no_consents_at is None:
        row.no_consents_at, row.no_consents_by = at, by.key
        row.save(update_fields=["no_consents_at", "no_consents_by"])
        record_care(row.client_id, "intake", "no_consents", by=by, at=at)


@transaction.atomic
@told_last()
def admit(intake_id: UUID | str, new: Admission, *, by: Actor, at: datetime) -> UUID:
    """
    Returns:
        The id of the episode that begins.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such intake or site.
        CareRefused: it is over, something is left and no reason is given, nobody is on an open
            safety path, the person is in care already, or the site is closed.
    """
    row = _held(intake_id, by=by, at=at)
    row.status = INTAKES.after(IntakeState(row.status), IntakeEvent.ADMIT)
    check_may_admit(intake_facts_of(row, at), reason=new.reason)
    if row.client.closed_at is not None:
        raise CareRefused("This record is closed. Open it again first.")
    if open_episode_of(row.client_id) is not None:
        raise CareRefused("This person is in care already.")
    row.ended_at, row.ended_by, row.reason = at, by.key, new.reason.strip()
    row.save()
    _settle_referral(row, ReferralEvent.ADMIT)
    status = EpisodeStatus.WAITING if new.waits else EpisodeStatus.ACTIVE
    episode = EpisodeOfCare.objects.create(
        client=row.client,
        intake=row,
        first_status=status,
        first_level=new.level.value,
        status=status,
        level=new.level.value,
        started_on=today_of(by, at),
        made_at=at,
        made_by=by.key,
    )
    if new.goal is not None:
        write_goal(episode, new.goal, by=by, at=at)
    _move(row, new.site_id, by=by, at=at)
    record_care(row.client_id, "intake", "admit", by=by, at=at)
    return episode.pk


@transaction.atomic
def end_intake(
    intake_id: UUID | str, reason: CloseReason, *, words: str = "", by: Actor, at: datetime
) -> None:
    """Nobody is admitted, and the inquiry is closed with it.

    Raises AccessDenied, NotFound, or CareRefused where it is over.
    """
    row = _held(intake_id, by=by, at=at)
    row.status = INTAKES.after(IntakeState(row.status), IntakeEvent.END)
    row.ended_at, row.ended_by, row.reason = at, by.key, words.strip()
    row.save()
    referral = _settle_referral(row, ReferralEvent.CLOSE)
    referral.closed_at, referral.closed_by = at, by.key
    referral.close_reason, referral.close_words = reason.value, words.strip()
    referral.save()
    record_care(row.client_id, "intake", "ended", by=by, at=at)


def _move(row: Intake, site_id: UUID | None, *, by: Actor, at: datetime) -> None:
    if site_id is None or site_id == row.client.site_id:
        return
    try:
        move_client(row.client_id, site_id, by=by, at=at)
    except MoveRefused as refusal:
        raise CareRefused(str(refusal)) from refusal


def _held(intake_id: UUID | str, *, by: Actor, at: datetime) -> Intake:
    """The notice may be missing still: this is where it is given."""
    row = found(intakes_of(by).select_for_update(of=("self",)), intake_id)
    check_can_change_care(by, facts_of(row.client, by, at))
    return row


def _settle_referral(row: Intake, event: ReferralEvent) -> Referral:
    referral = row.referral
    referral.status = REFERRALS.after(ReferralState(referral.status), event)
    referral.save(update_fields=["status"])
    return referral
