"""What has to be looked up again, and whether it is due.

The days between two looks are data, by kind of fact (`library/checks/intervals.toml`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

import msgspec

from stepwell.domain.content.provenance import Basis


class FactKind(StrEnum):
    HELP_LINE = "help_line"
    HELP_PAGE = "help_page"
    MEETING_TEXT = "meeting_text"
    PUBLIC_PAGE = "public_page"
    SAFETY_PROTOCOL = "safety_protocol"
    OWN_NUMBER = "own_number"


class Standing(StrEnum):
    """Worst first."""

    NEVER = "never"
    DUE = "due"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """One thing that somebody must look up again.

    key: stable among facts of its kind. label: as read on the list. source: what it rests
    on. checked_on: the day of the last look, None where nobody has. unverified: parts that
    no source says, as words. own_checked_on: the day the program itself last looked.
    """

    kind: FactKind
    key: str
    label: str
    source: str
    checked_on: date | None
    unverified: tuple[str, ...] = ()
    own_checked_on: date | None = None

    @property
    def looked_up_on(self) -> date | None:
        """By whoever looked last."""
        days = [day for day in (self.checked_on, self.own_checked_on) if day]
        return max(days, default=None)

    @property
    def fingerprint(self) -> str:
        """64 hex digits of what somebody would look up: another text is another fact, which
        nobody of the program has read yet."""
        parts = (self.kind, self.key, self.label, self.source, str(self.checked_on))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CheckRow:
    """due_on: the day by which to look again; None where nobody ever has."""

    fact: DatedFact
    standing: Standing
    due_on: date | None


class Interval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    every_days: int
    basis: Basis
    source: str


Intervals = Mapping[FactKind, Interval]


class IntervalsError(ValueError):
    """The file of intervals is wrong; the message names every problem."""


def parse_intervals(data: bytes, file: str) -> Intervals:
    """
    Raises:
        IntervalsError: with all problems at once.
    """
    try:
        tables = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise IntervalsError(f"{file} is not valid TOML in UTF-8: {error}.") from error
    problems, found = [], {}
    for key, table in tables.items():
        try:
            kind, interval = FactKind(key), msgspec.convert(table, Interval)
        except ValueError as error:
            problems.append(f"[{key}]: {error}.")
            continue
        if interval.every_days < 1:
            problems.append(f"[{key}]: every_days must be 1 or more.")
        if not interval.source:
            problems.append(f"[{key}]: source is empty. Say why this number.")
        found[kind] = interval
    problems += [f"[{kind}] is missing." for kind in FactKind if kind.value not in tables]
    if problems:
        raise IntervalsError("\n".join(f"{file} {problem}" for problem in problems))
    return MappingProxyType(found)


def with_own_checks(
    facts: Iterable[DatedFact], looked_on: Mapping[str, date]
) -> tuple[DatedFact, ...]:
    """The facts as the program knows them. looked_on: its own last looks, by fingerprint."""
    return tuple(replace(one, own_checked_on=looked_on.get(one.fingerprint)) for one in facts)


def check_rows(
    facts: Iterable[DatedFact], intervals: Intervals, *, on: date
) -> tuple[CheckRow, ...]:
    """Every fact with its standing on that day: never looked up first, then the longest due."""
    rows = [_row(fact, intervals[fact.kind], on) for fact in facts]
    order = list(Standing)
    return tuple(
        sorted(
            rows,
            key=lambda row: (order.index(row.standing), row.due_on or on, row.fact.label),
        )
    )


def _row(fact: DatedFact, interval: Interval, on: date) -> CheckRow:
    if fact.looked_up_on is None:
        return CheckRow(fact, Standing.NEVER, None)
    due_on = fact.looked_up_on + timedelta(days=interval.every_days)
    return CheckRow(fact, Standing.DUE if due_on <= on else Standing.FRESH, due_on)
