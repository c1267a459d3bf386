"""Audit, evaluation and research: without names unless there is a written reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.exceptions.claim import Claim, is_short, missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRelease(Claim):
    """authority: the agency or payer, and under what. agreed_on: when the reviewer agreed in
    writing to protect, not pass on and destroy the records. why_named: why counts will not do.

    Source: 42 CFR 2.53 [K]; `peers.md` P15. Counsel confirms.
    """

    kind: ClassVar[BasisKind] = BasisKind.AUDIT

    authority: str
    agreed_on: date | None
    why_named: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.authority.strip():
            yield missing("authority", "Name the agency or payer and its right to review.")
        yield from _agreement(self.agreed_on, at)
        yield from _named(self.why_named)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchRelease(Claim):
    """approval: of the review board or privacy board, with its number. destroy_by: when the
    researcher destroys what tells who.

    Source: 42 CFR 2.52 [K]; `peers.md` P15. Counsel confirms.
    """

    kind: ClassVar[BasisKind] = BasisKind.RESEARCH

    approval: str
    agreed_on: date | None
    destroy_by: date | None
    why_named: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.approval.strip():
            yield missing("approval", "Name the review board’s approval and its number.")
        yield from _agreement(self.agreed_on, at)
        if self.destroy_by is None or self.destroy_by <= at.date():
            yield missing("destroy_by", "Write by when the names are destroyed; a day to come.")
        yield from _named(self.why_named)


def _agreement(agreed_on: date | None, at: datetime) -> Iterator[Refusal]:
    if agreed_on is None or agreed_on > at.date():
        yield missing("agreed_on", "A signed agreement comes first: write its date.")


def _named(why_named: str) -> Iterator[Refusal]:
    if is_short(why_named):
        yield missing("why_named", "Write why counts without names will not do.")
