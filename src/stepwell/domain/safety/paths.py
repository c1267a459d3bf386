"""A safety path: from the moment someone is worried until a supervisor has signed it off.

    opened ─▶ open ──disposition──▶ to sign off ──sign-off──▶ closed
                ▲                        │
                └───────returned─────────┘

A path is the fold of its events, in order; nothing is ever taken out. Which steps it asks for and
by when follows from `PathRules`. The clocks tell whoever opens the page what is late. They call
nobody: no text may say that they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from stepwell.domain.safety.path_rules import TAKE, PathRules, StepRule, Urgency
from stepwell.domain.safety.triage import Level


class EventKind(StrEnum):
    OPENED = "opened"
    TAPPED = "tapped"
    TAKEN = "taken"
    NAMED = "named"
    DONE = "done"
    WAIVED = "waived"
    SCREENED = "screened"
    DISPOSED = "disposed"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"


class PathStatus(StrEnum):
    OPEN = "open"
    TO_SIGN_OFF = "to_sign_off"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Disposition:
    """How it ended. receiver: who took over, was_reached: spoken with them in person or by phone.
    back_up: what happens if it does not work out."""

    slug: str
    words: str = ""
    receiver: str = ""
    was_reached: bool = False
    back_up: str = ""


@dataclass(frozen=True, slots=True)
class PathEvent:
    """by: an actor's key. step: for done and waived. words: what was written about it. level: for
    screened. disposition: for disposed."""

    kind: EventKind
    at: datetime
    by: str
    step: str = ""
    words: str = ""
    level: Level | None = None
    disposition: Disposition | None = None


@dataclass(frozen=True, slots=True)
class PathState:
    """Where a path stands. steps: who settled each, and whether it was done or waived.

    raised_at: when the screener last made it more urgent.
    """

    concern: str
    urgency: Urgency
    opened_at: datetime
    opened_by: str
    status: PathStatus = PathStatus.OPEN
    level: Level | None = None
    raised_at: datetime | None = None
    taken_by: str = ""
    steps: Mapping[str, PathEvent] = field(default_factory=dict)
    disposed: PathEvent | None = None
    signed_off: PathEvent | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done. rule: of the step, None for the sign-off."""

    step: str
    rule: StepRule | None
    at: datetime
    is_overdue: bool


class PathRefused(ValueError):
    """Why this cannot be done on the path now, and what to do."""


def start(rules: PathRules, *, concern: str, by: str, at: datetime) -> PathState:
    """Raises KeyError where the rules know no such concern."""
    return PathState(concern, rules.concern_named(concern).urgency, at, by)


def replayed(rules: PathRules, opened: PathState, events: Iterable[PathEvent]) -> PathState:
    """The path after these events. Raises PathRefused: they could not have happened so."""
    state = opened
    for event in events:
        state = after(rules, state, event)
    return state


def after(rules: PathRules, state: PathState, event: PathEvent) -> PathState:
    """The path after one event more. Raises PathRefused, with nothing changed."""
    check_event(rules, state, event)
    match event.kind:
        case EventKind.TAKEN:
            return replace(state, taken_by=event.by, steps={**state.steps, TAKE: event})
        case EventKind.DONE | EventKind.WAIVED:
            return replace(state, steps={**state.steps, event.step: event})
        case EventKind.SCREENED:
            return _screened(rules, state, event)
        case EventKind.DISPOSED:
            return replace(state, status=PathStatus.TO_SIGN_OFF, disposed=event)
        case EventKind.RETURNED:
            return replace(state, status=PathStatus.OPEN, disposed=None)
        case EventKind.SIGNED_OFF:
            return replace(state, status=PathStatus.CLOSED, signed_off=event)
        case _:
            return state


def check_event(rules: PathRules, state: PathState, event: PathEvent) -> None:
    """Raises PathRefused."""
    if event.kind is EventKind.OPENED:
        raise PathRefused("This path is open already.")
    if state.status is PathStatus.CLOSED:
        raise PathRefused("This path is closed. Open a new one if you are worried again.")
    if event.kind in {EventKind.RETURNED, EventKind.SIGNED_OFF}:
        _check_review(state, event)
    elif state.status is PathStatus.TO_SIGN_OFF and event.kind not in _WHILE_WAITING:
        raise PathRefused(
            "How it ended is written already, and a supervisor looks at it. They can give the "
            "path back if something is missing."
        )
    if event.kind in {EventKind.DONE, EventKind.WAIVED}:
        _check_step(rules, state, event)
    if event.kind is EventKind.DISPOSED:
        _check_disposition(rules, state, event)


