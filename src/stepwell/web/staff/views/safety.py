"""Safety: what is open, opening a concern, and the texts on what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.client_reading import clients_to_choose
from stepwell.actions.safety_path_reading import (
    concerns_to_open,
    list_own_concerns,
    list_paths,
    open_own_concern,
)
from stepwell.actions.safety_paths import open_concern
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.safety import can_list_paths, can_report_incident
from stepwell.domain.safety.paths import PathRefused, PathStatus
from stepwell.queries.safety_library import rules_in_use, safety_protocol, safety_protocols
from stepwell.web.staff.forms.safety import ConcernForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def home(request: HttpRequest, by: Actor) -> HttpResponse:
    at = datetime.now(UTC)
    is_closed = request.GET.get("show") == "closed"
    lists = can_list_paths(by)
    rows = list_paths(by=by, at=at, is_closed=is_closed) if lists else []
    can_open = bool(concerns_to_open(by))
    context = {
        "lists": lists,
        "is_closed": is_closed,
        "rows": [row for row in rows if row.status is not PathStatus.TO_SIGN_OFF],
        "to_sign_off": [row for row in rows if row.status is PathStatus.TO_SIGN_OFF],
        "late": sum(bool(row.overdue) for row in rows),
        "can_open": can_open,
        "own": list_own_concerns(by=by, at=at) if can_open else [],
        "texts": safety_protocols(language()),
        "can_report": can_report_incident(by, by.organization_id),
        "rules": rules_in_use(),
        "at": at,
    }
    return render(request, "staff/safety.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, by: Actor) -> HttpResponse:
    """Someone is here, or not here, and I am worried."""
    at = datetime.now(UTC)
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        concerns=concerns_to_open(by),
        clients=clients_to_choose(by=by, at=at),
        initial={"client_id": request.GET.get("client", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            path_id = open_concern(**form.cleaned_data, by=by, at=at)
        except PathRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            if can_list_paths(by):
                return redirect("staff:safety_path", path_id=path_id)
            return redirect("staff:safety_own", path_id=path_id)
    return form_page(request, "staff/safety_concern.html", form, {})


@program_view
@require_safe
def own(request: HttpRequest, by: Actor, path_id: UUID) -> HttpResponse:
    """What to do now, and whether someone is on it, for whoever opened a concern."""
    row, kind = open_own_concern(path_id, by=by, at=datetime.now(UTC))
    context = {
        "row": row,
        "concern": kind.words(language()),
        "text": safety_protocol(kind.protocol, language()) if kind.protocol else None,
        "overdose": safety_protocol("overdose", language()),
    }
    return render(request, "staff/safety_own.html", context)


@program_view
@require_safe
def text(request: HttpRequest, by: Actor, slug: str) -> HttpResponse:
    """One text on what to do, with what each sentence rests on."""
    try:
        one = safety_protocol(slug, language())
    except KeyError:
        raise Http404 from None
    lines = [(line, line.words(language())) for line in one.lines.values()]
    return render(request, "staff/safety_text.html", {"text": one, "lines": lines, "by": by})


def language() -> str:
    return str(get_language() or "en")[:2]


def refused(request: HttpRequest, refusal: PathRefused) -> None:
    messages.warning(request, str(refusal))


def kept(request: HttpRequest) -> None:
    messages.success(request, _("Kept."))
