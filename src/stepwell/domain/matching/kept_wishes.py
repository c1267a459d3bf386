"""Wishes as they are kept, and what is known of someone before anything was wished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from stepwell.domain.matching.wishes import DayPart, Kindred, Leaning, Need, Ways, Wishes
from stepwell.domain.protocols.branches import Circumstance

MILES = (2, 5, 10, 25)
DEFAULT_MILES = 10
KM_PER_MILE = 1.609344

_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\b")
_LEANING_OF = {
    Circumstance.SECULAR: Leaning.SECULAR,
    Circumstance.DUAL_DIAGNOSIS: Leaning.MIND,
    Circumstance.BIPOLAR: Leaning.MIND,
    Circumstance.PSYCHOSIS: Leaning.MIND,
}
_KINDRED_OF = {Circumstance.WOMAN: Kindred.WOMEN, Circumstance.YOUTH: Kindred.YOUNG}


class WishRefused(ValueError):
    """A wish that is none; the message says which."""


def as_kept(wishes: Wishes) -> dict[str, object]:
    """Slugs by kind. What the client's record already says is not kept twice."""
    return {
        "ways": wishes.ways.value,
        "needs": sorted(wishes.needs),
        "kindred": sorted(wishes.kindred),
        "leanings": sorted(wishes.leanings),
        "free": sorted(f"{day}-{part}" for day, part in wishes.free),
        "avoid": sorted(wishes.avoid),
        "is_medicated": wishes.is_medicated,
        "miles": round(wishes.max_km / KM_PER_MILE),
    }


def from_kept(
    kept: Mapping[str, object],
    *,
    substances: Iterable[str],
    fellowships: Iterable[str],
    languages: Iterable[str],
) -> Wishes:
    """
    Raises:
        WishRefused: an unknown slug.
    """

    def slugs(kind: str) -> list[str]:
        return cast(list[str], kept.get(kind, []))

    try:
        return Wishes(
            substances=frozenset(substances),
            fellowships=frozenset(fellowships),
            languages=frozenset(languages),
            ways=Ways(str(kept.get("ways", Ways.EITHER))),
            needs=frozenset(Need(one) for one in slugs("needs")),
            kindred=frozenset(Kindred(one) for one in slugs("kindred")),
            leanings=frozenset(Leaning(one) for one in slugs("leanings")),
            free=frozenset(_free(one) for one in slugs("free")),
            avoid=frozenset(slugs("avoid")),
            is_medicated=bool(kept.get("is_medicated", False)),
            max_km=_miles(kept) * KM_PER_MILE,
        )
    except ValueError as error:
        raise WishRefused(f"This wish is not known: {error}.") from error


def first_guess(circumstances: Iterable[Circumstance]) -> dict[str, object]:
    """What the answers at enrollment speak for, before anyone has asked about meetings."""
    given = list(circumstances)
    return {
        "leanings": sorted({_LEANING_OF[one] for one in given if one in _LEANING_OF}),
        "kindred": sorted({_KINDRED_OF[one] for one in given if one in _KINDRED_OF}),
    }


def zip_of(address: str) -> str:
    """The last five digits that look like a ZIP, or ""."""
    found = _ZIP.findall(address)
    return found[-1] if found else ""


def _free(text: str) -> tuple[int, DayPart]:
    day, _, part = text.partition("-")
    if day not in set("0123456"):
        raise ValueError(f"{text!r} names no weekday")
    return int(day), DayPart(part)


def _miles(kept: Mapping[str, object]) -> int:
    miles = int(str(kept.get("miles", DEFAULT_MILES)))
    if miles not in MILES:
        raise ValueError(f"{miles} miles are not among {', '.join(map(str, MILES))}")
    return miles
