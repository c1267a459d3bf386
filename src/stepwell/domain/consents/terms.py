"""What a consent says: the elements of 2.31(a) but for signature and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stepwell.domain.consents.kinds import (
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """name: "" for a whole class, which only some forms may name. key: an opaque id, where the
    recipient is one of the people or programs this installation knows.
    """

    kind: RecipientKind
    name: str = ""
    key: str = ""

    @property
    def is_class(self) -> bool:
        return not self.name.strip() and not self.key

    def takes_in(self, other: Recipient) -> bool:
        """Whether `other` is this recipient, or one of this class.

        Two keys decide alone: two volunteers may have the same first name.
        """
        if other.kind is not self.kind:
            return False
        if self.is_class:
            return True
        if self.key or other.key:
            return self.key == other.key
        return _folded(self.name) == _folded(other.name)


@dataclass(frozen=True, slots=True)
class Expiry:
    """on: the last day it holds, on the program's calendar. event: in words, such as "the end of
    my treatment". is_open_ended: "none", which only a TPO consent may say (2.31(a)(7)).
    """

    on: date | None = None
    event: str = ""
    is_open_ended: bool = False

    @property
    def is_missing(self) -> bool:
        return self.on is None and not self.event.strip() and not self.is_open_ended


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTerms:
    """discloser: who may make the disclosure. information_words, purpose_words: what the client
    added to the kinds in their own words. participants: of an intermediary, by name or class.
    statements: those the form carries. template, version, language: which text was signed.
    """

    kind: ConsentKind
    client_name: str
    discloser: str
    information: frozenset[InformationKind]
    recipients: tuple[Recipient, ...]
    purposes: frozenset[Purpose]
    expiry: Expiry
    statements: frozenset[Statement]
    participants: tuple[Recipient, ...] = ()
    information_words: str = ""
    purpose_words: str = ""
    template: str = ""
    version: int = 0
    language: str = "en"
    unknown_terms: tuple[str, ...] = field(default=())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
