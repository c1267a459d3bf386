"""One safety path: who is on it, its steps, how it ended, and the sign-off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.client_reading import clients_to_choose
from stepwell.actions.safety_path_reading import PathPage, open_path
from stepwell.actions.safety_paths import (
    check_may_review,
    dispose_path,
    name_client,
    review_path,
    settle_step,
    take_path,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.safety.path_rules import TAKE
from stepwell.domain.safety.paths import EventKind, PathEvent, PathRefused, PathStatus
from stepwell.queries.safety_library import safety_protocol
from stepwell.web.staff.forms.safety import DispositionForm, NameForm, SignOffForm, StepForm
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.views.safety import language


@program_view
@require_safe
def path(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    return _page(request, by, path_id)


@program_view
@require_POST
def take(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    try:
        take_path(path_id, by=by, at=datetime.now(UTC))
    except PathRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("You are on it."))
    return redirect("staff:safety_path", path_id=path_id)


@program_view
@require_POST
def step(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, by, path_id, step_refusal=_("Choose a step, and Done or Leave out."))
    try:
        settle_step(
            path_id,
            form.cleaned_data["step"],
            words=form.cleaned_data["words"],
            is_waived=form.cleaned_data["answer"] == "left_out",
            by=by,
            at=datetime.now(UTC),
        )
    except PathRefused as refusal:
        return _page(request, by, path_id, step_refusal=str(refusal), typed=form.cleaned_data)
    return redirect("staff:safety_path", path_id=path_id)


@program_view
@require_POST
def end(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_path(path_id, by=by, at=at)
    form = DispositionForm(request.POST, rules=page.rules)
    if form.is_valid():
        try:
            dispose_path(path_id, form.as_disposition(), by=by, at=at)
        except PathRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. It waits for a supervisor to sign it off."))
            return redirect("staff:safety_path", path_id=path_id)
    return _page(request, by, path_id, disposition=form)


@program_view
@require_POST
def sign_off(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    check_may_review(path_id, by=by, at=datetime.now(UTC))
    form = SignOffForm(request.POST)
    if form.is_valid():
        is_signed_off = form.cleaned_data["verdict"] == "signed_off"
        words = form.cleaned_data["words"]
        try:
            review_path(
                path_id, is_signed_off=is_signed_off, words=words, by=by, at=datetime.now(UTC)
            )
        except PathRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Signed off.") if is_signed_off else _("Given back."))
            return redirect("staff:safety_path", path_id=path_id)
    return _page(request, by, path_id, review=form)


@program_view
@require_POST
def name(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    """Who it is, once someone knows."""
    try:
        name_client(path_id, request.POST.get("client_id", ""), by=by, at=datetime.now(UTC))
    except PathRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Kept."))
    return redirect("staff:safety_path", path_id=path_id)


def _page(
    request: HttpRequest,
    by: Actor,
    path_id: UUID,
    *,
    disposition: DispositionForm | None = None,
    review: SignOffForm | None = None,
    step_refusal: str = "",
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """With what was refused and what was typed, where there is any."""
    at = datetime.now(UTC)
    page = open_path(path_id, by=by, at=at)
    is_open = page.state.status is PathStatus.OPEN
    asks_who = page.client_id is None and is_open
    is_refused = bool(disposition or review or step_refusal)
    context = {
        "page": page,
        "is_open": is_open,
        "is_closed": page.state.status is PathStatus.CLOSED,
        "concern": page.concern.words(language()),
        "text": safety_protocol(page.concern.protocol, language())
        if page.concern.protocol
        else None,
        "steps": [(one, one.rule.words(language()), one.rule.slug == TAKE) for one in page.steps],
        "open_steps": sum(one.settled is None for one in page.steps),
        "ended": _ended(page),
        "history": [
            (one, _words_of(page, one), page.names.get(one.by, "")) for one in page.history
        ],
        "disposition": disposition or DispositionForm(rules=page.rules),
        "review": review or SignOffForm(),
        "who": NameForm(clients=clients_to_choose(by=by, at=at)) if asks_who else None,
        "step_refusal": step_refusal,
        "typed": typed or {},
        "by": by,
        "at": at,
    }
    return render(request, "staff/safety_path.html", context, status=422 if is_refused else 200)


def _ended(page: PathPage) -> dict[str, Any] | None:
    """How it ended, in words."""
    event = page.state.disposed
    if event is None or event.disposition is None:
        return None
    rule = page.rules.disposition_named(event.disposition.slug)
    return {
        "how": rule.words(language()).label,
        "event": event,
        "said": event.disposition,
        "by": page.names.get(event.by, ""),
    }


def _words_of(page: PathPage, event: PathEvent) -> str:
    """What happened, as a sentence of the history."""
    steps = {one.rule.slug: one.rule.words(language()).label for one in page.steps}
    label = steps.get(event.step, event.step)
    match event.kind:
        case EventKind.TAPPED:
            return _("asked for help again")
        case EventKind.TAKEN:
            return _("took it")
        case EventKind.NAMED:
            return _("said who it is")
        case EventKind.DONE:
            return _("done: %(step)s") % {"step": label}
        case EventKind.WAIVED:
            return _("left out: %(step)s") % {"step": label}
        case EventKind.SCREENED:
            return _("asked the screener")
        case EventKind.DISPOSED:
            return _("wrote how it ended")
        case EventKind.RETURNED:
            return _("gave it back")
        case _:
            return _("signed it off")
