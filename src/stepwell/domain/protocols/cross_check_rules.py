"""Whether the rules of a protocol lead from its first session to its last."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stepwell.domain.protocols.branches import WhenDoseBelow, WhenSkipped
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import TaskEvidence
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.rules import (
    AnyOrder,
    ConjointLimit,
    CoreQuota,
    ElectivePool,
    Emergency,
    GraduateReturns,
    InOrder,
    Prerequisite,
    Repeat,
    RollingEntry,
    SequenceRule,
    SessionLimit,
    Spacing,
    TerminationLast,
    Window,
    sessions_named,
    sessions_offered,
)

MAIN = "protocol.toml"


def check_rules(protocol: Protocol) -> Iterator[Problem]:
    yield from _references(protocol)
    yield from _numbers(protocol)
    yield from _rewards(protocol)
    offered: set[str] = set()
    for variant in protocol.definition.variants:
        rules = protocol.rules(variant.id)
        here = {slug for rule in rules for slug in sessions_offered(rule)}
        offered |= here
        place = f"[[variants]] {variant.id}"
        if not here:
            yield Problem(
                MAIN, place, "No rule offers it a session.", "Add a [[sequence]] rule for it."
            )
        for slug in sorted(here - _reachable(rules)):
            yield Problem(
                MAIN,
                place,
                f'"{slug}" can never be reached: it waits for sessions that wait for it, or that '
                "no rule offers.",
                "Look at the rules in-order, prerequisite and rolling-entry that name it.",
            )
        if any(isinstance(r, SessionLimit) for r in rules) and not any(
            isinstance(r, TerminationLast) for r in rules
        ):
            yield Problem(
                MAIN,
                place,
                "It limits the number of sessions, but has no closing one.",
                "Add a rule termination-last, so that nobody is left without an end.",
            )
    for slug in protocol.definition.sessions:
        if slug not in offered:
            yield Problem(
                MAIN,
                "sequence",
                f'"{slug}" can never be reached: no rule offers it.',
                "Name it in an in-order, any-order, core-quota, elective-pool, conjoint-limit, "
                "emergency or termination-last rule.",
            )


def _references(protocol: Protocol) -> Iterator[Problem]:
    sessions = set(protocol.definition.sessions)
    variants = {one.id for one in protocol.definition.variants}
    tracks = {one.id for one in protocol.definition.tracks}
    named = [
        *((f"[[sequence]] {r.id}", sessions_named(r), r.variants)
          for r in protocol.definition.sequence),
        *((f"[[branches]] {b.id}", b.sessions if isinstance(b, WhenDoseBelow) else (), b.variants)
          for b in protocol.definition.branches),
        *((f"[[dose]] {d.id}", d.sessions, d.variants) for d in protocol.definition.dose),
    ]  # fmt: skip
    for place, slugs, for_variants in named:
        for slug in dict.fromkeys(slugs):
            if slug not in sessions:
                yield Problem(
                    MAIN, place, f'There is no session "{slug}".', "Correct the name, or add it."
                )
        for variant in for_variants:
            if variant not in variants:
                yield Problem(
                    MAIN, place, f'There is no variant "{variant}".', "Correct it, or add it."
                )
    for part, ones in (
        ("branches", protocol.definition.branches),
        ("variants", protocol.definition.variants),
    ):
        for one in ones:
            for track in (*one.opens, *one.closes):
                if track not in tracks:
                    yield Problem(
                        MAIN,
                        f"[[{part}]] {one.id}",
                        f'There is no track "{track}".',
                        "Add it as [[tracks]], or correct the name.",
                    )
    blocks = {block.id for one in protocol.sessions.values() for block in one.agenda}
    for branch in protocol.definition.branches:
        if isinstance(branch, WhenSkipped) and branch.block not in blocks:
            yield Problem(
                MAIN,
                f"[[branches]] {branch.id}, block",
                f'No session has an agenda block "{branch.block}".',
                "Correct the name.",
            )


def _numbers(protocol: Protocol) -> Iterator[Problem]:
    for rule in protocol.definition.sequence:
        place = f"[[sequence]] {rule.id}"
        if len(set(sessions_offered(rule))) < len(sessions_offered(rule)):
            yield Problem(MAIN, place, "It names a session twice.", "Leave one.")
        match rule:
            case CoreQuota(sessions=sessions, at_least=least):
                low, high, most = 1, least, len(sessions)
            case ElectivePool(sessions=sessions, at_least=least):
                low, high, most = 0, least, min(len(sessions), rule.at_most)
            case Spacing(usual_days=usual, overdue_days=overdue):
                low, high, most = 1, usual, overdue
            case Window(weeks=count) | SessionLimit(at_most=count) | Emergency(at_most=count):
                low, high, most = 1, count, 520
            case Repeat(at_most=count):
                low, high, most = 2, count, 520
            case ConjointLimit(at_most=count):
                low, high, most = 1, count, 520
            case _:
                continue
        if not low <= high <= most:
            yield Problem(
                MAIN,
                place,
                f"{high} cannot be met: it must be from {low} to {most}.",
                "Correct the number, or the list beside it.",
            )
    for mark in protocol.definition.dose:
        if not 1 <= mark.at_least <= len(mark.sessions):
            yield Problem(
                MAIN,
                f"[[dose]] {mark.id}",
                f"{mark.at_least} of {len(mark.sessions)} sessions cannot be.",
                "Correct at_least.",
            )


def _rewards(protocol: Protocol) -> Iterator[Problem]:
    kinds = {task.kind for one in protocol.sessions.values() for task in one.tasks}
    word_alone = {TaskEvidence.SELF_REPORT, TaskEvidence.NONE}
    for one in protocol.definition.rewards:
        place = f"[[rewards]] {one.id}"
        for kind in one.tasks:
            if kind not in kinds:
                yield Problem(
                    MAIN, place, f'No session has a task "{kind}".', "Remove it, or add the task."
                )
        if not one.evidence or word_alone.intersection(one.evidence):
            yield Problem(
                MAIN,
                f"{place}, evidence",
                "A reward needs more than the person's own word.",
                "Name shown, volunteer-report, or both.",
            )
        if one.at_most < 1:
            yield Problem(
                MAIN, f"{place}, at_most", "Nothing could be earned.", "Write at least 1."
            )


def _reachable(rules: tuple[SequenceRule, ...]) -> set[str]:
    """Which of the offered sessions can be had in the end, if everything goes well."""
    offered = {slug for rule in rules for slug in sessions_offered(rule)}
    waits: dict[str, set[str]] = {slug: set() for slug in offered}
    for rule in rules:
        match rule:
            case InOrder(sessions=sessions):
                for before, slug in pairwise(sessions):
                    waits[slug].add(before)
            case Prerequisite(sessions=sessions, after=after):
                for slug in sessions:
                    waits.setdefault(slug, set()).update(after)
            case RollingEntry(sessions=sessions, entry=entry):
                if not set(entry) & offered:
                    for slug in sessions:
                        waits.setdefault(slug, set()).add("an entry session")
            case AnyOrder() | GraduateReturns():
                pass
            case _:
                pass
    reached: set[str] = set()
    while True:
        more = {slug for slug in offered - reached if waits[slug] <= reached}
        if not more:
            return reached
        reached |= more
