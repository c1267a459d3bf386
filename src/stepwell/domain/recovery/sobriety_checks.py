"""Whether what was written down of a date or a use makes sense with the data of the library.

Codes, so that the phone and the server say the same; `PROBLEM_WORDS` are for the person. The
phone's twin: `web/static/app/sobriety-checks.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stepwell.domain.recovery.bodies_sobriety import (
    FELLOWSHIP_RULE,
    MILESTONE,
    OWN_LINE,
    WIDER_RULE,
    DateBody,
    UseBody,
)
from stepwell.domain.recovery.sobriety_rules import SobrietyRules

FIRST_DAY = date(1900, 1, 1)
"""Earlier dates are slips of the keyboard (design)."""

PROBLEM_WORDS = {
    "too_early": "That day is too long ago. Check the year.",
    "unknown_fellowship": "This fellowship is not known here.",
    "no_date_here": "No date is kept in this fellowship. You can keep one outside it.",
    "no_day_count": "No days are counted in this fellowship. You can set a milestone of your own.",
    "no_milestones_here": "Days are counted here. Set a date.",
    "milestone_has_only_its_day": "A milestone has one day and your words for it.",
    "no_fellowship_rule": "There is no rule for all here. Say in your own words what you count.",
    "no_wider_rule": "There is no wider rule for this fellowship.",
    "needs_words": "Say in your own words what you count.",
    "counts_only_own": "What ends this date is set. To choose, make a definition of your own.",
    "unknown_slug": "This substance or behavior is not known here.",
    "ends_before_it_begins": "The end is before the beginning. Check the days.",
    "needs_definition": "Say which of your own lines it was.",
    "of_only_own_line": "Only a line of your own can be named here.",
    "not_prescribable": "This is not something a doctor prescribes.",
    "again_before": "You can count again from that day on, not from before it.",
}
"""What to say to the person, by code."""


def problems_of_date(body: DateBody, rules: SobrietyRules) -> tuple[str, ...]:
    return tuple(_date_problems(body, rules))


def problems_of_use(body: UseBody, rules: SobrietyRules) -> tuple[str, ...]:
    return tuple(_use_problems(body, rules))


def is_own(definition: str) -> bool:
    return definition not in (FELLOWSHIP_RULE, WIDER_RULE, MILESTONE)


def _date_problems(body: DateBody, rules: SobrietyRules) -> Iterator[str]:
    if body.first_on < FIRST_DAY:
        yield "too_early"
    if body.ended_on is not None and body.ended_on < body.first_on:
        yield "ends_before_it_begins"
    yield from _definition_problems(body, rules)
    if body.counts and not is_own(body.definition):
        yield "counts_only_own"
    if any(not rules.knows(slug) or slug == OWN_LINE for slug in body.counts):
        yield "unknown_slug"
    needs_words = body.definition == MILESTONE or (is_own(body.definition) and not body.counts)
    if needs_words and not body.words.strip(" \t\r\n"):
        yield "needs_words"


def _definition_problems(body: DateBody, rules: SobrietyRules) -> Iterator[str]:
    rule = rules.fellowships.get(body.fellowship) if body.fellowship is not None else None
    model = rule.model if rule else "self_defined"
    if body.fellowship is not None and rule is None:
        yield "unknown_fellowship"
    elif model == "none":
        yield "no_date_here"
    elif body.definition == MILESTONE:
        if model != "milestones":
            yield "no_milestones_here"
        if body.ended_on is not None:
            yield "milestone_has_only_its_day"
    elif model == "milestones":
        yield "no_day_count"
    elif body.definition == FELLOWSHIP_RULE and model != "fixed":
        yield "no_fellowship_rule"
    elif body.definition == WIDER_RULE and not (rule and rule.wider):
        yield "no_wider_rule"


def _use_problems(body: UseBody, rules: SobrietyRules) -> Iterator[str]:
    if body.on < FIRST_DAY:
        yield "too_early"
    if not rules.knows(body.what):
        yield "unknown_slug"
    elif body.as_prescribed:
        substance = rules.substances.get(body.what)
        if substance is None or not substance.can_be_prescribed:
            yield "not_prescribable"
    if body.what == OWN_LINE and not body.of:
        yield "needs_definition"
    if body.what != OWN_LINE and body.of:
        yield "of_only_own_line"
    if body.again_on is not None and body.again_on < body.on:
        yield "again_before"
