"""A session that is being held, from the first word typed until it is written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from stepwell.domain.care.appointments import LONGEST, SHORTEST
from stepwell.domain.care.machine import Machine
from stepwell.domain.care.refusal import CareRefused


class RunState(StrEnum):
    OPEN = "open"
    ENDED = "ended"
    ABANDONED = "abandoned"


class RunEvent(StrEnum):
    """ABANDON: it did not come about, or was begun by mistake; what was typed stays."""

    END = "end"
    ABANDON = "abandon"


_S, _E = RunState, RunEvent
RUNS = Machine(
    title="Session that is being held",
    starts=(_S.OPEN,),
    moves={
        (_S.OPEN, _E.END): _S.ENDED,
        (_S.OPEN, _E.ABANDON): _S.ABANDONED,
    },
    refusals={
        _S.OPEN: "This session is still open.",
        _S.ENDED: "This session has ended: what was written stays as it is.",
        _S.ABANDONED: "This session was abandoned: what was written stays as it is.",
    },
)

EARLY = timedelta(minutes=30)
"""How long before its hour an appointment can begin (design)."""


def in_a_week(start: datetime, zone: ZoneInfo) -> datetime:
    """The same hour of the wall clock."""
    wall = start.astimezone(zone).replace(tzinfo=None)
    return (wall + timedelta(weeks=1)).replace(tzinfo=zone)


def quarter_of(start: datetime) -> datetime:
    """The quarter of an hour in which something began."""
    return start.replace(minute=start.minute - start.minute % 15, second=0, microsecond=0)


def minutes_held(typed: str, *, started_at: datetime, paused: timedelta, ended_at: datetime) -> int:
    """How long it took: as typed, or by the clock without the pauses.

    Raises:
        CareRefused: the number is none, or the clock cannot be right.
    """
    if typed.strip():
        if not typed.strip().isdecimal() or not SHORTEST <= int(typed) <= LONGEST:
            raise CareRefused(f"How long it took is a number from {SHORTEST} to {LONGEST} minutes.")
        return int(typed)
    minutes = round((ended_at - started_at - paused).total_seconds() / 60)
    if not SHORTEST <= minutes <= LONGEST:
        raise CareRefused(
            f"By the clock it took {max(minutes, 0)} minutes. Write how long it took at the "
            "bottom of the page."
        )
    return minutes
