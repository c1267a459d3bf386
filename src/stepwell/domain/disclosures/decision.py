"""What the gate found: what may leave, on what basis, and what must go with it; or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Expiry, Recipient
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest


class Statement(StrEnum):
    """Which of the two statements of 42 CFR 2.32(a) goes with it."""

    LONG = "long"
    SHORT = "short"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentScope:
    """The "clear explanation of the scope of the consent" of 42 CFR 2.32(b)."""

    consent_key: str
    signed_at: datetime
    information: frozenset[InformationKind]
    recipients: tuple[Recipient, ...]
    purposes: frozenset[Purpose]
    expiry: Expiry


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """view: what may leave, never more than was asked for; empty where nothing may.

    withheld: asked for and kept back, with why. key: of the consent, order or agreement.
    after: what to do once it has left, for whoever lets it out.
    """

    request: DisclosureRequest
    basis: BasisKind | None = None
    key: str = ""
    view: frozenset[InformationKind] = frozenset()
    withheld: tuple[Refusal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    statement: Statement = Statement.NONE
    scope: ConsentScope | None = None
    elements: dict[str, str | bool] = field(default_factory=dict)
    after: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return self.basis is not None and bool(self.view) and not self.refusals
