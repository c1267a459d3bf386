"""Fidelity: what there is to rate, one session, one counselor, agreement, supervision notes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.fidelity_drawing import draw_sessions
from stepwell.actions.fidelity_figures import (
    CounselorPage,
    WhatLine,
    open_agreement,
    open_counselor,
)
from stepwell.actions.fidelity_rating import (
    NewRating,
    correct_rating,
    save_rating,
    sign_rating,
    tick_own,
)
from stepwell.actions.fidelity_reading import list_work, open_rated
from stepwell.actions.supervision_notes import list_supervision_notes, write_supervision_note
from stepwell.domain.access.actor import Actor
from stepwell.domain.fidelity.items import FIDELITY
from stepwell.domain.fidelity.kappa import FEW, Weights
from stepwell.domain.fidelity.ratings import Rating
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.fidelity.scales import SCALES, Measure
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.fidelity_cards import cards_of, empathy_of, said_of, typed_rating
from stepwell.web.staff.fidelity_chart import drift_chart
from stepwell.web.staff.fidelity_words import (
    MEASURES,
    ROLES,
    SHORT,
    SUMMARIES,
    WEIGHTS,
    WHY_NONE,
)
from stepwell.web.staff.forms.fidelity import DrawForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.protocol_words import basis_words


@program_view
@require_safe
def work(request: HttpRequest, by: Actor) -> HttpResponse:
    page = list_work(by=by, at=datetime.now(UTC), page=page_number(request))
    context = {"page": page, "found": page.found, "roles": ROLES}
    return render(request, "staff/fidelity.html", context)


@program_view
@require_safe
def session(request: HttpRequest, by: Actor, session_id: UUID) -> HttpResponse:
    try:
        return _session_page(request, by, session_id)
    except FidelityRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:fidelity")


@program_view
@require_POST
def save(request: HttpRequest, by: Actor, session_id: UUID) -> HttpResponse:
    typed = typed_rating(request.POST)
    try:
        save_rating(session_id, typed, by=by, at=datetime.now(UTC))
    except FidelityRefused as refusal:
        return _session_page(request, by, session_id, typed, str(refusal))
    messages.success(request, _("Saved as a draft. Nobody else reads it until you sign it."))
    return redirect("staff:fidelity_session", session_id=session_id)


@program_view
@require_POST
def sign(request: HttpRequest, by: Actor, session_id: UUID) -> HttpResponse:
    """What is in the form is saved first, and then signed."""
    at, typed = datetime.now(UTC), typed_rating(request.POST)
    try:
        number = save_rating(session_id, typed, by=by, at=at)
        typed = NewRating(typed.scores, typed.empathy, typed.words, number)
        sign_rating(session_id, number=number, by=by, at=at)
    except FidelityRefused as refusal:
        return _session_page(request, by, session_id, typed, str(refusal))
    messages.success(request, _("Signed. Whoever held the session can read it now."))
    return redirect("staff:fidelity_session", session_id=session_id)


@program_view
@require_POST
def correct(request: HttpRequest, by: Actor, session_id: UUID) -> HttpResponse:
    try:
        correct_rating(session_id, by=by, at=datetime.now(UTC))
    except FidelityRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:fidelity_session", session_id=session_id)


@program_view
@require_POST
def tick(request: HttpRequest, by: Actor, session_id: UUID) -> HttpResponse:
    ticked = frozenset(request.POST.getlist("ticked"))
    try:
        tick_own(session_id, ticked, by=by, at=datetime.now(UTC))
    except FidelityRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:fidelity_session", session_id=session_id)


@program_view
@require_safe
def counselor(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    page = _counselor(request, by, user_id)
    form = DrawForm(raters=page.raters)
    return form_page(request, "staff/fidelity_counselor.html", form, _counselor_context(page))


@program_view
@require_POST
def draw(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_counselor(user_id, is_to_draw=True, by=by, at=at)
    form = DrawForm(request.POST, raters=page.raters)
    if form.is_valid():
        try:
            drawn = draw_sessions(user_id, form.new(), by=by, at=at)
        except FidelityRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = ngettext("%(n)d session drawn.", "%(n)d sessions drawn.", len(drawn))
            messages.success(request, told % {"n": len(drawn)})
            return redirect("staff:fidelity_counselor", user_id=user_id)
    return form_page(request, "staff/fidelity_counselor.html", form, _counselor_context(page))


@program_view
@require_safe
def agreement(request: HttpRequest, by: Actor) -> HttpResponse:
    linear = request.GET.get("weights") == Weights.LINEAR
    weights = Weights.LINEAR if linear else Weights.QUADRATIC
    page = open_agreement(weights=weights, by=by, at=datetime.now(UTC))
    context = {
        "page": page,
        "few": FEW,
        "roles": ROLES,
        "measures": MEASURES,
        "weights": WEIGHTS,
        "why": WHY_NONE,
        "bases": {one.basis: basis_words(one.basis) for one in SCALES.values()},
    }
    return render(request, "staff/fidelity_agreement.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    at, refused, typed = datetime.now(UTC), "", ""
    if request.method == "POST":
        typed = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            write_supervision_note(user_id, typed, by=by, at=at)
        except FidelityRefused as refusal:
            refused = str(refusal)
        else:
            return redirect("staff:fidelity_notes", user_id=user_id)
    page = list_supervision_notes(user_id, by=by, at=at, page=page_number(request))
    context = {"page": page, "found": page.found, "refused": refused, "typed": typed}
    return render(request, "staff/fidelity_notes.html", context, status=422 if refused else 200)


def _session_page(
    request: HttpRequest,
    by: Actor,
    session_id: UUID,
    typed: NewRating | None = None,
    refused: str = "",
) -> HttpResponse:
    page = open_rated(session_id, by=by, at=datetime.now(UTC))
    rating = Rating(typed.scores, typed.empathy) if typed else page.own.rating if page.own else None
    context = {
        "page": page,
        "line": page.line,
        "roles": ROLES,
        "summaries": SUMMARIES,
        "cards": cards_of(page.items, rating or Rating()),
        "empathy": empathy_of(rating or Rating()),
        "words": typed.words if typed else page.own.words if page.own else "",
        "is_signed": bool(page.own and page.own.signed_at),
        "own_version": page.own.version if page.own else 1,
        "number": page.own.number if page.own else 0,
        "seen": [(one, said_of(page.items, one)) for one in page.seen],
        "prompts": [
            (one, page.ticked is not None and one.item.key in page.ticked)
            for one in page.items
            if one.item.list == FIDELITY
        ],
        "refused": refused,
    }
    return render(request, "staff/fidelity_session.html", context, status=422 if refused else 200)


def _counselor(request: HttpRequest, by: Actor, user_id: UUID) -> CounselorPage:
    return open_counselor(user_id, what=request.GET.get("what", ""), by=by, at=datetime.now(UTC))


def _counselor_context(page: CounselorPage) -> dict[str, Any]:
    chosen, drawn = page.chosen, None
    if chosen is not None and page.series:
        drawn = drift_chart(what_words(chosen), page.series, *_ends(chosen))
    return {
        "page": page,
        "chart": drawn,
        "chart_title": what_words(chosen) if chosen else "",
        "changes": [(ROLES[one.role], one.change) for one in page.series if one.change is not None],
        "choices": [(one.name, what_words(one), one == chosen) for one in page.whats],
        "short": SHORT,
        "roles": ROLES,
    }


def what_words(line: WhatLine) -> str:
    if not line.protocol:
        return str(SHORT[line.name])
    return f"{line.protocol}: {line.title} ({MEASURES[Measure(line.measure)]})"


def _ends(line: WhatLine) -> tuple[int, int]:
    """Of the scale."""
    if line.name == "proscribed":
        return 0, 1
    scale = SCALES[Measure(line.measure)] if line.measure else SCALES[Measure.EXTENT]
    return scale.lowest, scale.highest
