"""What the value of one detail may be. Rules admit numbers, codes and names of fields, no prose.

`refusal(value)` says what is wrong with a value, without repeating it, or "" when it may pass.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,40}(\.[a-z][a-z0-9_]{0,40}){0,3}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Rule(ABC):
    @abstractmethod
    def refusal(self, value: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Code(Rule):
    """One of a few fixed words."""

    allowed: frozenset[str]

    def refusal(self, value: object) -> str:
        if isinstance(value, str) and value in self.allowed:
            return ""
        return f"must be one of: {', '.join(sorted(self.allowed))}"


def one_of(*words: str) -> Code:
    return Code(frozenset(words))


@dataclass(frozen=True, slots=True)
class Slug(Rule):
    """A short name: small letters, digits, dots, hyphens and underscores."""

    longest: int = 64

    def refusal(self, value: object) -> str:
        if isinstance(value, str) and len(value) <= self.longest and _SLUG.fullmatch(value):
            return ""
        return f"must be a short name in small letters, at most {self.longest} characters"


@dataclass(frozen=True, slots=True)
class Count(Rule):
    most: int = 10**15

    def refusal(self, value: object) -> str:
        if type(value) is int and 0 <= value <= self.most:
            return ""
        return f"must be a whole number from 0 to {self.most:,}"


@dataclass(frozen=True, slots=True)
class Flag(Rule):
    def refusal(self, value: object) -> str:
        return "" if isinstance(value, bool) else "must be true or false"


@dataclass(frozen=True, slots=True)
class Day(Rule):
    """A date as text, 2026-11-25."""

    def refusal(self, value: object) -> str:
        try:
            if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
                return ""
        except ValueError:
            pass
        return "must be a date such as 2026-11-25"


@dataclass(frozen=True, slots=True)
class Digest(Rule):
    """A SHA-256 in hexadecimal."""

    def refusal(self, value: object) -> str:
        if isinstance(value, str) and _DIGEST.fullmatch(value):
            return ""
        return "must be a SHA-256 digest in small hexadecimal digits"


@dataclass(frozen=True, slots=True)
class FieldNames(Rule):
    """Which fields were concerned, by name (`contact.email`), never what is in them."""

    most: ClassVar[int] = 80

    def refusal(self, value: object) -> str:
        if (
            isinstance(value, list | tuple)
            and len(value) <= self.most
            and all(isinstance(name, str) and _FIELD.fullmatch(name) for name in value)
        ):
            return ""
        return f"must be a list of at most {self.most} names of fields"


@dataclass(frozen=True, slots=True)
class Ids(Rule):
    """Which records were shown, by their opaque ids."""

    most: ClassVar[int] = 60

    def refusal(self, value: object) -> str:
        if (
            isinstance(value, list | tuple)
            and len(value) <= self.most
            and all(isinstance(one, str) and _UUID.fullmatch(one) for one in value)
        ):
            return ""
        return f"must be a list of at most {self.most} ids"
