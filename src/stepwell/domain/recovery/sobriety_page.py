"""The tables of docs/sober-dates.md, made from the rules so that page and data cannot differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from stepwell.domain.meetings.fellowships import Fellowship
from stepwell.domain.recovery.sobriety_rules import Fact, FellowshipRule, SobrietyRules

MODELS = {
    "fixed": "set by the fellowship",
    "self_defined": "set by the member",
    "milestones": "milestones of their own, no days",
    "none": "no date",
}
_PLACE = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_tables(page: str, rules: SobrietyRules, known: Mapping[str, Fellowship]) -> str:
    """The page with each place between `<!-- name -->` and `<!-- end -->` filled anew."""
    tables = {"fellowships": _fellowships(rules, known), "others": _others(rules)}
    return _PLACE.sub(lambda place: place[1] + tables[place[2]] + place[3], page)


def _fellowships(rules: SobrietyRules, known: Mapping[str, Fellowship]) -> str:
    rows = (_row(known[slug].short_name, rules.fellowships[slug], rules) for slug in known)
    return _table(("fellowship", "days", "a date ends with", "words", "basis: source"), rows)


def _row(name: str, rule: FellowshipRule, rules: SobrietyRules) -> tuple[str, ...]:
    facts: list[Fact] = [one for one in (rule, rule.wider, rule.units, rule.day_count) if one]
    model = MODELS[rule.model] + (", shown if wanted" if rule.day_count else "")
    ends = _named(rule.resets, rules)
    if rule.wider:
        ends += f"; in some groups {_named(rule.wider.resets, rules)}"
    words = ", ".join(rule.units.words) if rule.units else ""
    return name, model, ends, words, "<br>".join(f"{one.basis}: {one.source}" for one in facts)


def _others(rules: SobrietyRules) -> str:
    facts: dict[str, Fact] = {"medicine as prescribed": rules.prescribed}
    for name, group in rules.groups.items():
        facts[f"{_named((name,), rules)}: {_named(group.members, rules)}"] = group
    facts |= {"milestones": rules.milestones}
    rows = ((name, one.basis.value, one.source) for name, one in facts.items())
    return _table(("fact", "basis", "source"), rows)


def _named(slugs: Iterable[str], rules: SobrietyRules) -> str:
    names = {slug: one.name.lower() for slug, one in rules.substances.items()}
    names |= {slug: f"{slug.replace('_', '-')} substances" for slug in rules.groups}
    names |= {slug: f"“{name}”" for slug, name in rules.behaviors.items()}
    return ", ".join(names[slug] for slug in slugs)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
