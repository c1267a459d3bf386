"""Where a client stands in a protocol: what is next, due, overdue, done; what dose; and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.domain.protocols.availability import Refusal, Step, availability
from stepwell.domain.protocols.branching import branches_that_hold, open_tracks
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Contact, History, Outcome
from stepwell.domain.protocols.needs import completing_rule, emergency_sessions, needs_of
from stepwell.domain.protocols.rules import Spacing, Window


@dataclass(frozen=True, slots=True)
class Due:
    """on: the day the next contact is due. overdue_from: the first day it is overdue."""

    on: date
    overdue_from: date
    rule: str
    is_due: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """on: the last day of the window meant for the course."""

    on: date
    rule: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How much of an adequate dose is reached. id: of the mark in the definition."""

    id: str
    completed: int
    at_least: int

    @property
    def is_reached(self) -> bool:
        return self.completed >= self.at_least


@dataclass(frozen=True, slots=True)
class Dose:
    """completed: sessions, each once. contacts: held ones. minutes: of completed sessions, as
    planned. needed_done, needed: of what makes the course whole."""

    completed: tuple[str, ...]
    contacts: int
    emergencies: int
    minutes: int
    needed_done: int
    needed: int
    marks: tuple[Mark, ...]

    @property
    def is_adequate(self) -> bool | None:
        """None where the protocol names no dose."""
        return all(one.is_reached for one in self.marks) if self.marks else None


@dataclass(frozen=True, slots=True)
class Standing:
    """branches: ids of those that hold. completed_by: the rule that ended the course, "" before.

    earlier: contacts of sessions this version does not have; they are kept and counted.
    """

    next: tuple[Step, ...]
    not_yet: tuple[Refusal, ...]
    due: Due | None
    ending: Ending | None
    done: tuple[str, ...]
    dose: Dose
    branches: tuple[str, ...]
    tracks: frozenset[str]
    completed_by: str
    earlier: tuple[Contact, ...]

    @property
    def is_complete(self) -> bool:
        return bool(self.completed_by)


def standing(protocol: Protocol, history: History, at: date) -> Standing:
    """
    Raises:
        KeyError: the protocol has no such variant.
    """
    protocol.variant(history.variant)
    history = history.until(at)
    rules = protocol.rules(history.variant)
    completed_by = completing_rule(rules, history.done)
    open_ones = availability(protocol, history, at)
    return Standing(
        next=open_ones.steps,
        not_yet=open_ones.refusals,
        due=None
        if completed_by
        else due_after(protocol, history.variant, history.last_held_on or history.enrolled_on, at),
        ending=None
        if completed_by
        else ending_of(protocol, history.variant, history.enrolled_on, at),
        done=tuple(one for one in protocol.definition.sessions if one in history.done),
        dose=dose_of(protocol, history),
        branches=tuple(one.id for one in branches_that_hold(protocol, history, at)),
        tracks=open_tracks(protocol, history, at),
        completed_by=completed_by,
        earlier=tuple(one for one in history.contacts if one.session not in protocol.sessions),
    )


def due_after(protocol: Protocol, variant: str, start: date, at: date) -> Due | None:
    """start: the day of the last contact, or of the enrollment before the first."""
    for rule in protocol.rules(variant):
        if isinstance(rule, Spacing):
            on = start + timedelta(days=rule.usual_days)
            overdue = start + timedelta(days=rule.overdue_days + 1)
            return Due(on, overdue, rule.id, is_due=on <= at, is_overdue=overdue <= at)
    return None


def ending_of(protocol: Protocol, variant: str, enrolled_on: date, at: date) -> Ending | None:
    for rule in protocol.rules(variant):
        if isinstance(rule, Window):
            on = enrolled_on + timedelta(weeks=rule.weeks)
            return Ending(on, rule.id, is_past=at > on)
    return None


def dose_of(protocol: Protocol, history: History) -> Dose:
    """history: as of the day that is asked about; see History.until."""
    rules = protocol.rules(history.variant)
    emergencies = emergency_sessions(rules)
    done = history.done - emergencies
    needs = list(needs_of(rules))
    met = sum(min(need.at_least, len(done.intersection(need.sessions))) for need in needs)
    marks = tuple(
        Mark(one.id, len(done.intersection(one.sessions)), one.at_least)
        for one in protocol.definition.dose
        if not one.variants or history.variant in one.variants
    )
    known = [one for one in protocol.definition.sessions if one in done]
    completed = [c for c in history.contacts if c.outcome is Outcome.COMPLETED]
    return Dose(
        completed=(*known, *sorted(done.difference(known))),
        contacts=len(history.held),
        emergencies=sum(one.session in emergencies for one in history.held),
        minutes=sum(
            protocol.sessions[one.session].minutes
            for one in completed
            if one.session in protocol.sessions
        ),
        needed_done=met,
        needed=sum(need.at_least for need in needs),
        marks=marks,
    )
