"""Someone in one version of one protocol."""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.care.machine import Machine


class EnrollmentState(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    STOPPED = "stopped"


class EnrollmentEvent(StrEnum):
    """COMPLETE: the rules say that the course is whole. REOPEN: they do no longer."""

    COMPLETE = "complete"
    REOPEN = "reopen"
    STOP = "stop"
    RESUME = "resume"


_S, _E = EnrollmentState, EnrollmentEvent
ENROLLMENTS = Machine(
    title="Enrollment in a protocol",
    starts=(_S.ACTIVE,),
    moves={
        (_S.ACTIVE, _E.COMPLETE): _S.COMPLETED,
        (_S.ACTIVE, _E.STOP): _S.STOPPED,
        (_S.COMPLETED, _E.REOPEN): _S.ACTIVE,
        (_S.STOPPED, _E.RESUME): _S.ACTIVE,
    },
    refusals={
        _S.ACTIVE: "This course is under way already.",
        _S.COMPLETED: "This course is whole. Enroll the person anew if they begin again.",
        _S.STOPPED: "This course was stopped. Take it up again first.",
    },
)
