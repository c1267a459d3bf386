"""What a program has set in place of the defaults, and by whom that was confirmed.

A rule is named after what it sets: `days.copy`, `more_days.copy`, `years.record`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stepwell.domain.rights.law import CLOCKS, RETENTIONS, Clock, Retention, Right
from stepwell.domain.rights.parts import Part

MOST_DAYS, MOST_YEARS = 365, 100
CARRY_OUT = "carry_out"
"""1 where closed records are erased by the schedule as soon as they are due; 0, the default, where
a person confirms each."""


class RuleRefused(Exception):
    """What is wrong with a number, and what to do."""


@dataclass(frozen=True, slots=True)
class ProgramRules:
    """numbers: those the program set, by name."""

    numbers: Mapping[str, int]

    def clock(self, right: Right) -> Clock:
        default = CLOCKS[right]
        return replace(
            default,
            days=self.numbers.get(f"days.{right}", default.days),
            more_days=self.numbers.get(f"more_days.{right}", default.more_days),
        )

    def retention(self, part: Part) -> Retention:
        """How to reach someone goes with the record at the latest."""
        named = Part.RECORD if part is Part.REACH else part
        years = self.numbers.get(f"years.{named}", RETENTIONS[named].years)
        return replace(RETENTIONS[part], years=years)

    @property
    def carries_out(self) -> bool:
        return bool(self.numbers.get(CARRY_OUT, 0))


DEFAULTS = ProgramRules({})


def names_of_rules() -> Iterator[str]:
    for right in Right:
        yield f"days.{right}"
        yield f"more_days.{right}"
    for part in Part:
        # An account is the person's own, and the trail has a schedule of its own.
        if part not in {Part.REACH, Part.ACCOUNT, Part.TRAIL}:
            yield f"years.{part}"
    yield CARRY_OUT


def default_of(name: str) -> int:
    """Raises RuleRefused: there is no such rule."""
    kind, _, about = name.partition(".")
    if name == CARRY_OUT:
        return 0
    if name not in set(names_of_rules()):
        raise RuleRefused(f"There is no rule called {name!r}.")
    if kind == "years":
        return RETENTIONS[Part(about)].years
    clock = CLOCKS[Right(about)]
    return clock.days if kind == "days" else clock.more_days


def check_number(name: str, number: int) -> None:
    """Raises RuleRefused where the number is not fit."""
    default_of(name)
    most = 1 if name == CARRY_OUT else MOST_YEARS if name.startswith("years.") else MOST_DAYS
    least = 1 if name.startswith("days.") else 0
    if not least <= number <= most:
        raise RuleRefused(f"Write a number from {least} to {most}.")
