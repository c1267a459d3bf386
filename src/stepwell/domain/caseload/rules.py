"""The thresholds of flags, read from one file of the library."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from typing import Any

import msgspec

from stepwell.domain.content.provenance import Basis


class Level(StrEnum):
    """ACT: today. WATCH: soon. NOTE: good to know."""

    ACT = "act"
    WATCH = "watch"
    NOTE = "note"


class RulesRefused(ValueError):
    """The file of flags is not usable; the message says what and where."""


class FlagRule(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="rule"
):
    level: Level
    basis: Basis
    source: str

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)


class SafetyRule(FlagRule, frozen=True, kw_only=True, tag="safety"):
    """A safety path that is not closed."""


class ReturnRule(FlagRule, frozen=True, kw_only=True, tag="return-to-use"):
    """Use in the last so many days, where of the days right before it so many are known to be
    abstinent and none is a day of use."""

    within_days: int
    before_days: int
    abstinent_days: int


class UrgeRule(FlagRule, frozen=True, kw_only=True, tag="strong-urge"):
    """A check-in with an urge of at least so much in the last so many days."""

    urge: int
    within_days: int


class OverdueRule(FlagRule, frozen=True, kw_only=True, tag="overdue-session"):
    """Overdue by the spacing of the protocol they are in."""


class MissedRule(FlagRule, frozen=True, kw_only=True, tag="missed-session"):
    """They did not come in the last so many days and have not been seen since."""

    within_days: int


class NoMeetingRule(FlagRule, frozen=True, kw_only=True, tag="no-meeting"):
    """No meeting is written down for so many days, and one at least in each of so many weeks right
    before. looked_back_days: how old the last meeting may be."""

    without_days: int
    weeks_with: int
    looked_back_days: int


class UnsignedRule(FlagRule, frozen=True, kw_only=True, tag="unsigned-note"):
    """A note of a session so many days ago that nobody has signed."""

    after_days: int


class EndingRule(FlagRule, frozen=True, kw_only=True, tag="course-ending"):
    """The window that the protocol names for a course closes within so many days, or has."""

    within_days: int


AnyRule = (
    SafetyRule
    | ReturnRule
    | UrgeRule
    | OverdueRule
    | MissedRule
    | NoMeetingRule
    | UnsignedRule
    | EndingRule
)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    flags: tuple[AnyRule, ...]


def parse_rules(data: bytes) -> tuple[FlagRule, ...]:
    """
    Raises:
        RulesRefused: not TOML, an unknown kind or key, a kind twice, or a threshold below 1.
    """
    try:
        rules = msgspec.convert(tomllib.loads(data.decode()), _File).flags
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RulesRefused(f"flags.toml of the caseload: {error}.") from error
    kinds = [one.kind for one in rules]
    twice = sorted({one for one in kinds if kinds.count(one) > 1})
    if twice:
        raise RulesRefused(f"flags.toml of the caseload has {', '.join(twice)} more than once.")
    for rule in rules:
        values: dict[str, Any] = msgspec.structs.asdict(rule)
        low = [key for key, value in values.items() if isinstance(value, int) and value < 1]
        if low:
            raise RulesRefused(f"flags.toml of the caseload: {rule.kind} needs {low[0]} over 0.")
    return rules
