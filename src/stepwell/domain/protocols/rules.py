"""Sequence rules: what may follow what. Each is one kind of table in `[[sequence]]`."""

from __future__ import annotations

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.branches import Circumstance


class SequenceRule(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="rule"
):
    """variants: those it holds for, none for all."""

    id: str
    basis: Basis
    source: str
    variants: tuple[str, ...] = ()


class InOrder(SequenceRule, frozen=True, kw_only=True, tag="in-order"):
    """All are needed, each after the one before."""

    sessions: tuple[str, ...]


class AnyOrder(SequenceRule, frozen=True, kw_only=True, tag="any-order"):
    """All are needed, in any order."""

    sessions: tuple[str, ...]


class CoreQuota(SequenceRule, frozen=True, kw_only=True, tag="core-quota"):
    """So many of these are needed; the rest may be had."""

    sessions: tuple[str, ...]
    at_least: int


class ElectivePool(SequenceRule, frozen=True, kw_only=True, tag="elective-pool"):
    """Chosen by need. needs_reason: the counselor says why this one."""

    sessions: tuple[str, ...]
    at_least: int = 0
    at_most: int = 99
    needs_reason: bool = True


class Prerequisite(SequenceRule, frozen=True, kw_only=True, tag="prerequisite"):
    """`sessions` open when all of `after` are done. may_override: with a reason."""

    sessions: tuple[str, ...]
    after: tuple[str, ...]
    may_override: bool = True


class RollingEntry(SequenceRule, frozen=True, kw_only=True, tag="rolling-entry"):
    """A running group: a person's first of `sessions` is one of `entry`.

    in_circle: they follow as written, and after the last comes the first.
    """

    sessions: tuple[str, ...]
    entry: tuple[str, ...]
    in_circle: bool = False


class GraduateReturns(SequenceRule, frozen=True, kw_only=True, tag="graduate-returns"):
    """One calendar event, two cohorts: newcomers have `newcomer`, those who finish `graduate`."""

    newcomer: str
    graduate: str


class MakeUp(SequenceRule, frozen=True, kw_only=True, tag="make-up"):
    """How a missed one of these is had after all. next_round: when the group comes to it again."""

    sessions: tuple[str, ...]
    next_round: bool = False


class Repeat(SequenceRule, frozen=True, kw_only=True, tag="repeat"):
    """A topic may take more than one session: so many times at most."""

    sessions: tuple[str, ...]
    at_most: int


class Emergency(SequenceRule, frozen=True, kw_only=True, tag="emergency"):
    """Extra contacts that count toward nothing."""

    session: str
    at_most: int


class ConjointLimit(SequenceRule, frozen=True, kw_only=True, tag="conjoint-limit"):
    """Offered while a partner takes part, so many in all."""

    sessions: tuple[str, ...]
    at_most: int


class HeldBack(SequenceRule, frozen=True, kw_only=True, tag="held-back"):
    """Not offered while any of `during` is so. may_override: with a reason."""

    sessions: tuple[str, ...]
    during: tuple[Circumstance, ...]
    may_override: bool = False


class Window(SequenceRule, frozen=True, kw_only=True, tag="window"):
    """The course is meant to fit into so many weeks from enrollment. It closes nothing."""

    weeks: int


class Spacing(SequenceRule, frozen=True, kw_only=True, tag="spacing"):
    """usual_days: when the next contact is due. overdue_days: when it is overdue.

    Both run from the last contact, or from enrollment before the first.
    """

    usual_days: int
    overdue_days: int


class SessionLimit(SequenceRule, frozen=True, kw_only=True, tag="session-limit"):
    """Contacts in all, emergency ones apart; the last place is kept for the closing session."""

    at_most: int


class TerminationLast(SequenceRule, frozen=True, kw_only=True, tag="termination-last"):
    """The session that ends the course. after: its own prerequisites, none for all needed ones."""

    session: str


Rule = (
    InOrder
    | AnyOrder
    | CoreQuota
    | ElectivePool
    | Prerequisite
    | RollingEntry
    | GraduateReturns
    | MakeUp
    | Repeat
    | Emergency
    | ConjointLimit
    | HeldBack
    | Window
    | Spacing
    | SessionLimit
    | TerminationLast
)

RULES: dict[str, type[SequenceRule]] = {
    str(one.__struct_config__.tag): one
    for one in (
        InOrder,
        AnyOrder,
        CoreQuota,
        ElectivePool,
        Prerequisite,
        RollingEntry,
        GraduateReturns,
        MakeUp,
        Repeat,
        Emergency,
        ConjointLimit,
        HeldBack,
        Window,
        Spacing,
        SessionLimit,
        TerminationLast,
    )
}
"""By the word in the file."""


def sessions_named(rule: SequenceRule) -> tuple[str, ...]:
    """Every session a rule speaks of, as often as it does."""
    match rule:
        case GraduateReturns():
            return (rule.newcomer, rule.graduate)
        case Emergency() | TerminationLast():
            return (rule.session,)
        case Prerequisite():
            return (*rule.sessions, *rule.after)
        case RollingEntry():
            return (*rule.sessions, *rule.entry)
        case InOrder() | AnyOrder() | CoreQuota() | ElectivePool() | ConjointLimit():
            return rule.sessions
        case MakeUp() | Repeat() | HeldBack():
            return rule.sessions
        case _:
            return ()


def sessions_offered(rule: SequenceRule) -> tuple[str, ...]:
    """The sessions that a client gets because of this rule."""
    match rule:
        case InOrder() | AnyOrder() | CoreQuota() | ElectivePool() | ConjointLimit():
            return rule.sessions
        case Emergency() | TerminationLast():
            return (rule.session,)
        case GraduateReturns():
            return (rule.newcomer, rule.graduate)
        case _:
            return ()
