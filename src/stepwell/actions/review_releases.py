"""Releasing records for an audit or research: one proposes, another approves, then they leave.

What leaves passes the gate record by record, with the release as its claim, so that every rule is
asked again at that moment and each client's accounting has its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from random import SystemRandom
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import (
    check_can_approve_release,
    check_can_release_for_review,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.disclosures.basis import REACH, BasisKind
from stepwell.domain.disclosures.exceptions.claim import missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.releases import MOST_RECORDS, ReleaseState
from stepwell.domain.disclosures.words import BASES
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.queries.releases import (
    claim_of_release,
    clients_of_release,
    releases_of,
    request_of_release,
)
from stepwell.records.people.models import ReviewRelease

SHORTEST_WORDS = 10
DOCUMENT = "review_release"


class ReleaseRefused(Exception):
    """reasons: all of them, fit to show whoever tried."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """As in records.people ReviewRelease. kind: audit or research."""

    kind: str
    recipient: str
    recipient_kind: RecipientKind
    address: str = ""
    authority: str
    agreed_on: date
    valid_until: date | None = None
    destroy_by: date | None = None
    why_named: str
    information: frozenset[InformationKind]
    care_from: date
    care_until: date
    most: int


def check_may_propose(*, by: Actor) -> None:
    """Raises AccessDenied or NotFound, before anyone writes what is to leave."""
    check_can_release_for_review(by, by.organization_id)


@transaction.atomic
def propose_release(new: NewRelease, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not release anything.
        ReleaseRefused: with everything that is missing or not fit, at once.
    """
    check_can_release_for_review(by, by.organization_id)
    if new.kind not in ReviewRelease.Kind.values:
        raise ReleaseRefused("Say whether it is for an audit or for research.")
    values = {one.name: getattr(new, one.name) for one in fields(new)}
    values["information"] = sorted(new.information)
    row = ReviewRelease(
        organization_id=by.organization_id,
        proposed_at=at,
        proposed_by=by.key,
        proposed_by_name=by.name[:120],
        **values,
    )
    if reasons := [*_misfits(row, today_of(by, at)), *_unclaimed(row, at)]:
        raise ReleaseRefused(*reasons)
    row.save()
    details = {"kind": row.kind, "kinds": row.information, "most": row.most}
    _record("review_release.proposed", row, details, by=by, at=at)
    return row.pk


@transaction.atomic
def decide_release(
    release_id: UUID | str, *, is_approved: bool, words: str = "", by: Actor, at: datetime
) -> None:
    """The second person's yes or no.

    Raises:
        AccessDenied, NotFound: `by` may not, proposed it themselves, or there is none.
        ReleaseRefused: it was decided already, or it cannot be approved as it stands.
    """
    row = found(releases_of(by).select_for_update(), release_id)
    check_can_approve_release(by, str(row.organization_id), proposed_by=row.proposed_by)
    if row.state is not ReleaseState.PROPOSED:
        raise ReleaseRefused("This was decided or taken back already.")
    if not is_approved and len(words.strip()) < SHORTEST_WORDS:
        raise ReleaseRefused("Write in a sentence why not.")
    row.is_approved, row.decided_words = is_approved, words.strip()
    row.decided_at, row.decided_by, row.decided_by_name = at, by.key, by.name[:120]
    if is_approved and (reasons := [one.words for one in why_not_made(row, at)]):
        raise ReleaseRefused(*reasons)
    row.save()
    outcome = {"outcome": "approved" if is_approved else "refused"}
    _record("review_release.decided", row, outcome, by=by, at=at)


