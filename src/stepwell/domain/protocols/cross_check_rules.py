"""Whether what the rules of a protocol name is there, and whether their numbers can be met."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.protocols.branches import WhenDoseBelow, WhenSkipped
from stepwell.domain.protocols.cross_check_course import check_course
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import TaskEvidence
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.rules import (
    ConjointLimit,
    CoreQuota,
    ElectivePool,
    Emergency,
    Repeat,
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
    yield from _upgrades(protocol)
    for variant in protocol.definition.variants:
        yield from check_course(protocol.rules(variant.id), variant.id)
        yield from _closing_too_late(protocol.rules(variant.id))
    rules = [rule for one in protocol.definition.variants for rule in protocol.rules(one.id)]
    offered = {slug for rule in rules for slug in sessions_offered(rule)}
    for slug in protocol.definition.sessions:
        if slug not in offered:
            yield Problem(
                MAIN,
                "sequence",
                f'"{slug}" can never be reached: no rule offers it.',
                "Name it in an in-order, any-order, core-quota, elective-pool, conjoint-limit, "
                "emergency or termination-last rule.",
            )


def _upgrades(protocol: Protocol) -> Iterator[Problem]:
    sessions = protocol.definition.sessions
    for one in protocol.definition.upgrades:
        place = f"[[upgrades]] from_version {one.from_version}"
        for old, new in one.renamed.items():
            if new not in sessions:
                yield Problem(
                    MAIN,
                    f"{place}, renamed",
                    f'"{old}" becomes "{new}", which this version does not have.',
                    f'Name one of its sessions, or put "{old}" into retired.',
                )
        for old in one.retired:
            if old in sessions:
                yield Problem(
                    MAIN,
                    f"{place}, retired",
                    f'"{old}" is retired, but this version has it.',
                    "Remove it from retired, or from sessions.",
                )


def _closing_too_late(rules: tuple[SequenceRule, ...]) -> Iterator[Problem]:
    has_window = any(isinstance(one, Window) for one in rules)
    limit = min((one.at_most for one in rules if isinstance(one, SessionLimit)), default=520)
    for rule in rules:
        if isinstance(rule, TerminationLast) and rule.not_before:
            place = f"[[sequence]] {rule.id}, not_before"
            if not has_window:
                yield Problem(
                    MAIN,
                    place,
                    "Who has fewer contacts never comes to the closing session.",
                    "Add a rule window, which opens it when it is over.",
                )
            if not 0 < rule.not_before < limit:
                yield Problem(
                    MAIN,
                    place,
                    f"{rule.not_before} contacts before the closing one cannot be.",
                    f"Write a number from 1 to {limit - 1}.",
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
