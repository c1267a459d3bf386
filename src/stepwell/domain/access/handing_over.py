"""A screen that a member of staff handed over: for which paper, of whom, and how that went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Paper(StrEnum):
    CONSENT = "consent"
    NOTICE = "notice"


class PaperEnd(StrEnum):
    """OPEN: nothing has come of it yet."""

    OPEN = "open"
    SAVED = "saved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """id: of the consent; of the client, for the patient notice. Ids are opaque."""

    paper: Paper
    id: str
    client_id: str
    end: PaperEnd = PaperEnd.OPEN

    @property
    def is_over(self) -> bool:
        return self.end is not PaperEnd.OPEN

    def ended(self, end: PaperEnd) -> HandedOver:
        return replace(self, end=end)

    def as_text(self) -> str:
        """As the session keeps it."""
        return " ".join((self.paper, self.id, self.client_id, self.end))


def parse_handed_over(text: str) -> HandedOver | None:
    """None for "": the screen is with whoever signed in.

    Raises:
        ValueError: anything else that is not such a text; so nothing opens by mistake.
    """
    if not text:
        return None
    paper, paper_id, client_id, end = text.split(" ")
    return HandedOver(Paper(paper), paper_id, client_id, PaperEnd(end))
