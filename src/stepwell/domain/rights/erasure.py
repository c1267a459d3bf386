"""What of a person's record may be erased at a time, what must stay, until when and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stepwell.domain.rights.law import Since
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.program_rules import ProgramRules


class ErasureRefused(Exception):
    """Why nothing is erased, and what to do."""


@dataclass(frozen=True, slots=True)
class Held:
    """What there is of a person. last_entries: of the parts that hold anything.

    closed_at: None while the person is in care. has_hold: a legal hold is in force.
    """

    closed_at: datetime | None
    last_entries: Mapping[Part, datetime]
    has_hold: bool = False


@dataclass(frozen=True, slots=True)
class PartPlan:
    """until: the first day on which it may go; None where it may go now, or never by itself.

    source: of the time it has to stay.
    """

    part: Part
    goes: bool
    until: date | None
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    parts: tuple[PartPlan, ...]

    @property
    def goes(self) -> frozenset[Part]:
        return frozenset(one.part for one in self.parts if one.goes)

    @property
    def stays(self) -> tuple[PartPlan, ...]:
        return tuple(one for one in self.parts if not one.goes)


def plan_erasure(held: Held, rules: ProgramRules, *, is_asked: bool, on: date) -> ErasurePlan:
    """
    Args:
        is_asked: the person asked for it; otherwise it is done because the times are over.
        on: the day of the program.
    """
    return ErasurePlan(tuple(_parts(held, rules, is_asked=is_asked, on=on)))


def _parts(held: Held, rules: ProgramRules, *, is_asked: bool, on: date) -> Iterator[PartPlan]:
    for part in Part:
        if part not in held.last_entries:
            continue
        rule = rules.retention(part)
        until = keep_until(part, held, rules)
        if part is Part.TRAIL:
            goes = False
        elif part is Part.ACCOUNT:
            goes = is_asked
        else:
            goes = held.closed_at is not None and (
                (is_asked and not rule.waits) or (until is not None and on >= until)
            )
        yield PartPlan(part, goes, None if goes else until, rule.source, rule.note)


def keep_until(part: Part, held: Held, rules: ProgramRules) -> date | None:
    """The first day after the part's time; None while the record is open.

    What counts from its last entry counts at least from the closing, and nothing that has to wait
    goes before the record it belongs to.
    """
    if held.closed_at is None:
        return None
    rule, closed_on = rules.retention(part), held.closed_at.date()
    start = closed_on
    if rule.since is Since.LAST_ENTRY:
        start = max(start, held.last_entries[part].date())
    until = years_later(start, rule.years)
    if rule.waits and Part.RECORD in held.last_entries:
        until = max(until, years_later(closed_on, rules.retention(Part.RECORD).years))
    return until


def years_later(day: date, years: int) -> date:
    """Of February 29, in a year without one: March 1, so that nothing goes a day too soon."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def check_may_erase(held: Held, plan: ErasurePlan, *, is_asked: bool) -> None:
    """Raises ErasureRefused."""
    if held.has_hold:
        raise ErasureRefused(
            "A legal hold is in force: nothing may be erased until whoever set it lifts it."
        )
    if held.closed_at is None and not (is_asked and plan.goes <= {Part.ACCOUNT} and plan.goes):
        raise ErasureRefused(
            "The record is open: the program still works with this person. Close it first."
        )
    if not plan.goes:
        days = [one.until for one in plan.stays if one.until and one.part is not Part.TRAIL]
        first = f" The first part may go on {min(days):%B %-d, %Y}." if days else ""
        raise ErasureRefused(f"Nothing may be erased yet.{first}")
