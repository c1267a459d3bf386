"""`GET /api/app/brief`: what the program made for a member, for their phone to carry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.actions.own_brief import Brief, OwnNumber, OwnTask, open_own_brief
from stepwell.actions.safety_plans import PlanVersion
from stepwell.domain.help.telephone import dialed
from stepwell.domain.recovery.prompts import Prompt
from stepwell.domain.safety.plan import PlanPart, part_number, pieces_of
from stepwell.queries.own_contacts import OwnContact
from stepwell.queries.safety_library import plan_words
from stepwell.web.shared.json_answers import json_answer
from stepwell.web.shared.policies import actor_of, member_view


@member_view
@never_cache
@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    at = datetime.now(UTC)
    return json_answer({"read_at": _stamp(at)} | _told(open_own_brief(by=actor_of(request), at=at)))


def _told(found: Brief) -> dict[str, Any]:
    return {
        "zone": found.zone,
        "today": found.today.isoformat(),
        "tasks": [_task(one) for one in found.tasks],
        "contacts": [_contact(one) for one in found.contacts],
        "planned": {
            "meetings": msgspec.to_builtins(found.planned.listed),
            "gone": found.planned.gone,
        },
        "plan": _plan(found.plan) if found.plan else None,
        "program": {
            "carers": found.carers,
            "numbers": [_number(one) for one in found.numbers],
        },
        "journal": {"prompts": [_prompt(one) for one in found.between.prompts]},
        "check_in": {
            "asks": [one.value for one in found.asks],
            "is_from_protocol": found.between.asks is not None,
        },
        "why": {part: one.value for part, one in found.why.items()},
    }


def _task(one: OwnTask) -> dict[str, Any]:
    line = one.line
    said = {"state": line.said, "words": line.said_words} if line.said else None
    return {
        "id": str(line.id),
        "title": line.title,
        "kind": line.kind.value,
        "who": line.who,
        "where": line.where,
        "when": line.when,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "given_on": one.given_on.isoformat(),
        "code": one.code,
        "said": said,
    }


def _contact(one: OwnContact) -> dict[str, Any]:
    return {
        "starts_at": _stamp(one.starts_at),
        "minutes": one.minutes,
        "kind": one.kind,
        "room": one.room,
        "video_url": one.video_url,
        "with": one.with_whom,
    }


def _plan(one: PlanVersion) -> dict[str, Any]:
    """As on the plan's own page, with numbers to touch."""
    words = plan_words()
    return {
        "number": one.number,
        "language": one.language,
        "is_made_together": one.is_made_together,
        "made_at": _stamp(one.made_at),
        "made_by": one.made_by,
        "parts": [
            {
                "part": part.value,
                "number": part_number(part),
                "heading": words.of(part, one.language).heading,
                "entries": [
                    [{"text": piece.text, "dial": piece.dial} for piece in pieces_of(entry)]
                    for entry in one.parts[part]
                ],
            }
            for part in PlanPart
        ],
    }


def _number(one: OwnNumber) -> dict[str, Any]:
    return {
        "name": one.name,
        "phone": one.phone,
        "dial": dialed(one.phone),
        "text": dialed(one.text) if one.text else "",
        "hours": one.hours,
    }


def _prompt(one: Prompt) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "title": one.title,
        "text": one.text,
        "questions": one.questions,
    }


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
