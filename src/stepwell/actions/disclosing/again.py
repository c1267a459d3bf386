"""Handing out once more what left: only to the same recipient, and only while its basis holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.disclosing.released import DisclosureRefused, Released
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_disclose
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.deciding import decide
from stepwell.domain.disclosures.refusal import Refusal, RefusalCode
from stepwell.queries.clients import facts_of
from stepwell.queries.consents import consents_of
from stepwell.queries.disclosures import disclosure_rows, holds_of, request_of, restrictions_of
from stepwell.queries.found import found
from stepwell.records.people.models import Disclosure

Format = Literal["html", "pdf", "json"]
WITHOUT_CONSENT = timedelta(hours=1)
"""How long a paper that left without consent can be fetched again, for a jammed printer (design).
After that, the exception is claimed anew."""


@transaction.atomic
def fetch(disclosure_id: UUID | str, file_format: Format, *, by: Actor, at: datetime) -> Released:
    """The very paper that was let out, for the same recipient.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such disclosure.
        DisclosureRefused: what it rested on does not hold any more.
    """
    row = found(disclosure_rows(by).select_related("client"), disclosure_id)
    information = frozenset(InformationKind(one) for one in row.information)
    check_can_disclose(by, facts_of(row.client, by, at), BasisKind(row.basis), information)
    if refusals := _why_not_again(row, at):
        raise DisclosureRefused(refusals)
    record_event(
        "disclosure.fetched",
        by=by,
        at=at,
        record=RecordRef("client", str(row.client_id)),
        details={"format": file_format},
    )
    return Released(
        disclosure_id=row.pk,
        client_id=row.client_id,
        paper=row.paper,
        disclosed_at=row.disclosed_at,
    )


def _why_not_again(row: Disclosure, at: datetime) -> tuple[Refusal, ...]:
    if row.basis != BasisKind.CONSENT:
        if at <= row.disclosed_at + WITHOUT_CONSENT:
            return ()
        words = "This left some time ago. To let it out once more, start again."
        return (Refusal(RefusalCode.ELEMENT, words),)
    again = decide(
        request_of(row),
        consents_of(row.client_id),
        (),
        restrictions_of(row.client_id),
        holds_of(row.client_id),
        at.astimezone(ZoneInfo(row.client.organization.time_zone)),
    )
    if again.is_allowed and again.view == frozenset(row.information):
        return ()
    return again.refusals or again.withheld
