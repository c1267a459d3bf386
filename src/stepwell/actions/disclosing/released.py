"""What the gate gives back: the paper that may leave, or why none may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stepwell.domain.disclosures.decision import Decision
from stepwell.domain.disclosures.refusal import Refusal


class DisclosureRefused(Exception):
    """refusals: every reason, fit to show whoever asked."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(" ".join(one.words for one in refusals))
        self.refusals = refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Only the gate makes these, and what leaves is made from one.

    paper: all that goes out, as plain values, frozen. decision: None where it is fetched again.
    """

    disclosure_id: UUID
    client_id: UUID
    paper: Mapping[str, Any]
    disclosed_at: datetime
    decision: Decision | None = None
