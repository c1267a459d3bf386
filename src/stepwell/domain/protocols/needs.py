"""What a course needs until it is whole, and how much of that is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.domain.protocols.rules import (
    AnyOrder,
    CoreQuota,
    ElectivePool,
    Emergency,
    GraduateReturns,
    InOrder,
    SequenceRule,
    TerminationLast,
    sessions_offered,
)


@dataclass(frozen=True, slots=True)
class Need:
    """So many of these sessions, because of that rule."""

    rule: str
    sessions: tuple[str, ...]
    at_least: int

    def lacks(self, done: frozenset[str]) -> tuple[str, ...]:
        """Which could still meet it; none where it is met."""
        missing = tuple(one for one in self.sessions if one not in done)
        return missing if len(self.sessions) - len(missing) < self.at_least else ()


def needs_of(rules: tuple[SequenceRule, ...]) -> Iterator[Need]:
    """The closing session is no need: it follows from the others."""
    for rule in rules:
        match rule:
            case InOrder() | AnyOrder() | GraduateReturns():
                sessions = sessions_offered(rule)
                yield Need(rule.id, sessions, len(sessions))
            case CoreQuota() | ElectivePool() if rule.at_least:
                yield Need(rule.id, rule.sessions, rule.at_least)


def closing_rule(rules: tuple[SequenceRule, ...]) -> TerminationLast | None:
    return next((one for one in rules if isinstance(one, TerminationLast)), None)


def emergency_sessions(rules: tuple[SequenceRule, ...]) -> frozenset[str]:
    return frozenset(one.session for one in rules if isinstance(one, Emergency))


def completing_rule(rules: tuple[SequenceRule, ...], done: frozenset[str]) -> str:
    """The id of the rule by which the course is at its end, or ""."""
    closing = closing_rule(rules)
    if closing:
        return closing.id if closing.session in done else ""
    needs = list(needs_of(rules))
    if any(need.lacks(done) for need in needs):
        return ""
    return needs[-1].rule if needs else ""
