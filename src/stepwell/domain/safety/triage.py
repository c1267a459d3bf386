"""From the answers of a suicide risk screener to a level, by a named and versioned policy.

Sources differ in which answer means what, so the policy is data (`library/safety/policies`) and is
kept with every result. The screener's questions are their owners' words and are not here: a
program reads them from its own copy; Stepwell keeps the answers by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.safety.library_file import check_none, read_toml


class Level(StrEnum):
    """How high the risk is, lowest first."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    DECLINED = "declined"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A yes to any of these questions means at least this level."""

    level: Level
    any_yes: tuple[str, ...]


class Skip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After a no to `after_no` these questions need no answer."""

    after_no: str
    skip: tuple[str, ...]


class TriagePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """questions: by number, in the order they are asked. hints: what each is about, in our own
    words, so that a counselor finds the place in the owners' form.
    """

    slug: str
    version: int
    title: str
    instrument: str
    owner: str
    owner_url: str
    basis: Basis
    note: str
    reviewed_by: str
    reviewed_on: str
    questions: tuple[str, ...]
    hints: Mapping[str, Mapping[str, str]]
    rule: tuple[Rule, ...]
    skip: tuple[Skip, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.slug}-v{self.version}"

    def hint(self, question: str, language: str) -> str:
        words = self.hints[question]
        return words.get(language) or words["en"]


@dataclass(frozen=True, slots=True)
class Triage:
    """because: the questions answered yes that led to the level. declined: asked, not answered."""

    level: Level
    because: tuple[str, ...]
    declined: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.declined


class AnswersRefused(ValueError):
    """Answers are missing or not fit; the message says which."""


def triage(policy: TriagePolicy, answers: Mapping[str, Answer]) -> Triage:
    """
    Raises:
        AnswersRefused: a question that had to be asked has no answer, or there is none such.
    """
    if unknown := [one for one in answers if one not in policy.questions]:
        raise AnswersRefused(f"The screener has no question {', '.join(unknown)}.")
    if missing := missing_answers(policy, answers):
        raise AnswersRefused(
            f"Question {', '.join(missing)} has no answer yet. Ask it, or mark it as declined."
        )
    level, because = Level.NONE, tuple[str, ...]()
    for rule in policy.rule:
        yes = tuple(one for one in rule.any_yes if answers.get(one) is Answer.YES)
        if yes and rule.level.rank > level.rank:
            level, because = rule.level, yes
    declined = tuple(one for one in policy.questions if answers.get(one) is Answer.DECLINED)
    return Triage(level, because, declined)


def missing_answers(policy: TriagePolicy, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Questions without an answer that no earlier no has made needless."""
    skipped = {
        one for rule in policy.skip if answers.get(rule.after_no) is Answer.NO for one in rule.skip
    }
    return tuple(one for one in policy.questions if one not in answers and one not in skipped)


def parse_policy(data: bytes, file: str) -> TriagePolicy:
    """Read and check one policy; file: its name, for the messages. Raises SafetyFileError."""
    policy = read_toml(data, TriagePolicy, file)
    named = [one for rule in policy.rule for one in rule.any_yes]
    named += [one for rule in policy.skip for one in (rule.after_no, *rule.skip)]
    problems = [
        f'a rule names question "{one}", which questions does not list. Add it or mend the rule.'
        for one in dict.fromkeys(named)
        if one not in policy.questions
    ]
    problems += [
        f'no rule says what a yes to question "{one}" means. Name it in a [[rule]].'
        for one in policy.questions
        if one not in {name for rule in policy.rule for name in rule.any_yes}
    ]
    problems += [
        f'question "{one}" has no hint in English. Write [hints.{one}] with en.'
        for one in policy.questions
        if not policy.hints.get(one, {}).get("en")
    ]
    if not policy.note:
        problems.append("note is empty. Say where the rules come from and what is unverified.")
    check_none(file, problems)
    return policy
