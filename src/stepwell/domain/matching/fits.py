"""Which fellowships are meant for what a person came about: read from one file of the library."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping

import msgspec

from stepwell.domain.content.provenance import Basis

ANY = "any"


class FitsRefused(ValueError):
    """The file of fits is not usable; the message says what and where."""


class Also(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """It has been shown to help others too. finding: card/finding of the evidence."""

    substances: tuple[str, ...]
    finding: str


class Fit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """substances: slugs, or "any". mind: only with a mental illness beside. women: for women."""

    substances: tuple[str, ...]
    basis: Basis
    source: str
    mind: bool = False
    women: bool = False
    also: Also | None = None

    def is_for(self, substances: Iterable[str]) -> bool:
        return _meets(self.substances, substances)

    def is_also_for(self, substances: Iterable[str]) -> bool:
        return self.also is not None and _meets(self.also.substances, substances)


def parse_fits(data: bytes, known: Iterable[str]) -> Mapping[str, Fit]:
    """By fellowship.

    Raises:
        FitsRefused: not TOML, an unknown key, or a fellowship that nobody knows.
    """
    try:
        fits = msgspec.convert(tomllib.loads(data.decode()), dict[str, Fit])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FitsRefused(f"fellowships.toml of matching: {error}.") from error
    unknown = sorted(set(fits).difference(known))
    if unknown:
        raise FitsRefused(
            f"fellowships.toml of matching names {', '.join(unknown)}, which no vocabulary knows."
        )
    return fits


def _meets(meant: tuple[str, ...], substances: Iterable[str]) -> bool:
    return ANY in meant or not set(meant).isdisjoint(substances)
