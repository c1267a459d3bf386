"""An episode of care, from admission to discharge: the fold of its transitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stepwell.domain.care.machine import Machine
from stepwell.domain.care.refusal import CareRefused


class LevelOfCare(StrEnum):
    INPATIENT = "inpatient"
    RESIDENTIAL = "residential"
    INTENSIVE_OUTPATIENT = "intensive_outpatient"
    OUTPATIENT = "outpatient"
    CONTINUING_CARE = "continuing_care"


class EpisodeStatus(StrEnum):
    """WAITING: admitted, and no place is free yet."""

    WAITING = "waiting"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    DISCHARGED = "discharged"


class EpisodeEvent(StrEnum):
    BEGIN = "begin"
    CHANGE_LEVEL = "change_level"
    HOLD = "hold"
    RESUME = "resume"
    DISCHARGE = "discharge"
    TAKE_BACK_DISCHARGE = "take_back_discharge"


class DischargeReason(StrEnum):
    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    LEFT = "left"
    LOST_CONTACT = "lost_contact"
    MOVED_AWAY = "moved_away"
    ENDED_BY_PROGRAM = "ended_by_program"
    CUSTODY = "custody"
    DIED = "died"
    OTHER = "other"


class PlanPart(StrEnum):
    """Of the continuing-care plan, in the order in which it is read."""

    NEXT_CONTACT = "next_contact"
    MEETINGS = "meetings"
    PEOPLE = "people"
    CARE = "care"
    MEDICATION = "medication"
    AFTER_USE = "after_use"


_S, _E = EpisodeStatus, EpisodeEvent
EPISODES = Machine(
    title="Episode of care",
    starts=(_S.WAITING, _S.ACTIVE),
    moves={
        (_S.WAITING, _E.BEGIN): _S.ACTIVE,
        (_S.WAITING, _E.CHANGE_LEVEL): _S.WAITING,
        (_S.WAITING, _E.DISCHARGE): _S.DISCHARGED,
        (_S.ACTIVE, _E.CHANGE_LEVEL): _S.ACTIVE,
        (_S.ACTIVE, _E.HOLD): _S.ON_HOLD,
        (_S.ACTIVE, _E.DISCHARGE): _S.DISCHARGED,
        (_S.ON_HOLD, _E.RESUME): _S.ACTIVE,
        (_S.ON_HOLD, _E.DISCHARGE): _S.DISCHARGED,
        (_S.DISCHARGED, _E.TAKE_BACK_DISCHARGE): _S.ACTIVE,
    },
    refusals={
        _S.WAITING: "This person waits for a place. Begin their care first.",
        _S.ACTIVE: "This person’s care is under way already.",
        _S.ON_HOLD: "This person’s care is on hold. Take it up again first.",
        _S.DISCHARGED: "This person has been discharged. If they come again, write down an "
        "inquiry; if the discharge was a mistake, take it back.",
    },
)


@dataclass(frozen=True, slots=True)
class Transition:
    """by: an actor's key. level: the new one, for CHANGE_LEVEL. words: why."""

    event: EpisodeEvent
    at: datetime
    by: str
    level: LevelOfCare | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeState:
    status: EpisodeStatus
    level: LevelOfCare


def after(state: EpisodeState, transition: Transition) -> EpisodeState:
    """Raises CareRefused."""
    status = EPISODES.after(state.status, transition.event)
    if transition.event is EpisodeEvent.CHANGE_LEVEL:
        if transition.level is None or transition.level is state.level:
            raise CareRefused("Choose a level of care other than the present one.")
        return EpisodeState(status, transition.level)
    if transition.event in WITH_REASON and not transition.words.strip():
        raise CareRefused("Write why, in a few words.")
    return EpisodeState(status, state.level)


def replayed(start: EpisodeState, transitions: Iterable[Transition]) -> EpisodeState:
    """Raises CareRefused: they could not have happened so."""
    for one in transitions:
        start = after(start, one)
    return start


WITH_REASON = frozenset({EpisodeEvent.HOLD, EpisodeEvent.TAKE_BACK_DISCHARGE})


def check_plan(reason: DischargeReason, plan: dict[PlanPart, str]) -> None:
    """Whoever completes their care leaves with a plan. Raises CareRefused."""
    if reason is DischargeReason.COMPLETED and not any(text.strip() for text in plan.values()):
        raise CareRefused(
            "Write at least one line of the continuing-care plan: the next contact, a meeting, or "
            "someone to call."
        )
