"""A planned contact with one person, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.care.machine import Machine


class AppointmentKind(StrEnum):
    INTAKE = "intake"
    INDIVIDUAL = "individual"
    CONJOINT = "conjoint"
    PEER_JOINED = "peer-joined"
    PHONE = "phone"


class AppointmentState(StrEnum):
    """MISSED: the person did not come, and nobody knew. MOVED: to another time."""

    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    CANCELLED = "cancelled"
    MOVED = "moved"


class AppointmentEvent(StrEnum):
    """CALL_OFF: the person can't make it. CANCEL: the program can't."""

    HOLD = "hold"
    MISS = "miss"
    CALL_OFF = "call_off"
    CANCEL = "cancel"
    MOVE = "move"
    REOPEN = "reopen"


_S, _E = AppointmentState, AppointmentEvent
APPOINTMENTS = Machine(
    title="Appointment",
    starts=(_S.BOOKED,),
    moves={
        (_S.BOOKED, _E.HOLD): _S.HELD,
        (_S.BOOKED, _E.MISS): _S.MISSED,
        (_S.BOOKED, _E.CALL_OFF): _S.CALLED_OFF,
        (_S.BOOKED, _E.CANCEL): _S.CANCELLED,
        (_S.BOOKED, _E.MOVE): _S.MOVED,
        (_S.HELD, _E.REOPEN): _S.BOOKED,
        (_S.MISSED, _E.REOPEN): _S.BOOKED,
        (_S.CALLED_OFF, _E.REOPEN): _S.BOOKED,
        (_S.CANCELLED, _E.REOPEN): _S.BOOKED,
    },
    refusals={
        _S.BOOKED: "This appointment is still to come.",
        _S.HELD: "What happened is written down already. Take it back there first.",
        _S.MISSED: "It is written down that they did not come. Take that back first.",
        _S.CALLED_OFF: "This appointment was called off. Take that back first.",
        _S.CANCELLED: "This appointment was cancelled. Take that back first.",
        _S.MOVED: "This appointment was moved to another time. Go on there.",
    },
)

SHORTEST, LONGEST = 5, 8 * 60
"""Minutes."""
