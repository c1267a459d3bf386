"""Following a chain event by event, and telling what happened where it does not hold.

An event's own hash says which event it followed and which number it had, whatever number it
bears now. So where the next event is not the one that should come, the walk looks among the
events near by for it; what it finds out of place was moved, what fits nowhere was inserted or
changed, and a number that no event fits was removed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stepwell.domain.audit.chain import ChainedEvent, follows, genesis_hash
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.ranges import SealedRanges

NEAR = 32
"""How far from its place an event is looked for."""
FAR = 2000
"""How many removed events are recognized when the gap was closed by renumbering."""
MOST_SUSPECTS = 200
"""From then on the trail is taken as lost, and the rest only counted."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An event that fits neither its place nor any near by; previous: the hash at sequence - 1."""

    sequence: int
    previous: str
    event: ChainedEvent


@dataclass(slots=True)
class Walk:
    """anchors: sequence -> the hash that a seal or the head says stands there.

    offset: by how much stored numbers exceed those the events were recorded with.
    """

    organization: str
    events: Iterator[ChainedEvent]
    ranges: SealedRanges
    anchors: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    more_suspects: int = 0
    near: deque[ChainedEvent] = field(default_factory=deque)
    expected: int = 1
    previous: str = ""
    offset: int = 0
    highest_stored: int = 0
    count: int = 0

    def placed(self) -> Iterator[tuple[int, ChainedEvent]]:
        """Each event with the sequence it should have; what is wrong gathers in `problems`."""
        self.previous = genesis_hash(self.organization)
        while self._refill():
            self._skip_dropped()
            if not self.near:
                continue
            if self._is_next(self.near[0]):
                yield self._place(0)
                continue
            index = next((i for i, one in enumerate(self.near) if self._is_next(one)), None)
            yield from self._diagnose() if index is None else [self._place(index)]

    def _refill(self) -> bool:
        """Keep NEAR events at hand, and let go of those that were passed long ago."""
        while self.near and self._own(self.near[0]) < self.expected - NEAR:
            self._inserted(self.near.popleft())
        while len(self.near) < NEAR and (event := next(self.events, None)) is not None:
            self.near.append(event)
        return bool(self.near)

    def _own(self, event: ChainedEvent) -> int:
        return event.sequence - self.offset

    def _skip_dropped(self) -> None:
        """Pass a segment that retention dropped; events still bearing its numbers are foreign."""
        while (seal := self.ranges.dropped_at(self.expected)) is not None:
            self.expected = seal.last_sequence + 1
            self.previous = seal.head_hash
            for event in [one for one in self.near if one.sequence < self.expected]:
                self.near.remove(event)
                self._inserted(event)

    def _is_next(self, event: ChainedEvent) -> bool:
        if follows(self.previous, event, self.expected):
            return True
        anchor = self.anchors.get(self.expected - 1, self.previous)
        return anchor != self.previous and follows(anchor, event, self.expected)

    def _place(self, index: int) -> tuple[int, ChainedEvent]:
        event = self.near[index]
        del self.near[index]
        if event.sequence < self.highest_stored:
            self.tell(
                Kind.REORDERED,
                self.expected,
                f"Event {self.expected} is stored as number {event.sequence}, "
                f"yet it came after one stored as number {self.highest_stored}.",
                event,
            )
        self.highest_stored = max(self.highest_stored, event.sequence)
        if index == 0:
            self.offset = event.sequence - self.expected
        sequence, self.expected, self.previous = self.expected, self.expected + 1, event.hash
        self.count += 1
        return sequence, event

    def _diagnose(self) -> Iterator[tuple[int, ChainedEvent]]:
        """No event near by is the next one."""
        event, own = self.near[0], self._own(self.near[0])
        if own < self.expected:
            self._inserted(self.near.popleft())
            return
        if own > self.expected:
            self.tell_missing(self.expected, own - 1)
            self.expected = own
            self.previous = self.anchors.get(own - 1, "")
            if self._is_next(event) or self._is_vouched_for(event):
                yield self._place(0)
            return
        if len(self.suspects) >= MOST_SUSPECTS:
            self.more_suspects += 1
        elif gap := self._closed_gap(event):
            self.tell_missing(self.expected, self.expected + gap - 1, was_closed=True)
            self.expected += gap
        else:
            self.suspects.append(Suspect(self.expected, self.previous, event))
        yield self._place(0)

    def _is_vouched_for(self, event: ChainedEvent) -> bool:
        """Whether a seal, the head or another event says that this one's hash is the next."""
        if self.anchors.get(self.expected) == event.hash:
            return True
        others = (one for one in self.near if one is not event)
        return any(follows(event.hash, one, self.expected + 1) for one in others)

    def _closed_gap(self, event: ChainedEvent) -> int:
        """How many events are missing before this one, if the later ones were renumbered."""
        if self._is_vouched_for(event):
            return 0
        for sequence, hash_ in self.ranges.ends_from(self.expected):
            if follows(hash_, event, sequence + 1):
                return sequence + 1 - self.expected
        if len(self.near) < 2:
            return 0
        after, first = self.near[1], self.expected + 1
        return next((k for k in range(1, FAR) if follows(event.hash, after, first + k)), 0)

    def _inserted(self, event: ChainedEvent) -> None:
        self.tell(
            Kind.INSERTED,
            event.sequence,
            f"An event stored as number {event.sequence} does not belong to the chain.",
            event,
        )

    def tell_missing(self, first: int, last: int, *, was_closed: bool = False) -> None:
        """Report numbers no event has, segment by segment; those retention dropped are no fault."""
        for missing in self.ranges.split(first, last):
            where = (
                f"{missing.first} to {missing.last}"
                if missing.last > missing.first
                else (str(missing.first))
            )
            if missing.is_whole_segment:
                text = f"All events of the day ({where}) are gone, though it was not dropped."
                kind = Kind.SEGMENT_DROPPED
            else:
                text = f"Removed: {where}."
                text += " Later events were given other numbers." if was_closed else ""
                kind = Kind.REMOVED
            self.problems.append(Problem(self.organization, missing.day, missing.first, kind, text))

    def tell(self, kind: Kind, sequence: int, message: str, event: ChainedEvent) -> None:
        self.problems.append(Problem(self.organization, event.day, sequence, kind, message))


def settle_suspects(walk: Walk) -> Iterator[Problem]:
    """What the suspects are: events that changed places far apart, or changed ones."""
    moved: dict[int, Suspect] = {}
    for place in walk.suspects:
        for other in walk.suspects:
            if other is not place and follows(place.previous, other.event, place.sequence):
                moved[place.sequence] = other
    for suspect in walk.suspects:
        found = moved.get(suspect.sequence)
        before = moved.get(suspect.sequence - 1)
        if found is not None:
            kind, text = (
                Kind.REORDERED,
                (f"Event {suspect.sequence} is stored as number {found.event.sequence}."),
            )
        elif before and follows(before.event.hash, suspect.event, suspect.sequence):
            continue
        else:
            kind, text = (
                Kind.CHANGED,
                (
                    f"Event {suspect.sequence}, or the hash of the one before it, is not what was "
                    "recorded."
                ),
            )
        yield Problem(walk.organization, suspect.event.day, suspect.sequence, kind, text)
    if walk.more_suspects:
        last = walk.suspects[-1].sequence
        text = f"{walk.more_suspects:,} events after {last} do not fit either."
        yield Problem(walk.organization, None, last + 1, Kind.CHANGED, text)
