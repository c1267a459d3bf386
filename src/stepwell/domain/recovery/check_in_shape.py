"""What a check-in asks: as the protocols of someone's courses look back, or by default."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis


class Asked(StrEnum):
    """In the order in which it is asked."""

    USE = "use"
    URGE = "urge"
    MOOD = "mood"
    SLEEP = "sleep"
    MEDICINE = "medicine"
    COMPANY = "company"


class DefaultShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asks: tuple[Asked, ...]
    basis: Basis
    source: str


class LooksBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """review: an item of that protocol's `review`."""

    protocol: str
    review: str
    asks: tuple[Asked, ...]
    basis: Basis
    source: str


class CheckInShapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    default: DefaultShape
    looks_back: tuple[LooksBack, ...]

    def shape(self, reviews: Iterable[tuple[str, str]]) -> tuple[Asked, ...] | None:
        """
        Args:
            reviews: protocol and id of the items that are open for someone now.

        Returns:
            Whether someone used is always asked first; None where nothing of this is looked back
            on: then the default holds.
        """
        known = set(reviews)
        asked = {
            one
            for item in self.looks_back
            if (item.protocol, item.review) in known
            for one in item.asks
        }
        return tuple(one for one in Asked if one in asked | {Asked.USE}) if asked else None


def parse_check_in_shapes(data: bytes) -> CheckInShapes:
    """Raises tomllib.TOMLDecodeError or msgspec.ValidationError: the file is wrong somewhere."""
    return msgspec.convert(tomllib.loads(data.decode()), CheckInShapes)
