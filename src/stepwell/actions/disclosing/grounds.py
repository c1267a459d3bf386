"""The orders and agreements that a sharing can rest on, and the claims that they make."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stepwell.actions.legal_requests import court_order_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_disclose
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.exceptions import CourtOrder, ServiceUse
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.disclosures import legal_request_rows
from stepwell.queries.found import found
from stepwell.queries.registers import agreements_of, today_of
from stepwell.records.people.models import LegalRequest, ServiceAgreement

Choice = tuple[str, str]


def ground_choices(
    client_id: UUID | str, basis: BasisKind, *, by: Actor, at: datetime
) -> list[Choice]:
    """What there is to choose from for this client: ids, and what they are called.

    Raises:
        AccessDenied, NotFound: `by` may not share on this basis, or there is no such client.
    """
    client = client_of(by, client_id)
    check_can_disclose(by, facts_of(client, by, at), basis)
    if basis is BasisKind.COURT_ORDER:
        orders = legal_request_rows(by).filter(client=client, settled_as=LegalRequest.Outcome.ORDER)
        return [(str(one.pk), f"{one.court}, {one.order_on:%B %-d, %Y}") for one in orders]
    if basis is BasisKind.SERVICE_AGREEMENT:
        today = today_of(by, at)
        return [
            (str(one.pk), f"{one.party}: {one.services}")
            for one in agreements_of(by)
            if not _is_over(one, today)
        ]
    return []


def order_claim(request_id: str, *, by: Actor) -> CourtOrder:
    """Raises NotFound."""
    return court_order_of(found(legal_request_rows(by), request_id))


def service_claim(agreement_id: str, *, what_for: str, by: Actor) -> ServiceUse:
    """Raises NotFound."""
    row = found(agreements_of(by), agreement_id)
    return ServiceUse(
        agreement_key=str(row.pk),
        party=row.party,
        services=row.services,
        signed_on=row.signed_on,
        ends_on=min(filter(None, (row.ends_on, row.ended_on)), default=None),
        what_for=what_for,
    )


def _is_over(row: ServiceAgreement, today: date) -> bool:
    return any(one is not None and one < today for one in (row.ends_on, row.ended_on))
