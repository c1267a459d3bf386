"""Which steps wait, and by which rule of which course. The files say it; no protocol is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.branching import branches_that_hold, open_tracks
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.rules import HeldBack
from stepwell.domain.steps.definition import StepDefinition, Workbook


class Showing(StrEnum):
    SHOWN = "shown"
    HELD = "held"  # begun before: it can be read, and waits to be gone on with
    HIDDEN = "hidden"  # not begun: not offered for now


@dataclass(frozen=True, slots=True)
class CourseNow:
    """Where one enrollment stands on a day, as far as the steps ask for it."""

    protocol: Protocol
    variant: str
    tracks: frozenset[str]
    branches: tuple[str, ...]
    circumstances: frozenset[Circumstance]


def course_now(protocol: Protocol, history: History, at: date) -> CourseNow:
    """
    Raises:
        KeyError: the protocol has no such variant.
    """
    past = history.until(at)
    return CourseNow(
        protocol,
        past.variant,
        open_tracks(protocol, past, at),
        tuple(one.id for one in branches_that_hold(protocol, past, at)),
        past.circumstances(at),
    )


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """Why a step waits: an item of a protocol, by the name of its list and its id."""

    protocol: str
    list_name: str
    id: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """worksheets: those that can be filled in now. grounds: none where nothing speaks against."""

    number: int
    showing: Showing
    worksheets: tuple[str, ...]
    grounds: tuple[Ground, ...] = ()


def steps_shown(
    workbook: Workbook, courses: Iterable[CourseNow], begun: Collection[int] = ()
) -> tuple[StepShown, ...]:
    """All twelve, in their order.

    Args:
        courses: those a person is in now. One that speaks against a step is enough.
        begun: numbers of steps with work in them, which is never taken out of sight.
    """
    running = tuple(courses)
    return tuple(_shown(one, running, one.number in begun) for one in workbook.in_order)


def _shown(step: StepDefinition, courses: tuple[CourseNow, ...], is_begun: bool) -> StepShown:
    grounds = tuple(sorted({ground for one in courses for ground in _grounds(step, one)}))
    if not grounds:
        return StepShown(step.number, Showing.SHOWN, step.worksheets)
    return StepShown(step.number, Showing.HELD if is_begun else Showing.HIDDEN, (), grounds)


def _grounds(step: StepDefinition, course: CourseNow) -> Iterator[Ground]:
    protocol = course.protocol
    tracks = {one.id for one in protocol.definition.tracks}
    if step.track in tracks - course.tracks:
        yield from _closed_by(step.track, course)
    for rule in protocol.rules(course.variant):
        if (
            isinstance(rule, HeldBack)
            and course.circumstances.intersection(rule.during)
            and set(step.sessions).intersection(rule.sessions)
        ):
            yield Ground(protocol.slug, "sequence", rule.id)


def _closed_by(track: str, course: CourseNow) -> Iterator[Ground]:
    """The branches that hold and close it; else the variant; else how the track begins."""
    protocol = course.protocol
    branches = [
        one.id
        for one in protocol.branches(course.variant)
        if one.id in course.branches and track in one.closes
    ]
    if branches:
        yield from (Ground(protocol.slug, "branches", one) for one in branches)
    elif track in protocol.variant(course.variant).closes:
        yield Ground(protocol.slug, "variants", course.variant)
    else:
        yield Ground(protocol.slug, "tracks", track)