@transaction.atomic
def withdraw_release(release_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """It is not wanted any more. Raises AccessDenied, NotFound, ReleaseRefused."""
    row = _to_make(release_id, by)
    if row.state not in {ReleaseState.PROPOSED, ReleaseState.APPROVED}:
        raise ReleaseRefused("This is over already.")
    row.withdrawn_at, row.withdrawn_by = at, by.key
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("review_release.withdrawn", row, {}, by=by, at=at)


def make_release(release_id: UUID | str, *, by: Actor, at: datetime) -> int:
    """Let the records out, each through the gate and into its client's accounting.

    Returns:
        How many left. What a client asked to keep back stays.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is none.
        ReleaseRefused: it is not approved, the approval or a role of the two is over, or nothing
            is left to leave. That it was tried is written down.
    """
    with transaction.atomic():
        row = _to_make(release_id, by)
        problems = why_not_made(row, at)
        reasons = [one.words for one in problems]
        if not problems:
            reasons = _let_out(row, by=by, at=at)
        if not reasons:
            return row.records
        causes = sorted({one.element for one in problems}) or ["records"]
        _record("review_release.stopped", row, {"causes": causes}, by=by, at=at)
    raise ReleaseRefused(*reasons)


def why_not_made(row: ReviewRelease, at: datetime) -> tuple[Refusal, ...]:
    """Why it may not be made at this moment; nothing where it may."""
    if row.withdrawn_at or row.made_at:
        words = "This is over already. Propose it again to release more."
        return (missing("state", words),)
    if row.is_approved is False:
        return (missing("state", "This was refused. Propose it anew."),)
    local = at.astimezone(ZoneInfo(row.organization.time_zone))
    return tuple(claim_of_release(row, at).problems(request_of_release(row), local))


def _let_out(row: ReviewRelease, *, by: Actor, at: datetime) -> list[str]:
    """The reasons why nothing left; empty where something did."""
    asked, claim = request_of_release(row), claim_of_release(row, at)
    sending = Sending(
        recipient=asked.recipient,
        purpose=asked.purpose,
        purpose_words=BASES[BasisKind(row.kind)],
        information=asked.information,
        form=asked.form,
        claim=claim,
        address=row.address,
        document=DOCUMENT,
    )
    chosen = _drawn(clients_of_release(by, row).values_list("pk", flat=True), row.most)
    if not chosen:
        return ["Nobody was in care in this time, so there is nothing to release."]
    for client_id in chosen:
        try:
            disclose(client_id, sending, by=by, at=at)
        except DisclosureRefused:
            row.kept_back += 1
        else:
            row.records += 1
    if not row.records:
        return ["Everyone asked to keep this back, and the program agreed. Nothing left."]
    row.made_at, row.made_by = at, by.key
    row.save(update_fields=["made_at", "made_by", "records", "kept_back"])
    details = {"kind": row.kind, "records": row.records, "kept_back": row.kept_back}
    _record("review_release.made", row, details, by=by, at=at)
    return []


def _drawn(keys: Iterable[UUID], most: int) -> list[UUID]:
    """At most so many, by chance, so that nobody chose whose they are."""
    known = sorted(keys)
    return known if len(known) <= most else SystemRandom().sample(known, most)


def _misfits(row: ReviewRelease, today: date) -> Iterable[str]:
    if not row.recipient.strip():
        yield "Write who receives the records, by name."
    if not row.information:
        yield "Mark what they need, and no more."
    elif not set(row.information) <= {one.value for one in REACH[BasisKind(row.kind)]}:
        yield "This may not leave for such a purpose."
    if not row.care_from <= row.care_until <= today:
        yield "Write from which day to which, up to today."
    if not 1 <= row.most <= MOST_RECORDS:
        yield f"Release between 1 and {MOST_RECORDS} records at once."


def _unclaimed(row: ReviewRelease, at: datetime) -> list[str]:
    """What would be missing even if someone approved it now."""
    local = at.astimezone(ZoneInfo(row.organization.time_zone))
    claim = replace(
        claim_of_release(row, at),
        approved_by="another",
        approved_on=local.date(),
        stands_approved=True,
    )
    return [one.words for one in claim.problems(request_of_release(row), local)]


def _to_make(release_id: UUID | str, by: Actor) -> ReviewRelease:
    row = found(releases_of(by).select_for_update(), release_id)
    check_can_release_for_review(by, str(row.organization_id))
    return row


def _record(
    event: str, row: ReviewRelease, details: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    record = RecordRef("review_release", str(row.pk))
    record_event(event, by=by, at=at, record=record, details=details)
