"""What is known of one client when flags are looked for. Everything in it may be empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from stepwell.domain.protocols.standing import Due, Ending
from stepwell.domain.recovery.log import DayState


@dataclass(frozen=True, slots=True)
class OpenPath:
    """A safety path that is not closed. opened_on: on the program's calendar."""

    opened_on: date
    waits_for_sign_off: bool = False


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A protocol someone is in now. due, ending: by its own rules, None where it names none;
    due_rule, ending_rule: what those rules are called."""

    protocol: str
    title: str
    due: Due | None = None
    due_rule: str = ""
    ending: Ending | None = None
    ending_rule: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """days: what is known of each of the last days; a day that is not in it is unknown. urges: of
    check-ins, day and number. meetings_on: days of meetings, as far back as the rules look.
    missed_on: when they last did not come. unsigned_on: days of sessions whose note is not signed.
    next_on: of the next appointment or group.

    A new kind of flag whose records come later is a field here, a rule and a function in `flags`.
    """

    paths: tuple[OpenPath, ...] = ()
    days: Mapping[date, DayState] = field(default_factory=dict)
    urges: tuple[tuple[date, int], ...] = ()
    meetings_on: tuple[date, ...] = ()
    missed_on: date | None = None
    last_held_on: date | None = None
    next_on: date | None = None
    courses: tuple[CourseFacts, ...] = ()
    unsigned_on: tuple[date, ...] = ()


def state_of_day(states: Iterable[DayState]) -> DayState | None:
    """Of what was said of one day, by substance or as a whole. Use of anything is use; a day nobody
    has spoken of is None, never abstinent."""
    said = set(states)
    for state in (DayState.USED, DayState.ABSTINENT, DayState.RESTRICTED):
        if state in said:
            return state
    return None
