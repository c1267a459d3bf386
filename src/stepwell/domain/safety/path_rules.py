"""What a concern asks for, and by when: rules that are data, named and versioned.

`library/safety/paths-v<n>.toml`. A path keeps the name of the rules it was opened under, so that
its history reads the same later.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.safety.library_file import check_none, read_toml
from stepwell.domain.safety.promises import promises_in
from stepwell.domain.safety.protocols import SLUGS
from stepwell.domain.safety.triage import Level


class Urgency(StrEnum):
    """The most urgent first."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"

    @property
    def rank(self) -> int:
        return list(Urgency).index(self)


class Opener(StrEnum):
    """Who can open a path over this concern. AGREED: an entry in the member's app, where they
    agreed beforehand."""

    DESK = "desk"
    CARE = "care"
    MEMBER = "member"
    SCORE = "score"
    AGREED = "agreed"


TAKE = "take"
"""The step of saying "I am on it"; it is done by taking the path, nothing else."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    hint: str = ""


class Worded(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    slug: str
    en: Words
    es: Words

    def words(self, language: str) -> Words:
        return self.es if language == "es" else self.en


class Concern(Worded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why someone may be in danger. protocol: the text on what to do, "" where there is none."""

    urgency: Urgency
    opened_by: tuple[Opener, ...]
    protocol: str = ""


class StepRule(Worded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to do on a path.

    concerns, levels, urgencies: where it is asked for; () for everywhere. within_minutes: by
    urgency. note: where the rule comes from.
    """

    within_minutes: Mapping[Urgency, int]
    basis: Basis
    note: str
    concerns: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    urgencies: tuple[Urgency, ...] = ()


class DispositionRule(Worded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a path ends. hands_over: to someone, who is named, and reached or not. needs_back_up:
    what happens if it does not work out. is_error: opened by mistake, so that no step is asked for.
    """

    hands_over: bool = False
    needs_back_up: bool = False
    is_error: bool = False


class IncidentKind(Worded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """is_critical: it needs a review by a supervisor."""

    is_critical: bool = False


class PathRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slug: str
    version: int
    title: str
    note: str
    reviewed_by: str
    reviewed_on: str
    sign_off_minutes: int
    incident_review_days: int
    urgency_of_level: Mapping[Level, Urgency]
    concern: tuple[Concern, ...]
    step: tuple[StepRule, ...]
    disposition: tuple[DispositionRule, ...]
    incident: tuple[IncidentKind, ...]

    @property
    def name(self) -> str:
        return f"{self.slug}-v{self.version}"

    def concern_named(self, slug: str) -> Concern:
        """Raises KeyError."""
        return {one.slug: one for one in self.concern}[slug]

    def disposition_named(self, slug: str) -> DispositionRule:
        """Raises KeyError."""
        return {one.slug: one for one in self.disposition}[slug]

    def incident_named(self, slug: str) -> IncidentKind:
        """Raises KeyError."""
        return {one.slug: one for one in self.incident}[slug]

    def concerns_for(self, opener: Opener) -> tuple[Concern, ...]:
        return tuple(one for one in self.concern if opener in one.opened_by)


def parse_path_rules(data: bytes, file: str) -> PathRules:
    """Read and check the rules; file: its name, for the messages. Raises SafetyFileError."""
    rules = read_toml(data, PathRules, file)
    check_none(file, _problems(rules))
    return rules


def _problems(rules: PathRules) -> list[str]:
    concerns = [one.slug for one in rules.concern]
    problems = [
        f'step "{step.slug}" names the concern "{slug}", which is not there. Use one of: '
        f"{', '.join(concerns)}."
        for step in rules.step
        for slug in step.concerns
        if slug not in concerns
    ]
    problems += [
        f'step "{step.slug}" has no within_minutes.{one.value}. Say by when, in minutes.'
        for step in rules.step
        for one in Urgency
        if one not in step.within_minutes
    ]
    problems += [
        f'concern "{one.slug}" names the text "{one.protocol}", which is not there. Use one of: '
        f"{', '.join(SLUGS)}."
        for one in rules.concern
        if one.protocol and one.protocol not in SLUGS
    ]
    if not rules.step or rules.step[0].slug != TAKE:
        problems.append(f'the first [[step]] must be "{TAKE}": someone says that they are on it.')
    worded: list[tuple[str, tuple[Worded, ...]]] = [
        ("concern", rules.concern),
        ("step", rules.step),
        ("disposition", rules.disposition),
        ("incident", rules.incident),
    ]
    for table, ones in worded:
        slugs = [one.slug for one in ones]
        problems += [
            f'two of [[{table}]] have the slug "{slug}". Rename one.'
            for slug in dict.fromkeys(slugs)
            if slugs.count(slug) > 1
        ]
        problems += [
            f'{table} "{one.slug}": "{phrase}" promises that somebody watches. Say otherwise.'
            for one in ones
            for words in (one.en, one.es)
            for phrase in promises_in(f"{words.label}. {words.hint}")
        ]
    return problems
