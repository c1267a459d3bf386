"""Reads sobriety.toml and holds its tables against each other. Every problem is told, not one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

import msgspec

from stepwell.domain.meetings.fellowships import Fellowship
from stepwell.domain.recovery.bodies_sobriety import OWN_LINE
from stepwell.domain.recovery.sobriety_rules import FellowshipRule, SobrietyRules


class SobrietyRefused(ValueError):
    """The file is not usable; the message names every problem."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("sobriety.toml: " + " ".join(problems))


def parse_sobriety(data: bytes, known: Mapping[str, Fellowship]) -> SobrietyRules:
    """
    Args:
        known: the fellowships of the vocabulary, each of which needs its table.

    Raises:
        SobrietyRefused: not TOML, an unknown key, or tables that do not fit each other.
    """
    try:
        raw = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SobrietyRefused((f"{error}.",)) from error
    shapes = tuple(_shapes(raw))
    if shapes:
        raise SobrietyRefused(shapes)
    rules = msgspec.convert(raw, SobrietyRules)
    problems = tuple(_problems(rules, known))
    if problems:
        raise SobrietyRefused(problems)
    return rules


def _shapes(raw: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the shape, each table of a table for itself."""
    kinds = {field.name: field.type for field in msgspec.structs.fields(SobrietyRules)}
    for name in raw:
        if name not in kinds:
            yield f"{name} is not known here."
    for name, kind in kinds.items():
        if name not in raw:
            yield f"{name} is missing."
            continue
        for place, part in _parts(name, kind, raw[name]):
            try:
                msgspec.convert(part, kind)
            except msgspec.ValidationError as error:
                yield f"{place}: {error}."


def _parts(name: str, kind: Any, table: Any) -> Iterator[tuple[str, Any]]:
    if get_origin(kind) is dict and isinstance(table, dict):
        yield from ((f"{name}.{key}", {key: value}) for key, value in table.items())
    else:
        yield name, table


def _problems(rules: SobrietyRules, known: Mapping[str, Fellowship]) -> Iterator[str]:
    for slug in sorted(set(known).difference(rules.fellowships)):
        yield f"fellowships.{slug} is missing: say how days are counted there, or none."
    for slug in sorted(set(rules.fellowships).difference(known)):
        yield f"fellowships.{slug} is in no vocabulary."
    yield from _vocabulary_problems(rules)
    for name in ("days", "months"):
        numbers = getattr(rules.milestones, name)
        if list(numbers) != sorted(set(numbers)):
            yield f"milestones.{name} has to rise."
    for slug, rule in rules.fellowships.items():
        for problem in _model_problems(rule, rules):
            yield f"fellowships.{slug} {problem}"
        if slug in known and known[slug].audience == "family" and rule.model != "none":
            yield f"fellowships.{slug} is for families: its model is none."


def _vocabulary_problems(rules: SobrietyRules) -> Iterator[str]:
    names = [*rules.substances, *rules.behaviors, *rules.groups]
    for slug in sorted({one for one in names if names.count(one) > 1}):
        yield f"{slug} names more than one of substances, behaviors and groups."
    if OWN_LINE not in rules.behaviors:
        yield f"behaviors.{OWN_LINE} is missing: own definitions need it."
    for name, group in rules.groups.items():
        for slug in group.members:
            if not rules.knows(slug):
                yield f"groups.{name} has {slug}, which is no substance and no behavior."


def _model_problems(rule: FellowshipRule, rules: SobrietyRules) -> Iterator[str]:
    counts = rule.model in ("fixed", "self_defined")
    if (rule.model == "fixed") != bool(rule.resets):
        yield f"is {rule.model}: resets belongs to fixed, and fixed needs it."
    if counts != (rule.units is not None):
        yield f"is {rule.model}: units belong where days are counted, and are needed there."
    if rule.day_count is not None and not counts:
        yield f"is {rule.model}: it has no day count to ask about."
    wider = rule.wider.resets if rule.wider else ()
    for slug in (*rule.resets, *wider):
        if not rules.knows(slug) and slug not in rules.groups:
            yield f"resets at {slug}, which is no substance, behavior or group."
        if slug == OWN_LINE:
            yield f"resets at {OWN_LINE}, which is for own definitions only."
    if rule.wider and not rules.expand(wider) > rules.expand(rule.resets):
        yield "has a wider rule that is not wider."
