"""Whether a trail is whole: its events, its seals, its head and the copy kept outside agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from stepwell.domain.audit.chain import ChainedEvent
from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.domain.audit.outside_verification import check_outside
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.ranges import SealedRanges
from stepwell.domain.audit.seal_verification import check_dropped, check_seals
from stepwell.domain.audit.seals import Head, StoredSeal
from stepwell.domain.audit.walk import Walk, settle_suspects

DROPPING = "segment.dropped"


@dataclass(frozen=True, slots=True)
class Trail:
    """One organization's trail as it was found.

    events: in the order of their stored sequence. seals: of their first sequence. outside: None
    leaves the outside copy out of account.
    """

    organization: str
    events: Iterable[ChainedEvent]
    seals: Sequence[StoredSeal]
    head: Head | None
    outside: OutsideCopy | None = None


@dataclass(slots=True)
class TrailReport:
    """label: what people call the organization. notes: what is not wrong but good to know."""

    organization: str
    events: int = 0
    segments: int = 0
    problems: list[Problem] = field(default_factory=list)
    label: str = ""
    notes: list[str] = field(default_factory=list)


def verify_trail(trail: Trail) -> TrailReport:
    """All that is wrong with the trail, in the order of where it is."""
    ranges = SealedRanges(trail.seals)
    walk = Walk(trail.organization, iter(trail.events), ranges, _anchors(trail))
    hashes: dict[int, str] = {}
    droppings: dict[int, ChainedEvent] = {}
    sealed = {one.seal.last_sequence: one for one in trail.seals}
    for sequence, event in walk.placed():
        walk.problems += _against_anchors(trail, sealed.get(sequence), sequence, event)
        if event.event_type == DROPPING:
            droppings[sequence] = event
        if trail.outside and trail.outside.knows_head(trail.organization, sequence):
            hashes[sequence] = event.hash
    end = walk.expected - 1
    problems = [*walk.problems, *settle_suspects(walk), *_tail(trail, walk, end)]
    problems += check_seals(trail.organization, trail.seals)
    problems += check_dropped(trail.organization, trail.seals, ranges, droppings)
    if trail.outside:
        problems += check_outside(trail.outside, trail.organization, trail.seals, hashes, end)
    return TrailReport(
        trail.organization,
        walk.count,
        len(trail.seals),
        _in_order(problems),
        notes=list(_notes(trail)),
    )


def _notes(trail: Trail) -> Iterator[str]:
    for one in trail.outside.recopied.get(trail.organization, ()) if trail.outside else ():
        yield (
            f"{one.days} seals up to {one.last} were copied outside on {one.on} from the database "
            "itself, not when they were made: nothing else vouches for those days."
        )


def _anchors(trail: Trail) -> dict[int, str]:
    anchors = {one.seal.last_sequence: one.seal.head_hash for one in trail.seals}
    if trail.head:
        anchors.setdefault(trail.head.sequence, trail.head.hash)
    return anchors


def _against_anchors(
    trail: Trail, sealed: StoredSeal | None, sequence: int, event: ChainedEvent
) -> Iterator[Problem]:
    if sealed and sealed.seal.head_hash != event.hash:
        yield Problem(
            trail.organization,
            sealed.seal.day,
            sequence,
            Kind.SEAL_MISMATCH,
            f"The seal of {sealed.seal.day} names another hash for event {sequence}: events up to "
            "it, or the seal, were written again.",
        )
    if trail.head and trail.head.sequence == sequence and trail.head.hash != event.hash:
        yield Problem(
            trail.organization,
            event.day,
            sequence,
            Kind.CHANGED,
            f"The chain's head names another hash for event {sequence}.",
        )


def _tail(trail: Trail, walk: Walk, end: int) -> Iterator[Problem]:
    """Whether the events end where seals and head say."""
    sealed_to = max((one.seal.last_sequence for one in trail.seals), default=0)
    head = trail.head
    if head is None and (end or trail.seals):
        yield Problem(
            trail.organization,
            None,
            end,
            Kind.CUT_OFF,
            "The record of the chain's newest event is gone.",
        )
    should_end = max(sealed_to, head.sequence if head else 0)
    before = len(walk.problems)
    walk.tell_missing(end + 1, should_end)
    for missing in walk.problems[before:]:
        is_segment = missing.kind == Kind.SEGMENT_DROPPED
        yield (
            missing
            if is_segment
            else Problem(
                trail.organization,
                missing.day,
                missing.sequence,
                Kind.CUT_OFF,
                f"The trail ends at event {end}, though {should_end} were recorded.",
            )
        )
    del walk.problems[before:]
    if head and head.sequence < end:
        yield Problem(
            trail.organization,
            None,
            head.sequence + 1,
            Kind.INSERTED,
            f"Events {head.sequence + 1} to {end} come after the newest that was recorded.",
        )


def _in_order(problems: list[Problem]) -> list[Problem]:
    def place(one: Problem) -> tuple[int, date, str]:
        return (one.sequence or 0, one.day or date.max, one.kind)

    return sorted(dict.fromkeys(problems), key=place)
