"""Whether the rules that hold for one variant lead from its first session to its last, always."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from stepwell.domain.protocols.needs import closing_rule, needs_of
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.rules import (
    ConjointLimit,
    ElectivePool,
    HeldBack,
    InOrder,
    Prerequisite,
    RollingEntry,
    SequenceRule,
    SessionLimit,
    TerminationLast,
    sessions_offered,
)

MAIN = "protocol.toml"
Rules = tuple[SequenceRule, ...]


def check_course(rules: Rules, variant: str) -> Iterator[Problem]:
    place = f"[[variants]] {variant}"
    offered = {slug for rule in rules for slug in sessions_offered(rule)}
    if not offered:
        yield Problem(
            MAIN, place, "No rule offers it a session.", "Add a [[sequence]] rule for it."
        )
    for slug in sorted(offered - _reachable(rules)):
        yield Problem(
            MAIN,
            place,
            f'"{slug}" can never be reached: it waits for sessions that wait for it, or that '
            "no rule offers.",
            "Look at the rules in-order, prerequisite and rolling-entry that name it.",
        )
    closing = closing_rule(rules)
    if closing:
        yield from _closing(rules, closing)
    elif any(isinstance(r, SessionLimit) for r in rules):
        yield Problem(
            MAIN,
            place,
            "It limits the number of sessions, but has no closing one.",
            "Add a rule termination-last, so that nobody is left without an end.",
        )
    yield from _needed_at_times(rules)


def _closing(rules: Rules, closing: TerminationLast) -> Iterator[Problem]:
    """What would keep the closing session from being had, or what it would keep from being had."""
    slug = closing.session
    for need in needs_of(rules):
        if slug in need.sessions and len(need.sessions) - 1 < need.at_least:
            yield Problem(
                MAIN,
                f"[[sequence]] {need.rule}",
                f'"{slug}" closes the course by "{closing.id}" and is needed here as well, so that '
                "it waits for itself.",
                "Take it out here; termination-last offers it.",
            )
    for rule in rules:
        match rule:
            case ElectivePool(sessions=pool, at_most=most) if slug in pool and most < len(pool):
                problem = f'"{slug}" closes the course, but is shut here when {most} others are had'
                yield Problem(
                    MAIN,
                    f"[[sequence]] {rule.id}",
                    f"{problem}.",
                    "Take it out here; termination-last offers it.",
                )
            case Prerequisite(sessions=sessions, after=after) if slug in after:
                yield Problem(
                    MAIN,
                    f"[[sequence]] {rule.id}",
                    f'"{sessions[0]}" waits for "{slug}", but nothing comes after that: '
                    f'"{closing.id}" ends the course with it.',
                    "Wait for an earlier session, or close with another.",
                )


def _needed_at_times(rules: Rules) -> Iterator[Problem]:
    """What the course needs must not hang on a circumstance: it may never come, or never end."""
    limits = [one for one in rules if isinstance(one, ConjointLimit | HeldBack)]
    at_times = {slug for one in limits for slug in one.sessions}
    always, in_the_end = _reachable(rules, without=at_times), _reachable(rules)
    needed = [(need.rule, need.sessions, need.at_least) for need in needs_of(rules)]
    closing = closing_rule(rules)
    if closing:
        needed.append((closing.id, (closing.session,), 1))
    for rule, sessions, at_least in needed:
        if len(always.intersection(sessions)) >= at_least:
            continue
        for slug in sessions:
            if slug in in_the_end - always:
                yield _not_always(slug, rule, limits)


def _not_always(slug: str, rule: str, limits: Collection[ConjointLimit | HeldBack]) -> Problem:
    limit = next((one for one in limits if slug in one.sessions), None)
    why, where = "waits for a session that is not always offered", "the rule that makes it wait"
    if isinstance(limit, ConjointLimit):
        why, where = "is offered only while a partner takes part", f'"{limit.id}"'
    elif limit:
        why, where = f"is held back during {', '.join(limit.during)}", f'"{limit.id}"'
    return Problem(
        MAIN,
        f"[[sequence]] {rule}",
        f'"{slug}" is needed here, but {why}: a course could stay unfinished.',
        f"Take it out here, or out of {where}.",
    )


def _reachable(rules: Rules, without: Collection[str] = ()) -> set[str]:
    """Which of the offered sessions can be had in the end, if everything goes well."""
    offered = {slug for rule in rules for slug in sessions_offered(rule)}.difference(without)
    waits: dict[str, set[str]] = {slug: set() for slug in offered}
    for rule in rules:
        match rule:
            case InOrder(sessions=sessions):
                for before, slug in pairwise(sessions):
                    waits.setdefault(slug, set()).add(before)
            case Prerequisite(sessions=sessions, after=after):
                for slug in sessions:
                    waits.setdefault(slug, set()).update(after)
            case RollingEntry(sessions=sessions, entry=entry):
                if not set(entry) & offered:
                    for slug in sessions:
                        waits.setdefault(slug, set()).add("an entry session")
            case _:
                pass
    reached: set[str] = set()
    while True:
        more = {slug for slug in offered - reached if waits[slug] <= reached}
        if not more:
            return reached
        reached |= more