def required_steps(rules: PathRules, state: PathState) -> tuple[StepRule, ...]:
    """What this path asks for, in order. It only grows while a path is open."""
    return tuple(
        step
        for step in rules.step
        if (not step.concerns or state.concern in step.concerns)
        and (not step.levels or state.level in step.levels)
        and (not step.urgencies or state.urgency in step.urgencies)
    )


def open_steps(rules: PathRules, state: PathState) -> tuple[StepRule, ...]:
    return tuple(step for step in required_steps(rules, state) if step.slug not in state.steps)


def due(rules: PathRules, state: PathState, at: datetime) -> tuple[Due, ...]:
    """What is still to be done, the earliest first, and what of it is late at this instant."""
    if state.status is PathStatus.CLOSED:
        return ()
    if state.status is PathStatus.TO_SIGN_OFF and state.disposed is not None:
        by = state.disposed.at + timedelta(minutes=rules.sign_off_minutes)
        return (Due("sign_off", None, by, at > by),)
    found = [
        Due(step.slug, step, by, at > by)
        for step in open_steps(rules, state)
        for by in [_due_at(rules, state, step)]
    ]
    return tuple(sorted(found, key=lambda one: one.at))


_WHILE_WAITING = frozenset({EventKind.TAPPED, EventKind.NAMED})


def _due_at(rules: PathRules, state: PathState, step: StepRule) -> datetime:
    first = rules.concern_named(state.concern).urgency
    by = state.opened_at + timedelta(minutes=step.within_minutes[first])
    if state.raised_at is None:
        return by
    raised = state.raised_at + timedelta(minutes=step.within_minutes[state.urgency])
    asked_from_start = not step.levels and not (step.urgencies and first not in step.urgencies)
    return min(by, raised) if asked_from_start else raised


def _screened(rules: PathRules, state: PathState, event: PathEvent) -> PathState:
    """A path becomes more urgent by a screener, never less: only people say that it is over."""
    if event.level is None:
        raise PathRefused("The screener gave no level.")
    level = max(event.level, state.level or Level.NONE, key=lambda one: one.rank)
    wanted = rules.urgency_of_level.get(level, state.urgency)
    urgency = min(wanted, state.urgency, key=lambda one: one.rank)
    is_raised = level is not state.level
    return replace(
        state,
        level=level,
        urgency=urgency,
        raised_at=event.at if is_raised else state.raised_at,
    )


def _check_step(rules: PathRules, state: PathState, event: PathEvent) -> None:
    asked = {step.slug for step in required_steps(rules, state)} - {TAKE}
    if event.step not in asked:
        raise PathRefused("This path asks for no such step.")
    if event.kind is EventKind.WAIVED and not event.words.strip():
        raise PathRefused("Write why this step is left out.")


def _check_disposition(rules: PathRules, state: PathState, event: PathEvent) -> None:
    how = event.disposition
    if how is None:
        raise PathRefused("Say how it ended.")
    try:
        rule = rules.disposition_named(how.slug)
    except KeyError:
        raise PathRefused("Choose how it ended from the list.") from None
    if not how.words.strip():
        raise PathRefused("Write in a sentence what happened.")
    missing = [] if rule.is_error else [step.en.label for step in open_steps(rules, state)]
    if missing:
        raise PathRefused(
            f"Still to do, or to leave out with a reason: {'; '.join(missing)}. "
            "Then say how it ended."
        )
    if rule.hands_over and not how.receiver.strip():
        raise PathRefused("Name who took over: the person, and where they work.")
    if rule.hands_over and not how.was_reached and not how.back_up.strip():
        raise PathRefused(
            "You have not spoken with whoever takes over. Reach them, or write what happens if "
            "the person doesn’t arrive."
        )
    if rule.needs_back_up and not how.back_up.strip():
        raise PathRefused("Write what happens next, who does it and when.")


def _check_review(state: PathState, event: PathEvent) -> None:
    if state.status is not PathStatus.TO_SIGN_OFF or state.disposed is None:
        raise PathRefused("There is nothing to sign off yet: how it ended is not written.")
    if event.by == state.disposed.by:
        raise PathRefused("Someone else has to sign off what you wrote.")
    if event.kind is EventKind.RETURNED and not event.words.strip():
        raise PathRefused("Write what is missing, so that it can be mended.")
