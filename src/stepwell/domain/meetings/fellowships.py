"""The fellowships whose meetings are listed, and in a few words what each is about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Literal

import msgspec


class Fellowship(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """audience: "person" for those with the problem themselves, "family" for those close
    to them, "both" where both are meant. about: completes "a fellowship about …".
    """

    slug: str
    short_name: str
    name: str
    about: str
    is_twelve_step: bool
    audience: Literal["person", "family", "both"]


class UnknownFellowship(LookupError):
    """No fellowship has this slug."""

    def __init__(self, slug: str, known: Mapping[str, Fellowship]) -> None:
        super().__init__(
            f"No fellowship is called {slug!r}. Use one of: {', '.join(sorted(known))}."
        )


def parse_fellowships(data: bytes) -> dict[str, Fellowship]:
    """Read `fellowships.toml`: one table per slug, in the order to show them."""
    tables = tomllib.loads(data.decode())
    return {
        slug: msgspec.convert({"slug": slug, **table}, Fellowship) for slug, table in tables.items()
    }


def fellowship_named(slug: str, known: Mapping[str, Fellowship]) -> Fellowship:
    """The fellowship of that slug.

    Raises:
        UnknownFellowship: the message lists those there are.
    """
    try:
        return known[slug]
    except KeyError:
        raise UnknownFellowship(slug, known) from None
