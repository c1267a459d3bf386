"""What all claims to an exception have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import ClassVar

from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import REACH, BasisKind
from stepwell.domain.disclosures.refusal import Refusal, RefusalCode
from stepwell.domain.disclosures.request import DisclosureRequest

SHORTEST_WORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(ABC):
    """That one exception applies, with what the rule wants to be there and written down."""

    kind: ClassVar[BasisKind]

    @abstractmethod
    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        """What is missing or wrong, all at once; nothing where the claim holds.

        Args:
            at: on the program's clock: the days of papers are compared with its day.
        """

    @property
    def reach(self) -> frozenset[InformationKind]:
        """The most it lets out."""
        return REACH[self.kind]

    @property
    def key(self) -> str:
        """Opaque id of the order or agreement it rests on, "" where it rests on none."""
        return ""

    def elements(self) -> dict[str, str | bool]:
        """As kept with the disclosure."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def missing(element: str, words: str) -> Refusal:
    return Refusal(RefusalCode.ELEMENT, words, element=element)


def is_short(text: str) -> bool:
    return len(text.strip()) < SHORTEST_WORDS


def _plain(value: object) -> str | bool:
    if isinstance(value, bool):
        return value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in value))
    return str(value)
