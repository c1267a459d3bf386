"""Lines of dates, and which of them a use ends. The phone's twin: `sobriety-lines.js`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from stepwell.domain.recovery.bodies_sobriety import FELLOWSHIP_RULE, OWN_LINE, WIDER_RULE
from stepwell.domain.recovery.sobriety_rules import SobrietyRules
from stepwell.domain.recovery.sobriety_values import Dated, Ruling, Used, Why

Key = tuple[str, str]
_NAMES: dict[str, Why] = {FELLOWSHIP_RULE: "named", WIDER_RULE: "wider"}


@dataclass(frozen=True)
class Line:
    """dates: by their first day, at least one. counts: the substances and behaviors that end it."""

    fellowship: str | None
    definition: str
    dates: tuple[Dated, ...]
    counts: frozenset[str]

    @property
    def begins_on(self) -> date:
        return self.dates[0].body.first_on


def lines_of(dates: Iterable[Dated], rules: SobrietyRules) -> tuple[Line, ...]:
    """By fellowship and definition, in that order."""
    ordered = sorted(dates, key=lambda one: (_key(one), one.body.first_on, one.record, one.id))
    return tuple(_line(tuple(some), rules) for _, some in groupby(ordered, _key))


def ruling(used: Used, line: Line) -> Ruling:
    body = used.body
    why: Why = _NAMES.get(line.definition, "own")
    named = line.definition in body.of if body.what == OWN_LINE else body.what in line.counts
    if body.as_prescribed:
        why = "as_prescribed"
    elif not named:
        why = "not_named"
    elif body.on < line.begins_on:
        why = "before"
    ends = why in ("named", "wider", "own")
    return Ruling(used.id, used.record, body.on, line.fellowship, line.definition, ends, why)


def _key(dated: Dated) -> Key:
    return dated.body.fellowship or "", dated.body.definition


def _line(dates: tuple[Dated, ...], rules: SobrietyRules) -> Line:
    body = dates[0].body
    return Line(body.fellowship, body.definition, dates, _counts(dates, rules))


def _counts(dates: tuple[Dated, ...], rules: SobrietyRules) -> frozenset[str]:
    body = dates[0].body
    if body.definition not in _NAMES or body.fellowship is None:
        return frozenset(slug for one in dates for slug in one.body.counts)
    rule = rules.fellowships[body.fellowship]
    if body.definition == WIDER_RULE and rule.wider is not None:
        return rules.expand(rule.wider.resets)
    return rules.expand(rule.resets)
