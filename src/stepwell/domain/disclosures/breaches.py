"""By when whom must be told of a breach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from stepwell.domain.content.provenance import Basis


class BreachClocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days from discovery; hhs_small_days_after_year: from the end of the year of discovery.

    hhs_large_from: people, this many or more. media_over: people of one state, more than this.
    Source: 42 CFR 2.16(b), 45 CFR 164.404, 164.406, 164.408; timing UNVERIFIED (`peers.md` P18).
    """

    basis: Basis
    source: str
    checked_on: date
    people_days: int
    hhs_large_from: int
    hhs_large_days: int
    hhs_small_days_after_year: int
    media_over: int
    media_days: int


@dataclass(frozen=True, slots=True)
class DueDays:
    """The last day for each; media: None where the press need not be told."""

    people: date
    hhs: date
    media: date | None


def due_days(
    clocks: BreachClocks,
    *,
    discovered_on: date,
    people: int,
    most_in_a_state: int,
    state_due_on: date | None = None,
) -> DueDays:
    """state_due_on: an earlier day by state law, for telling the people."""
    told = discovered_on + timedelta(days=clocks.people_days)
    is_large = people >= clocks.hhs_large_from
    return DueDays(
        people=told if state_due_on is None else min(told, state_due_on),
        hhs=(
            discovered_on + timedelta(days=clocks.hhs_large_days)
            if is_large
            else date(discovered_on.year, 12, 31) + timedelta(days=clocks.hhs_small_days_after_year)
        ),
        media=(
            discovered_on + timedelta(days=clocks.media_days)
            if most_in_a_state > clocks.media_over
            else None
        ),
    )


def parse_clocks(data: bytes) -> BreachClocks:
    """Raises msgspec.ValidationError on a field that is not known or fit."""
    return msgspec.toml.decode(data, type=BreachClocks)
