"""What a member may ask about their own record: a copy, a change, to be erased."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.own_rights import (
    ask_about_own,
    ask_own_second_look,
    end_account,
    may_end_account,
    read_own_answers,
    state_about_own,
    take_back_own,
)
from stepwell.actions.record_copies import CopyRefused, take_own_copy
from stepwell.actions.rights_reading import open_own_rights
from stepwell.domain.rights.erasure import ErasureRefused
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.requests import RequestRefused
from stepwell.web.members.forms.rights import (
    AskChangeForm,
    AskErasureForm,
    SecondLookForm,
    StatementForm,
)
from stepwell.web.members.views import restrictions
from stepwell.web.shared.leaving import leave_as_copy
from stepwell.web.shared.middleware.sign_in_required import LEAVE_NOTHING
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.rights_words import (
    GROUND_WORDS,
    OWN_OUTCOME_WORDS,
    RIGHT_WORDS,
    STATE_WORDS,
    outcome_words,
)
from stepwell.web.shared.sign_in_policies import confirmed_recently

FORMS: dict[Right, type[Form]] = {Right.AMENDMENT: AskChangeForm, Right.ERASURE: AskErasureForm}


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    """What I may ask, what I asked, and asking."""
    by, at = actor_of(request), datetime.now(UTC)
    asks = {
        right: form(auto_id=f"id_{right}_%s", prefix=right.value) for right, form in FORMS.items()
    }
    if request.method == "POST":
        right = _asked(request.POST.get("right", ""))
        form = FORMS[right](request.POST, auto_id=f"id_{right}_%s", prefix=right.value)
        asks[right] = form
        if form.is_valid():
            given = {"words": ""} | form.cleaned_data
            try:
                ask_about_own(right, **given, by=by, at=at)
            except RequestRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Sent. The program has to answer; you see it here."))
                return redirect("members:rights")
    return _page(request, asks)


@signed_in_view
@never_cache
@confirmed_recently
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """My whole record, to take along."""
    form = request.POST.get("form", "pdf")
    try:
        file = take_own_copy(form, by=actor_of(request), at=datetime.now(UTC))
    except CopyRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("members:rights")
    return leave_as_copy(file)


@signed_in_view
@never_cache
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """I have read the new answers."""
    read_own_answers(by=actor_of(request), at=datetime.now(UTC))
    return redirect("members:rights")


@signed_in_view
@never_cache
@require_POST
def request_deed(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request back, add a statement, or ask for a second look at a denial."""
    by, at = actor_of(request), datetime.now(UTC)
    try:
        if request.POST.get("deed") == "state":
            state_about_own(request_id, words=request.POST.get("words", ""), by=by, at=at)
            messages.success(request, _("Kept. Your words stay with the record."))
        elif request.POST.get("deed") == "look":
            ask_own_second_look(request_id, words=request.POST.get("words", ""), by=by, at=at)
            messages.success(request, _("Sent. Somebody else of the program looks at it again."))
        else:
            take_back_own(request_id, by=by, at=at)
            messages.success(request, _("Taken back."))
    except RequestRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("members:rights")


@signed_in_view
@never_cache
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest) -> HttpResponse:
    """End the account of a member of whom no program keeps a record."""
    by, at = actor_of(request), datetime.now(UTC)
    refusal = ""
    if request.method == "POST":
        try:
            end_account(by=by, at=at)
        except ErasureRefused as error:
            refusal = str(error)
        else:
            request.session.flush()
            response = redirect("public:home")
            response["Clear-Site-Data"] = LEAVE_NOTHING
            return response
    open_own_rights(by=by, at=at)
    context = {"may_end": may_end_account(by=by, at=at), "refusal": refusal}
    return render(request, "members/rights_end.html", context, status=422 if refusal else 200)


def _asked(text: str) -> Right:
    """Whatever else was sent is read as asking for a change, whose form says what is missing."""
    return Right(text) if text in set(FORMS) else Right.AMENDMENT


def _page(request: HttpRequest, asks: dict[Right, Form]) -> HttpResponse:
    by, at = actor_of(request), datetime.now(UTC)
    page = open_own_rights(by=by, at=at)
    rows: list[dict[str, Any]] = [
        {
            "row": row,
            "right": RIGHT_WORDS[row.right],
            "state": STATE_WORDS[row.state],
            "ground": GROUND_WORDS.get(row.ground, ""),
            "statement_form": StatementForm(auto_id=f"id_{row.id}_%s"),
            "look_form": SecondLookForm(auto_id=f"id_look_{row.id}_%s"),
            "outcome": outcome_words(row.second_look, OWN_OUTCOME_WORDS),
        }
        for row in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "kept_back": [restrictions.told(one) for one in page.restrictions],
        "change_form": asks[Right.AMENDMENT],
        "erasure_form": asks[Right.ERASURE],
        "may_end": not page.program and may_end_account(by=by, at=at),
    }
    status = 422 if any(form.errors for form in asks.values()) else 200
    return render(request, "members/rights.html", context, status=status)
