"""`GET /api/app/shared`: what the program sees of a member's log and pages, what it was told, and
what is switched on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.actions.log_reading import CheckInEntry, DayEntry, LogDay, MeetingEntry
from stepwell.actions.own_sharing_reading import OwnPage, Told, open_own_sharing
from stepwell.domain.recovery.sharing import Share
from stepwell.domain.recovery.telling import Cause
from stepwell.web.shared.json_answers import json_answer
from stepwell.web.shared.policies import actor_of, member_view


@member_view
@never_cache
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    page = open_own_sharing(by=actor_of(request), at=datetime.now(UTC))
    return json_answer(
        {
            "parts": {one.value: one in page.parts for one in Share},
            "tell": {one.value: one in page.tell for one in Cause},
            "has_record": page.has_record,
            "carers": page.carers,
            "first": page.first.isoformat(),
            "days": [_day(one) for one in page.days],
            "tasks": [
                {"title": one.title, "state": one.state, "words": one.words} for one in page.tasks
            ],
            "told": [_told(one) for one in page.told],
            "pages": [_page(one) for one in page.pages],
        }
    )


def _told(one: Told) -> dict[str, Any]:
    return {"what": one.cause.value, "on": one.on.isoformat(), "told_at": _instant(one.told_at)}


def _page(one: OwnPage) -> dict[str, Any]:
    return {
        "record": str(one.record),
        "on": one.on.isoformat(),
        "handed_at": _instant(one.handed_at),
        "read_at": _instant(one.read_at) if one.read_at else None,
        "read_by": one.read_by,
    }


def _instant(at: datetime) -> str:
    """As versions have it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _day(day: LogDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "reports": [_report(one) for one in day.reports],
        "meetings": [_meeting(one) for one in day.meetings],
        "check_ins": [_check_in(one) for one in day.check_ins],
    }


def _report(one: DayEntry) -> dict[str, Any]:
    said = {"state": one.state, "substance": one.substance, "amount": one.amount}
    return said | {"words": one.words} | _source(one)


def _meeting(one: MeetingEntry) -> dict[str, Any]:
    return {
        "meeting": one.meeting,
        "fellowship": one.fellowship,
        "mode": one.mode,
        "liking": one.liking,
        "deeds": one.deeds,
        "words": one.words,
        "told": one.told,
    } | _source(one)


def _check_in(one: CheckInEntry) -> dict[str, Any]:
    return {"answers": one.answers, "words": one.words} | _source(one)


def _source(one: DayEntry | MeetingEntry | CheckInEntry) -> dict[str, Any]:
    return {"source": one.said.source, "by": one.said.recorded_by}
