"""The page of a session with one person, as its template takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.actions.log_reading import LogDay
from stepwell.actions.session_entries import Conflict
from stepwell.actions.session_reading import RunPage, TaskLine
from stepwell.actions.since_contact import Since, short
from stepwell.domain.care.run_entries import DONE, LEFT, YES
from stepwell.domain.care.run_gaps import gate_that_stops
from stepwell.domain.protocols.items import TaskEvidence
from stepwell.domain.recovery.log import STRONGEST_URGE, DayState
from stepwell.domain.recovery.tasks import TaskState
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.session_cards import (
    BlockCard,
    Cards,
    explore_words,
    heard,
    liking_words,
    numbered,
)
from stepwell.web.staff.session_fields import Fields, RunField

DAYS_DRAWN = 28
STRIP, STEP = 9, 11
"""Width of a day in the strip, and from one to the next."""
BAR = 1040


@dataclass(frozen=True, slots=True)
class DayMark:
    x: int
    classes: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class BarPart:
    """One block in the drawing of the agenda."""

    x: str
    width: str
    classes: str
    label: str
    text_x: str


@dataclass(frozen=True, slots=True)
class TaskCard:
    line: TaskLine
    state: RunField
    words: RunField
    shown: RunField
    again: RunField


def page_context(
    page: RunPage, at: datetime, *, conflicts: tuple[Conflict, ...] = ()
) -> dict[str, Any]:
    fields = Fields(page.standing, page.client_id, conflicts)
    earlier = dict(page.earlier)
    context = {
        "page": page,
        "run": page.run,
        "kind": kind_words(page.run.kind),
        "at": at,
        "conflicts": conflicts,
        "since": _since(page.since, fields),
        "tasks_given": [_task(one, fields) for one in page.tasks],
        "heard": heard(fields, earlier) if page.plan is not None else [],
        "meetings": numbered(fields, "meetings", _("A meeting: its name")),
        "own": numbered(fields, "own", _("A task in their own words")),
        "free": _free(page, fields),
        "gate": gate_that_stops(page.plan, page.said),
        "concerns": [(one.slug, one.words(str(get_language())[:2])) for one in page.concerns],
        "review_done": not any(one.key.startswith(("review.", "heard.")) for one in page.missing),
    }
    if page.plan is None or page.protocol is None:
        return context
    cards = Cards(page.protocol, page.plan, fields, earlier)
    blocks = cards.blocks()
    topics, exercises = cards.besides()
    return context | {
        "review": cards.review(),
        "gates": cards.gates(),
        "blocks": blocks,
        "review_block": next((one for one in blocks if one.is_review), None),
        "now": next((one.item.id for one in blocks if not one.state.value), ""),
        "bar": _bar(blocks),
        "besides": topics,
        "besides_exercises": exercises,
        "tasks": cards.tasks(),
        "fidelity": cards.ticks("fidelity"),
        "fidelity_done": sum(one.first.value == YES for one in cards.ticks("fidelity")),
        "scripts": cards.ticks("scripts"),
        "objections": cards.ticks("objections"),
        "proscribed": cards.items("proscribed"),
        "contraindications": cards.items("contraindications"),
        "readings": cards.items("readings"),
        "materials": cards.items("materials"),
        "rewards": cards.items("rewards"),
    }


def _free(page: RunPage, fields: Fields) -> dict[str, RunField]:
    return {
        "words": fields.text("words", _("Note while you talk"), rows=9),
        "parked": fields.text("parked", _("Put aside for another time, one a line")),
        "partner": fields.line("partner", _("Who else is in the room")),
        "sure": fields.line(
            "sure", _("How sure are they, 0 to 10?"), type="number",
            hint=_("Under 7, make the task smaller."),
        ),
        "summary": fields.text(
            "summary", _("What we talked about, in their words"),
            hint=_("Goes on the sheet they take along. Nothing clinical."),
        ),
        "minutes": fields.line(
            "minutes", _("How long it took, in minutes"), type="number",
            hint=_("Left empty: by the clock."),
        ),
        "goes_on": fields.tick("goes_on", _("This topic goes on next time")),
        "uncounted": fields.tick("uncounted", _("It counts for nothing in the course")),
        "starts": fields.line("next.starts", _("Next appointment"), type="datetime-local"),
        "next_minutes": fields.line(
            "next.minutes", _("Minutes"), type="number", hint=_("Left empty: 50.")
        ),
        "room": fields.line("next.room", _("Room")),
        "next_session": fields.choice(
            "next.session", _("For"), (("", _("Not said yet")), *page.steps)
        ),
    }  # fmt: skip


def _since(since: Since, fields: Fields) -> dict[str, Any]:
    days = [_mark(n, one) for n, one in enumerate(reversed(since.days[:DAYS_DRAWN]))]
    return {
        "facts": since,
        "title": _("Since %(day)s") % {"day": short(since.last_on)}
        if since.last_on
        else _("What is known so far"),
        "days": days,
        "width": max(len(days) * STEP, 1),
        "meetings": [
            (
                on,
                one,
                liking_words(one),
                fields.tick(f"explore.{one.id}", explore_words(one)),
            )
            for on, one in since.meetings
        ],
        "urge": since.strongest_urge,
        "most_urge": STRONGEST_URGE,
    }


def _mark(number: int, day: LogDay) -> DayMark:
    states = {one.state for one in day.reports}
    x = number * STEP
    if DayState.USED in states:
        return DayMark(x, "day used", True)
    if DayState.ABSTINENT in states:
        return DayMark(x, "day", True)
    return DayMark(x, "unknown", False)


def _task(line: TaskLine, fields: Fields) -> TaskCard:
    key = f"given.{line.id}"
    state = fields.choice(
        key,
        line.title,
        (
            (TaskState.DONE.value, _("Done")),
            (TaskState.PARTLY.value, _("Partly")),
            (TaskState.NOT_DONE.value, _("Not done")),
            (TaskState.DROPPED.value, _("Drop it")),
        ),
    )
    evidence = (
        ("", _("Not said")),
        (TaskEvidence.SELF_REPORT.value, _("They say so")),
        (TaskEvidence.SHOWN.value, _("Shown to me")),
        (TaskEvidence.VOLUNTEER_REPORT.value, _("A volunteer says so")),
    )
    return TaskCard(
        line,
        state,
        fields.line(f"{key}.words", _("How it went, what got in the way")),
        fields.choice(f"{key}.shown", _("How we know"), evidence),
        fields.tick(f"{key}.again", _("Give it again")),
    )


def _bar(blocks: Iterable[BlockCard]) -> list[BarPart]:
    """The agenda as a bar, as wide as its minutes; the first open block is where we are."""
    cards = list(blocks)
    whole = sum(one.minutes for one in cards) or 1
    parts, x, has_live = [], 0.0, False
    for one in cards:
        width = BAR * one.minutes / whole
        is_open = one.state.value not in {DONE, LEFT}
        classes = "todo" if is_open else "past"
        if is_open and not has_live:
            classes, has_live = "live", True
        title = one.item.title if len(one.item.title) * 7 + 34 < width else ""
        label = f"{title}, {one.minutes}" if title else str(one.minutes)
        places = (f"{number:.1f}" for number in (x + 1, width - 2, x + width - 8))
        start, inner, end = places
        parts.append(BarPart(start, inner, classes, label, end))
        x += width
    return parts
