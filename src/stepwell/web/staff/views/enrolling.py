"""Choosing an intervention: what matters, what speaks for and against each, and the decision."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.enrolling import ChooserPage, enroll, open_chooser
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.choice_points import Lean
from stepwell.domain.protocols.choosing import Suggestion
from stepwell.web.staff.course_words import GENERIC, VERDICTS
from stepwell.web.staff.forms.course import AnswersForm
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.protocol_words import basis_words


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    if request.method != "POST":
        page = open_chooser(episode_id, by=by, at=at)
        form = AnswersForm(initial=asdict(page.known))
        return render(request, "staff/course_choose.html", {"page": page, "form": form})
    form = AnswersForm(request.POST)
    answers = form.as_answers() if form.is_valid() else None
    page = open_chooser(episode_id, answers, by=by, at=at)
    return render(request, "staff/course_choose.html", _context(page, form, "", {}))


@program_view
@require_POST
def enrolled(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    """The decision, with its reason; refused, it is shown again with what was typed."""
    at = datetime.now(UTC)
    form = AnswersForm(request.POST)
    answers = form.as_answers() if form.is_valid() else None
    page = open_chooser(episode_id, answers, by=by, at=at)
    slug, _colon, variant = request.POST.get("chosen", "").partition(":")
    reason = request.POST.get("reason", "")[:2000]
    try:
        if answers is None:
            raise CareRefused("Answer the questions first, or leave them open.")
        key = enroll(episode_id, slug, variant, answers, reason=reason, by=by, at=at)
    except CareRefused as refusal:
        typed = {f"{slug}:{variant}": reason}
        context = _context(page, form, str(refusal), typed)
        return render(request, "staff/course_choose.html", context, status=422)
    return redirect("staff:course", enrollment_id=key)


def _context(
    page: ChooserPage, form: AnswersForm, refused: str, typed: dict[str, str]
) -> dict[str, Any]:
    rows = [_row(one, page, typed) for one in page.suggestions]
    return {"page": page, "form": form, "rows": rows, "refused": refused, "is_asked": True}


def _row(one: Suggestion, page: ChooserPage, typed: dict[str, str]) -> dict[str, Any]:
    key = f"{one.protocol.slug}:{one.variant}"
    return {
        "one": one,
        "key": key,
        "verdict": VERDICTS[one.verdict],
        "lists": [(lean, _reasons(one, lean)) for lean in Lean if one.of(lean)],
        "is_running": one.protocol.slug in page.running,
        "typed": typed.get(key, ""),
    }


def _reasons(one: Suggestion, lean: Lean) -> list[tuple[Any, str, str]]:
    return [
        (reason.text or GENERIC[reason.id], basis_words(reason.basis), reason.source)
        for reason in one.of(lean)
    ]
