"""Groups that meet every week: when, with which topic, and what became of each event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from stepwell.domain.care.machine import Machine
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.needs import emergency_sessions
from stepwell.domain.protocols.rules import GraduateReturns, sessions_offered


class GroupEventState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class GroupEventEvent(StrEnum):
    HOLD = "hold"
    CANCEL = "cancel"
    REOPEN = "reopen"


class CancelCause(StrEnum):
    HOLIDAY = "holiday"
    LEADER_AWAY = "leader_away"
    TOO_FEW = "too_few"
    ROOM = "room"
    WEATHER = "weather"
    OTHER = "other"


_S, _E = GroupEventState, GroupEventEvent
GROUP_EVENTS = Machine(
    title="Group event",
    starts=(_S.PLANNED,),
    moves={
        (_S.PLANNED, _E.HOLD): _S.HELD,
        (_S.PLANNED, _E.CANCEL): _S.CANCELLED,
        (_S.HELD, _E.HOLD): _S.HELD,
        (_S.CANCELLED, _E.REOPEN): _S.PLANNED,
    },
    refusals={
        _S.PLANNED: "This event is still to come.",
        _S.HELD: "This event was held: who came is written down.",
        _S.CANCELLED: "This event was cancelled. Take that back first.",
    },
)

AHEAD = timedelta(weeks=26)
"""How far events are planned (design)."""


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """weekday: 0 is Monday. The time is that on the program's wall, whatever the season."""

    weekday: int
    starts: time
    time_zone: str

    def starts_between(self, first: date, last: date) -> Iterator[datetime]:
        """Instants in UTC, both days included."""
        zone = ZoneInfo(self.time_zone)
        day = first + timedelta(days=(self.weekday - first.weekday()) % 7)
        while day <= last:
            yield datetime.combine(day, self.starts, tzinfo=zone).astimezone(UTC)
            day += timedelta(weeks=1)


def rotation_of(protocol: Protocol, variant: str) -> tuple[str, ...]:
    """The topics a group goes through, as the protocol names them. A session that some have while
    others have another (graduates) is no event of its own. One that a guest joins is the group's
    where a rule holds it together with groups."""
    rules = protocol.rules(variant)
    shared = {one.graduate for one in rules if isinstance(one, GraduateReturns)}
    offered = {slug for one in rules for slug in sessions_offered(one)}
    left_out = shared | emergency_sessions(rules)
    kinds = {slug: protocol.sessions[slug].kind for slug in offered}
    of_groups = {
        slug
        for one in rules
        if any(kinds.get(slug) is SessionKind.GROUP for slug in sessions_offered(one))
        for slug in sessions_offered(one)
        if kinds[slug] in {SessionKind.GROUP, SessionKind.PEER_JOINED}
    }
    return tuple(slug for slug in protocol.definition.sessions if slug in of_groups - left_out)


def topics_from(rotation: Sequence[str], last: str) -> Iterator[str]:
    """The topics after `last`, round and round; "" for ever where there is no rotation."""
    if not rotation:
        while True:
            yield ""
    start = rotation.index(last) + 1 if last in rotation else 0
    while True:
        yield rotation[start % len(rotation)]
        start += 1
