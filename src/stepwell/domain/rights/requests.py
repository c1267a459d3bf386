"""A request by right: its clock, what may become of it, and when it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stepwell.domain.rights.law import Clock, Right, grounds_for


class State(StrEnum):
    """granted: agreed to and still to be done. done: carried out."""

    OPEN = "open"
    GRANTED = "granted"
    DENIED = "denied"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OVER = frozenset({State.DENIED, State.DONE, State.WITHDRAWN})

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.GRANTED, State.DENIED, State.WITHDRAWN}),
    State.GRANTED: frozenset({State.DONE, State.WITHDRAWN}),
    State.DENIED: frozenset(),
    State.DONE: frozenset(),
    State.WITHDRAWN: frozenset(),
}

SHORTEST_WORDS, LONGEST_WORDS = 10, 4000


class RequestRefused(Exception):
    """Why a step is not possible, and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the rules see it. due_on: with any extension; the last day for an answer."""

    right: Right
    state: State
    due_on: date
    is_extended: bool = False
    has_statement: bool = False


def due_on(asked_on: date, clock: Clock) -> date:
    return asked_on + timedelta(days=clock.days)


def is_late(asked: Asked, today: date) -> bool:
    return asked.state not in OVER and today > asked.due_on


def days_left(asked: Asked, today: date) -> int:
    """Negative once it is late."""
    return (asked.due_on - today).days


def extended_until(asked: Asked, clock: Clock, words: str, today: date) -> date:
    """The new last day. Once only, before the time is over, and the person is told why.

    Source: 45 CFR 164.526(b)(2)(ii): not more than 30 days, with a written statement of the reasons
    and the date.

    Raises:
        RequestRefused.
    """
    if asked.state is not State.OPEN:
        raise RequestRefused("Only a request that waits for an answer can be put off.")
    if asked.is_extended:
        raise RequestRefused("This was put off once already, and the law allows that only once.")
    if today > asked.due_on:
        raise RequestRefused("The time for an answer is over. Answer now.")
    if not clock.more_days:
        raise RequestRefused("This program does not put off its answers.")
    check_words(words, "why the answer takes longer")
    return asked.due_on + timedelta(days=clock.more_days)


def check_words(words: str, about: str) -> None:
    """Raises RequestRefused where they are too few or too many."""
    length = len(words.strip())
    if length < SHORTEST_WORDS:
        raise RequestRefused(f"Write in a sentence {about}.")
    if length > LONGEST_WORDS:
        raise RequestRefused(f"At most {LONGEST_WORDS:,} characters, please.")


def check_move(asked: Asked, to: State) -> None:
    """Raises RequestRefused."""
    if to not in MOVES[asked.state]:
        raise RequestRefused("This request has been answered already. Load the page again.")


def check_denial(asked: Asked, ground: str, words: str) -> None:
    """A denial names one of the grounds that the law leaves, and is written so as to be read.

    Raises RequestRefused.
    """
    check_move(asked, State.DENIED)
    if ground not in grounds_for(asked.right):
        raise RequestRefused("Choose the ground for saying no.")
    check_words(words, "why, in plain words. The person reads it")


def check_statement(asked: Asked, words: str) -> None:
    """Whoever was denied an amendment may add their own words to the record, once and for good.

    Source: 45 CFR 164.526(d)(2).

    Raises RequestRefused.
    """
    if asked.right is not Right.AMENDMENT or asked.state is not State.DENIED:
        raise RequestRefused("A statement can be added where a change was denied.")
    if asked.has_statement:
        raise RequestRefused("There is a statement already. Ask for another change to add more.")
    check_words(words, "what you disagree with")
