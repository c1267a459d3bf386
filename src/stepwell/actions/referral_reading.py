"""Looking at inquiries and intakes. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import record_look
from stepwell.actions.client_sites import SiteChoice
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import (
    can_change_care,
    check_can_change_care,
    check_can_receive_referral,
    check_can_see_referral,
)
from stepwell.domain.access.policies.clients import can_see_clinical
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.intakes import IntakeNeed, IntakeState, needs_left, needs_of
from stepwell.domain.care.referrals import ReferralKind, ReferralState, ReferralWay
from stepwell.domain.consents.pressure import SentBy
from stepwell.queries.clients import clients_visible_to, facts_of
from stepwell.queries.episodes import intake_facts_of, intakes_of, referrals_of
from stepwell.queries.found import found
from stepwell.queries.organizations import open_sites_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import Intake, Referral

WAITING = (ReferralState.RECEIVED, ReferralState.IN_INTAKE)


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """code: stands for the name in titles. intake_id: of the one that is open, or the last."""

    id: UUID
    client_id: UUID
    name: str
    kind: ReferralKind
    way: ReferralWay
    status: ReferralState
    received_at: datetime
    received_by: str = ""
    intake_id: UUID | None = None

    @property
    def code(self) -> str:
        return reference_of(str(self.client_id))


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """sender, words, close_reason, close_words: "" for whoever may not read them; see may_read."""

    row: ReferralRow
    may_read: bool
    may_work: bool
    sender: str
    words: str
    close_reason: str
    close_words: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    need: IntakeNeed
    is_settled: bool


@dataclass(frozen=True, slots=True)
class IntakePage:
    """reason: why admission could not wait, or why it ended. sites: those that are open."""

    id: UUID
    referral: ReferralRow
    status: IntakeState
    started_at: datetime
    started_by: str
    needs: tuple[NeedRow, ...]
    sent_by: SentBy
    wants_no_consents: bool
    reason: str
    substances: tuple[str, ...]
    sites: tuple[SiteChoice, ...]
    site_id: UUID | None

    @property
    def open_needs(self) -> int:
        return sum(not one.is_settled for one in self.needs)


@transaction.atomic
def list_referrals(*, by: Actor, at: datetime, is_over: bool = False) -> list[ReferralRow]:
    """Those of clients `by` may see; the ones that wait, the longest waiting first, or else the
    hundred that were settled last.

    Raises AccessDenied.
    """
    check_can_receive_referral(by)
    frame = referrals_of(by).filter(client__in=clients_visible_to(by, at)).order_by("received_at")
    if is_over:
        rows = list(frame.exclude(status__in=WAITING).order_by("-received_at")[:100])
    else:
        rows = list(frame.filter(status__in=WAITING))
    answer = _rows(rows)
    record_event(
        "record.listed", by=by, at=at, details={"part": "referrals", "results": len(answer)}
    )
    return answer


@transaction.atomic
def open_referral(referral_id: UUID | str, *, by: Actor, at: datetime) -> ReferralPage:
    """Raises AccessDenied or NotFound."""
    row = found(referrals_of(by), referral_id)
    facts = facts_of(row.client, by, at)
    check_can_see_referral(by, facts)
    may_read = can_see_clinical(by, facts)
    record_look(row.client_id, "referral", by=by, at=at)
    return ReferralPage(
        row=_rows([row])[0],
        may_read=may_read,
        may_work=can_change_care(by, facts),
        sender=row.sender if may_read else "",
        words=row.words if may_read else "",
        close_reason=row.close_reason if may_read else "",
        close_words=row.close_words if may_read else "",
    )


@transaction.atomic
def open_intake(intake_id: UUID | str, *, by: Actor, at: datetime) -> IntakePage:
    """Raises AccessDenied or NotFound."""
    row = found(intakes_of(by), intake_id)
    check_can_change_care(by, facts_of(row.client, by, at))
    record_look(row.client_id, "intake", by=by, at=at)
    facts = intake_facts_of(row, at)
    left = needs_left(facts)
    return IntakePage(
        id=row.pk,
        referral=_rows([row.referral])[0],
        status=IntakeState(row.status),
        started_at=row.started_at,
        started_by=names_of([row.started_by]).get(row.started_by, ""),
        needs=tuple(NeedRow(one, one not in left) for one in needs_of(facts)),
        sent_by=facts.pressure.sent_by,
        wants_no_consents=row.no_consents_at is not None,
        reason=row.reason,
        substances=tuple(row.client.substances),
        sites=tuple(SiteChoice(one.pk, one.name) for one in open_sites_of(by)),
        site_id=row.client.site_id,
    )


def _rows(rows: list[Referral]) -> list[ReferralRow]:
    names = names_of(one.received_by for one in rows)
    intakes = Intake.objects.filter(referral__in=rows).order_by("started_at")
    latest = dict(intakes.values_list("referral_id", "pk"))
    return [
        ReferralRow(
            one.pk,
            one.client_id,
            one.client.shown_name,
            ReferralKind(one.kind),
            ReferralWay(one.way),
            ReferralState(one.status),
            one.received_at,
            names.get(one.received_by, ""),
            latest.get(one.pk),
        )
        for one in rows
    ]
