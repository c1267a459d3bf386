"""Invented trails, and the ways someone might tamper with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from stepwell.domain.audit.chain import ChainedEvent, chain_hash, genesis_hash
from stepwell.domain.audit.outside_copy import OutsideCopy, head_line, read_outside_copy, seal_line
from stepwell.domain.audit.seals import Head, Seal, StoredSeal, seal_hash
from stepwell.domain.audit.verification import Trail, TrailReport, verify_trail

FIRST_DAY = date(2026, 11, 1)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
HARBOR = "harbor"


def build_event(sequence: int, day: date = FIRST_DAY, **changes: object) -> ChainedEvent:
    event = ChainedEvent(
        organization=HARBOR,
        sequence=sequence,
        day=day,
        at=datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=sequence),
        actor_key="ben",
        actor_name="Ben",
        actor_kind="person",
        event_type="record.viewed",
        record_kind="client",
        record_id=f"id-{sequence}",
        record_label=f"ID{sequence}",
        reason="",
        origin_kind="web",
        origin_network="203.0.0.0/16",
        details="{}",
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def chained(events: Sequence[ChainedEvent]) -> list[ChainedEvent]:
    """The events with the hashes that the honest writer would have given them."""
    previous, answer = genesis_hash(HARBOR), []
    for event in events:
        previous = chain_hash(previous, event)
        answer.append(replace(event, hash=previous))
    return answer


class Tampered:
    """A trail of `sizes[i]` events on day i; the last day is not sealed. Change it, then check."""

    def __init__(self, *sizes: int) -> None:
        days = [FIRST_DAY + timedelta(days=i) for i, size in enumerate(sizes) for _ in range(size)]
        self.events = chained([build_event(i, day) for i, day in enumerate(days, 1)])
        self.seals = seals_of(self.events, until=FIRST_DAY + timedelta(days=len(sizes) - 1))
        self.head = Head(len(self.events), self.events[-1].hash) if self.events else None
        self.lines = [seal_line(one.seal, at=AT) for one in self.seals]

    def note_head(self) -> None:
        assert self.head
        self.lines.append(head_line(HARBOR, self.head, at=AT))

    def chain_again(self) -> None:
        """Forge: give all events the hashes that fit what they say now, and the head with them."""
        self.events = chained(self.events)
        self.head = Head(self.events[-1].sequence, self.events[-1].hash)

    def seal_again(self) -> None:
        """Forge the seals too."""
        self.seals = seals_of(self.events, until=self.seals[-1].seal.day + timedelta(days=1))

    @property
    def outside(self) -> OutsideCopy:
        return read_outside_copy(self.lines)

    def check(self) -> TrailReport:
        rows = sorted(self.events, key=lambda one: one.sequence)
        return verify_trail(Trail(HARBOR, rows, self.seals, self.head, self.outside))

    def kinds(self) -> set[str]:
        return {str(one.kind) for one in self.check().problems}


def seals_of(events: Sequence[ChainedEvent], *, until: date) -> list[StoredSeal]:
    """Seals of the days before `until`."""
    answer: list[StoredSeal] = []
    for day in sorted({one.day for one in events if one.day < until}):
        those = [one for one in events if one.day == day]
        first, last = those[0], those[-1]
        previous = answer[-1].hash if answer else ""
        seal = Seal(HARBOR, day, first.sequence, last.sequence, len(those), last.hash, previous)
        answer.append(StoredSeal(seal, seal_hash(seal)))
    return answer
