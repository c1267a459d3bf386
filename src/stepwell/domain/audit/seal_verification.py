"""Whether the seals of a trail are whole, linked, and dropped only on the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stepwell.domain.audit.chain import ChainedEvent, follows
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.ranges import SealedRanges
from stepwell.domain.audit.seals import StoredSeal, seal_hash


def are_sealed(events: Iterable[ChainedEvent], one: StoredSeal, *, previous: str) -> bool:
    """Whether these are the very events of the seal. previous: the hash that the first follows."""
    expected = one.seal.first_sequence
    for event in events:
        if event.sequence != expected or not follows(previous, event, expected):
            return False
        previous, expected = event.hash, expected + 1
    is_complete = expected == one.seal.last_sequence + 1 and previous == one.seal.head_hash
    return is_complete and seal_hash(one.seal) == one.hash


def check_seals(organization: str, seals: Sequence[StoredSeal]) -> Iterator[Problem]:
    previous: StoredSeal | None = None
    for one in seals:
        yield from _check_one(organization, one)
        yield from _check_link(organization, previous, one)
        previous = one


def _check_one(organization: str, one: StoredSeal) -> Iterator[Problem]:
    seal = one.seal
    if seal_hash(seal) != one.hash:
        yield _problem(organization, one, "The seal was changed: it does not fit its own hash.")
    if seal.count != seal.last_sequence - seal.first_sequence + 1:
        yield _problem(
            organization,
            one,
            f"The seal counts {seal.count} events for numbers {seal.first_sequence} to "
            f"{seal.last_sequence}.",
        )


def _check_link(
    organization: str, previous: StoredSeal | None, one: StoredSeal
) -> Iterator[Problem]:
    follows_last = previous.seal.last_sequence if previous else 0
    follows_hash = previous.hash if previous else ""
    if one.seal.first_sequence == follows_last + 1 and one.seal.previous_seal_hash == follows_hash:
        return
    after = f"the seal of {previous.seal.day}" if previous else "the beginning of the trail"
    if one.seal.first_sequence > follows_last + 1:
        yield Problem(
            organization,
            one.seal.day,
            follows_last + 1,
            Kind.SEGMENT_DROPPED,
            f"Between {after} and the seal of {one.seal.day}, the seal of events "
            f"{follows_last + 1} to {one.seal.first_sequence - 1} is gone.",
        )
    else:
        yield _problem(organization, one, f"The seal does not follow {after}.")


def check_dropped(
    organization: str,
    seals: Sequence[StoredSeal],
    ranges: SealedRanges,
    droppings: Mapping[int, ChainedEvent],
) -> Iterator[Problem]:
    """A dropped segment needs the event that says so, unless that was dropped in its turn."""
    for one in seals:
        if one.dropped_by is None or ranges.dropped_at(one.dropped_by):
            continue
        event = droppings.get(one.dropped_by)
        if event is None or _dropped_seal(event) != one.hash:
            yield Problem(
                organization,
                one.seal.day,
                one.seal.first_sequence,
                Kind.SEGMENT_DROPPED,
                "The segment is marked as dropped, but no event records who dropped it.",
            )


def _dropped_seal(event: ChainedEvent) -> object:
    try:
        details = json.loads(event.details)
    except ValueError:
        return None
    return details.get("seal") if isinstance(details, dict) else None


def _problem(organization: str, one: StoredSeal, message: str) -> Problem:
    seal = one.seal
    return Problem(organization, seal.day, seal.last_sequence, Kind.SEAL_MISMATCH, message)
