"""Releases for audits and research as they are read, and the paper of one that was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.disclosing import Released, fetch
from stepwell.actions.disclosing.again import WITHOUT_CONSENT
from stepwell.actions.disclosing.files import pdf_of_release
from stepwell.actions.review_releases import why_not_made
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.disclosures import (
    can_approve_release,
    can_release_for_review,
    check_can_release_for_review,
    check_can_see_releases,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.releases import ReleaseState
from stepwell.domain.disclosures.words import BASES, INFORMATION
from stepwell.domain.people.small_cells import suppressed_total
from stepwell.queries.found import found
from stepwell.queries.releases import clients_of_release, disclosures_of_release, releases_of
from stepwell.records.people.models import ReviewRelease


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """As in records.people ReviewRelease; no client is named."""

    id: UUID
    kind: BasisKind
    state: ReleaseState
    recipient: str
    recipient_kind: RecipientKind
    address: str
    authority: str
    agreed_on: date
    valid_until: date | None
    destroy_by: date | None
    why_named: str
    information: frozenset[InformationKind]
    care_from: date
    care_until: date
    most: int
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    decided_words: str
    made_at: datetime | None
    records: int
    kept_back: int


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """fits: in how many people's care the days fall, None while so few that it could tell who.

    reasons: why it may not be made now, where it was approved. is_paper_here: the paper can still
    be fetched.
    """

    row: ReleaseRow
    fits: int | None
    reasons: tuple[str, ...]
    may_decide: bool
    may_make: bool
    is_paper_here: bool


@dataclass(frozen=True, slots=True)
class ReleasePaper:
    """released: every record in it, as the gate let it out."""

    released: tuple[Released, ...]
    pdf: bytes
    name: str


@transaction.atomic
def list_releases(*, by: Actor, at: datetime) -> list[ReleaseRow]:
    """The latest first. Raises AccessDenied or NotFound."""
    check_can_see_releases(by, by.organization_id)
    rows = [_row(one) for one in releases_of(by)]
    record_event(
        "record.listed", by=by, at=at, details={"part": "review_releases", "results": len(rows)}
    )
    return rows


@transaction.atomic
def open_release(release_id: UUID | str, *, by: Actor, at: datetime) -> ReleasePage:
    """Raises AccessDenied or NotFound."""
    check_can_see_releases(by, by.organization_id)
    row = found(releases_of(by).select_related("organization"), release_id)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("review_release", str(row.pk)),
        details={"part": "review_release"},
    )
    is_waiting, is_approved = row.is_approved is None, row.state is ReleaseState.APPROVED
    may_release = can_release_for_review(by, str(row.organization_id))
    is_recent = row.made_at is not None and at <= row.made_at + WITHOUT_CONSENT
    return ReleasePage(
        row=_row(row),
        fits=suppressed_total({"": clients_of_release(by, row).count()}),
        reasons=tuple(one.words for one in why_not_made(row, at)) if is_approved else (),
        may_decide=is_waiting
        and row.withdrawn_at is None
        and can_approve_release(by, str(row.organization_id), proposed_by=row.proposed_by),
        may_make=may_release,
        is_paper_here=may_release and is_recent,
    )


@transaction.atomic
def fetch_release(release_id: UUID | str, *, by: Actor, at: datetime) -> ReleasePaper:
    """All that left with it, as one paper, for as long as one record of it can be fetched.

    Raises:
        AccessDenied, NotFound: `by` may not, or nothing was made under this id.
        DisclosureRefused: it left some time ago.
        PdfFailed: the paper could not be made.
    """
    check_can_release_for_review(by, by.organization_id)
    row = found(releases_of(by).select_related("organization"), release_id)
    if row.made_at is None:
        raise NotFound
    released = tuple(
        fetch(key, "pdf", by=by, at=at)
        for key in disclosures_of_release(row).values_list("pk", flat=True)
    )
    return ReleasePaper(released, pdf_of_release(released, _heads(row)), f"{row.pk.hex[-8:]}.pdf")


def _heads(row: ReviewRelease) -> Mapping[str, Any]:
    return {
        "reference": row.pk.hex[-8:],
        "authority": row.authority,
        "agreed_on": f"{row.agreed_on:%B %-d, %Y}",
        "destroy_by": f"{row.destroy_by:%B %-d, %Y}" if row.destroy_by else "",
        "period": f"{row.care_from:%B %-d, %Y} – {row.care_until:%B %-d, %Y}",
        "kinds": "; ".join(words for kind, words in INFORMATION.items() if kind in row.information),
        "title": BASES[BasisKind(row.kind)],
    }


def _row(one: ReviewRelease) -> ReleaseRow:
    return ReleaseRow(
        id=one.pk,
        kind=BasisKind(one.kind),
        state=one.state,
        recipient=one.recipient,
        recipient_kind=RecipientKind(one.recipient_kind),
        address=one.address,
        authority=one.authority,
        agreed_on=one.agreed_on,
        valid_until=one.valid_until,
        destroy_by=one.destroy_by,
        why_named=one.why_named,
        information=frozenset(InformationKind(kind) for kind in one.information),
        care_from=one.care_from,
        care_until=one.care_until,
        most=one.most,
        proposed_at=one.proposed_at,
        proposed_by=one.proposed_by_name,
        decided_at=one.decided_at,
        decided_by=one.decided_by_name,
        decided_words=one.decided_words,
        made_at=one.made_at,
        records=one.records,
        kept_back=one.kept_back,
    )
