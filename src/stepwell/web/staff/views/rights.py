"""What clients ask for by right: writing it down, answering it, handing out copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.notices import Told
from stepwell.actions.record_copies import CopyRefused, hand_out_copy
from stepwell.actions.restriction_reading import list_waiting_restrictions
from stepwell.actions.rights_reading import (
    RequestRow,
    list_requests,
    open_client_rights,
    open_request,
)
from stepwell.actions.rights_requests import (
    add_statement,
    deny_request,
    extend_request,
    grant_request,
    take_request,
    withdraw_request,
)
from stepwell.actions.second_looks import ask_second_look, decide_second_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.rights.law import CLOCKS, GROUNDS
from stepwell.domain.rights.requests import RequestRefused
from stepwell.web.shared.leaving import leave_as_copy
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.rights_words import (
    GROUND_WORDS,
    OUTCOME_WORDS,
    RIGHT_WORDS,
    STATE_WORDS,
    TOLD_WORDS,
    WAY_WORDS,
    outcome_words,
)
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.staff.forms.rights import AnswerForm, DecideForm, TakeForm
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def rights(request: HttpRequest, by: Actor) -> HttpResponse:
    """The requests that wait for an answer."""
    at = datetime.now(UTC)
    found = list_requests(by=by, at=at, page=page_number(request))
    context = {
        "found": found,
        "rows": [told(row) for row in found.rows],
        "restrictions": list_waiting_restrictions(by=by, at=at),
    }
    return render(request, "staff/rights.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def client_rights(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """What one client asked for, and writing down what they ask now."""
    at = datetime.now(UTC)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_request(client_id, **form.as_request(), by=by, at=at)
        except RequestRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down. The clock runs from today."))
            return redirect("staff:client_rights", client_id=client_id)
    page = open_client_rights(client_id, by=by, at=at)
    rows = None if page.rows is None else [told(row) for row in page.rows]
    context = {"page": page, "rows": rows, "form": form, "clocks": clocks()}
    status = 422 if form.errors else 200
    return render(request, "staff/client_rights.html", context, status=status)


@program_view
@confirmed_recently
@require_POST
def client_copy(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """The whole record, to be given to the client."""
    try:
        file = hand_out_copy(
            client_id,
            request.POST.get("form", "pdf"),
            how_identified=request.POST.get("how", ""),
            by=by,
            at=datetime.now(UTC),
        )
    except CopyRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:client_rights", client_id=client_id)
    return leave_as_copy(file)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def right(request: HttpRequest, by: Actor, request_id: UUID) -> HttpResponse:
    """One request: answering it, putting the answer off, taking it back, adding a statement."""
    at = datetime.now(UTC)
    page = open_request(request_id, by=by, at=at)
    sent = request.POST if request.method == "POST" else None
    form: Form = (
        DecideForm(sent) if page.row.awaits_second_look else AnswerForm(sent, right=page.row.right)
    )
    if request.method == "POST" and form.is_valid():
        try:
            how = _do(request.POST.get("deed", ""), request_id, form.cleaned_data, by=by, at=at)
        except RequestRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, TOLD_WORDS[how] if how else _("Kept."))
            return redirect("staff:right", request_id=request_id)
    ground = GROUNDS.get(page.row.ground)
    context = {"page": page, "row": told(page.row), "form": form, "ground": ground}
    return render(request, "staff/right.html", context, status=422 if form.errors else 200)


def _do(
    deed: str, request_id: UUID, given: dict[str, str], *, by: Actor, at: datetime
) -> Told | None:
    words = given["words"]
    deeds: dict[str, Callable[[], Told | None]] = {
        "grant": lambda: grant_request(request_id, words=words, by=by, at=at),
        "deny": lambda: deny_request(
            request_id, ground=given.get("ground", ""), words=words, by=by, at=at
        ),
        "extend": lambda: extend_request(request_id, words=words, by=by, at=at),
        "withdraw": lambda: withdraw_request(request_id, by=by, at=at),
        "state": lambda: add_statement(request_id, words=words, by=by, at=at),
        "look": lambda: ask_second_look(request_id, words=words, by=by, at=at),
        "decide": lambda: decide_second_look(
            request_id,
            outcome=given.get("outcome", ""),
            license_words=given.get("license_words", ""),
            words=words,
            by=by,
            at=at,
        ),
    }
    if deed not in deeds:
        raise RequestRefused(_("Choose what to do with the request."))
    return deeds[deed]()


def told(row: RequestRow) -> dict[str, Any]:
    """A request in words."""
    return {
        "row": row,
        "right": RIGHT_WORDS[row.right],
        "state": STATE_WORDS[row.state],
        "way": WAY_WORDS.get(row.way, row.way),
        "ground": GROUND_WORDS.get(row.ground, ""),
        "outcome": outcome_words(row.second_look, OUTCOME_WORDS),
    }


def clocks() -> list[dict[str, Any]]:
    """How soon each must be answered by default, and whence that comes."""
    return [{"right": RIGHT_WORDS[right], "clock": clock} for right, clock in CLOCKS.items()]
