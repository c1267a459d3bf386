"""The page of a session with one person, as its template takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.actions.group_sessions import open_group_run
from stepwell.actions.log_reading import LogDay
from stepwell.actions.session_entries import Conflict
from stepwell.actions.session_reading import RunPage, open_run
from stepwell.actions.session_runs import is_of_group
from stepwell.actions.since_contact import Since, short
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.run_gaps import gate_that_stops
from stepwell.domain.recovery.log import STRONGEST_URGE, DayState
from stepwell.web.staff.group_session_page import group_context
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.session_agenda import agenda_context
from stepwell.web.staff.session_cards import (
    Cards,
    explore_words,
    heard,
    liking_words,
    numbered,
)
from stepwell.web.staff.session_fields import Fields, RunField
from stepwell.web.staff.session_tasks import task_card

DAYS_DRAWN = 28
STRIP, STEP = 9, 11
"""Width of a day in the strip, and from one to the next."""


@dataclass(frozen=True, slots=True)
class DayMark:
    x: int
    classes: str
    is_known: bool


def run_page(
    run_id: UUID, *, by: Actor, at: datetime, conflicts: tuple[Conflict, ...] = ()
) -> tuple[str, dict[str, Any]]:
    """The template and what it takes, of a session with one person or with a group.

    Raises AccessDenied, NotFound or ProtocolGone.
    """
    if is_of_group(run_id, by):
        page = open_group_run(run_id, by=by, at=at)
        return "staff/sessions/group.html", group_context(page, at, conflicts)
    return "staff/sessions/session.html", page_context(
        open_run(run_id, by=by, at=at), at, conflicts=conflicts
    )


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
        "tasks_given": [task_card(one, fields) for one in page.tasks],
        "heard": heard(fields, earlier) if page.plan is not None else [],
        "meetings": numbered(fields, "meetings", _("A meeting: its name"), page.partner),
        "own": numbered(fields, "own", _("A task in their own words"), page.partner),
        "free": _free(page, fields),
        "gate": gate_that_stops(page.plan, page.said),
        "concerns": [(one.slug, one.words(str(get_language())[:2])) for one in page.concerns],
        "review_done": not any(one.key.startswith(("review.", "heard.")) for one in page.missing),
    }
    if page.plan is None or page.protocol is None:
        return context
    cards = Cards(page.protocol, page.plan, fields, earlier, page.partner)
    return context | agenda_context(cards) | {"review": cards.review(), "tasks": cards.tasks()}


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
        "week": fields.tick(
            "next.week",
            _("Next appointment in a week: %(when)s")
            % {"when": date_format(localtime(page.next_week), "D M j, g:i A")},
        ),
        "starts": fields.line("next.starts", _("Day and time"), type="datetime-local"),
        "next_minutes": fields.line(
            "next.minutes", _("Minutes"), type="number", hint=_("Left empty: 50.")
        ),
        "room": fields.line("next.room", _("Room")),
        "next_session": fields.choice(
            "next.session", _("What is planned for then"), (("", _("Not said yet")), *page.steps)
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
