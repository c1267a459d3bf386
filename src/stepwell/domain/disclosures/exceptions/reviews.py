"""Audit, evaluation and research: without names unless there is a written reason.

What leaves is proposed by one person of the program and approved by another.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.exceptions.claim import Claim, is_short, missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest

APPROVAL_DAYS = 30
"""How long the approval of the second person holds (design)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClaim(Claim, ABC):
    """release_key: of what was proposed. agreed_on: when the receiver agreed in writing to protect
    the records and not to pass them on. valid_until: the last day of their authority or approval,
    None where it has none. destroy_by: when the receiver destroys what tells who. why_named: why
    counts will not do.

    proposed_by, approved_by: keys of the two persons. stands_proposed, stands_approved: whether
    each still has a role that may, at this moment.
    """

    release_key: str
    agreed_on: date | None
    valid_until: date | None = None
    destroy_by: date | None = None
    why_named: str
    proposed_by: str
    approved_by: str
    approved_on: date | None
    stands_proposed: bool
    stands_approved: bool

    @property
    def key(self) -> str:
        return self.release_key

    def _shared_problems(self, at: datetime) -> Iterator[Refusal]:
        today = at.date()
        if self.agreed_on is None or self.agreed_on > today:
            yield missing("agreed_on", "A signed agreement comes first: write its date.")
        if self.valid_until is not None and self.valid_until < today:
            yield missing(
                "valid_until", "What they rely on is over. They need a new approval first."
            )
        if is_short(self.why_named):
            yield missing("why_named", "Write why counts without names will not do.")
        yield from self._of_two_persons(today)

    def _of_two_persons(self, today: date) -> Iterator[Refusal]:
        if not self.approved_by or self.approved_on is None:
            yield missing("approved_by", "A second person has to approve this first.")
            return
        if self.approved_by == self.proposed_by:
            yield missing("approved_by", "Nobody approves what they proposed themselves.")
        if not self.approved_on <= today <= self.approved_on + timedelta(days=APPROVAL_DAYS):
            yield missing(
                "approved_on",
                f"The approval is more than {APPROVAL_DAYS} days old. Propose it again.",
            )
        if not self.stands_proposed:
            yield missing(
                "proposed_by",
                "Whoever proposed this no longer has the role for it. Someone else has to propose "
                "it again.",
            )
        if not self.stands_approved:
            yield missing(
                "approved_by",
                "Whoever approved this no longer has the role for it. Propose it again.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRelease(ReviewClaim):
    """authority: the agency or payer, and under what. destroy_by: only where they keep copies.

    Source: 42 CFR 2.53 [K]; `peers.md` P15. Counsel confirms.
    """

    kind: ClassVar[BasisKind] = BasisKind.AUDIT

    authority: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.authority.strip():
            yield missing("authority", "Name the agency or payer and its right to review.")
        if self.destroy_by is not None and self.destroy_by <= at.date():
            yield missing("destroy_by", "Write a day to come by which the copies are destroyed.")
        yield from self._shared_problems(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchRelease(ReviewClaim):
    """approval: of the review board or privacy board, with its number. destroy_by: always.

    Source: 42 CFR 2.52 [K]; `peers.md` P15. Counsel confirms.
    """

    kind: ClassVar[BasisKind] = BasisKind.RESEARCH

    approval: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.approval.strip():
            yield missing("approval", "Name the review board’s approval and its number.")
        if self.destroy_by is None or self.destroy_by <= at.date():
            yield missing("destroy_by", "Write by when the names are destroyed; a day to come.")
        yield from self._shared_problems(at)
