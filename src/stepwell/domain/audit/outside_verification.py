"""Whether the database agrees with the lines kept outside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.ranges import SealedRanges
from stepwell.domain.audit.seals import StoredSeal


def check_outside(
    outside: OutsideCopy,
    organization: str,
    seals: Sequence[StoredSeal],
    hashes: Mapping[int, str],
    end: int,
) -> Iterator[Problem]:
    """hashes: of the events whose sequence the outside copy names. end: the newest event's."""
    yield from _check_seals(outside, organization, seals)
    yield from _check_heads(outside, organization, SealedRanges(seals), hashes, end)


def _check_seals(
    outside: OutsideCopy, organization: str, seals: Sequence[StoredSeal]
) -> Iterator[Problem]:
    stored = {one.seal.day: one.seal for one in seals}
    uncopied = []
    for day, seal in stored.items():
        copy = outside.seal_of(organization, day)
        if copy is None:
            if outside.should_know(organization, day):
                uncopied.append(seal)
        elif copy != seal:
            yield Problem(
                organization,
                day,
                seal.last_sequence,
                Kind.OUTSIDE_MISMATCH,
                f"The seal of {day} is not the one that was copied outside the database.",
            )
    if uncopied:
        days = f"{uncopied[0].day} to {uncopied[-1].day}"
        yield Problem(
            organization,
            uncopied[0].day,
            uncopied[0].last_sequence,
            Kind.OUTSIDE_MISMATCH,
            f"{len(uncopied)} seals ({days}) are missing from the copy outside the database.",
        )
    for day in sorted(set(outside.seals.get(organization, {})) - set(stored)):
        copy = outside.seals[organization][day][-1]
        yield Problem(
            organization,
            day,
            copy.first_sequence,
            Kind.SEGMENT_DROPPED,
            f"The copy outside the database knows a seal of {day} (events {copy.first_sequence} "
            f"to {copy.last_sequence}); the database has none.",
        )


def _check_heads(
    outside: OutsideCopy,
    organization: str,
    ranges: SealedRanges,
    hashes: Mapping[int, str],
    end: int,
) -> Iterator[Problem]:
    for sequence, known in sorted(outside.heads.get(organization, {}).items()):
        sealed = ranges.at(sequence)
        day = sealed.seal.day if sealed else None
        here = hashes.get(sequence)
        if sequence > end:
            yield Problem(
                organization,
                day,
                sequence,
                Kind.CUT_OFF,
                f"The trail ends at event {end}; the copy outside the database knows {sequence}.",
            )
        elif len(known) > 1 or (here is not None and here not in known):
            yield Problem(
                organization,
                day,
                sequence,
                Kind.OUTSIDE_MISMATCH,
                f"Event {sequence} is not the one that was noted outside the database.",
            )
