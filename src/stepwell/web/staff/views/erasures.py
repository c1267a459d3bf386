"""Erasing a client: what would go and what stays, carrying it out, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.erasure_review import review_erasure
from stepwell.actions.erasures import carry_out_erasure
from stepwell.actions.retention import list_due, list_rules, set_rule
from stepwell.actions.rights_reading import Certificate, list_erasures, open_certificate
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.rights import can_see_due, can_set_rules, check_can_set_rules
from stepwell.domain.rights.erasure import ErasureRefused
from stepwell.domain.rights.law import CLOCKS, RETENTIONS, Right
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.program_rules import CARRY_OUT, RuleRefused
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.rights_words import BASIS_WORDS, CAUSE_WORDS, PART_WORDS, RIGHT_WORDS
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.staff.forms.rights import RuleForm
from stepwell.web.staff.policies import program_view


@program_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def client_erase(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    refusal = ""
    if request.method == "POST":
        try:
            erasure_id = carry_out_erasure(client_id, by=by, at=at)
        except ErasureRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Erased. This page says what stayed and why."))
            return redirect("staff:erasure", erasure_id=erasure_id)
    page = review_erasure(client_id, by=by, at=at)
    context = {
        "page": page,
        "refusal": refusal or page.refusal,
        # Of the sign-in nothing is said but what they asked: staff must not learn from here whether
        # it opens another program.
        "goes": [
            _part(part, page.counts)
            for part in Part
            if part in page.plan.goes and part is not Part.ACCOUNT
        ],
        "stays": [_part(one.part, page.counts) | {"plan": one} for one in page.plan.stays],
    }
    return render(request, "staff/client_erase.html", context, status=422 if refusal else 200)


@program_view
@require_safe
def erasures(request: HttpRequest, by: Actor) -> HttpResponse:
    found = list_erasures(by=by, page=page_number(request))
    rows = [{"row": one, "cause": CAUSE_WORDS[one.cause]} for one in found.rows]
    return render(request, "staff/erasures.html", {"found": found, "rows": rows})


@program_view
@require_safe
def erasure(request: HttpRequest, by: Actor, erasure_id: UUID) -> HttpResponse:
    """What was erased, what stayed and why: to be printed, and names nobody."""
    return render(request, "staff/erasure.html", _certificate(open_certificate(erasure_id, by=by)))


@program_view
@require_safe
def erasures_due(request: HttpRequest, by: Actor) -> HttpResponse:
    """Closed records whose time is over, and the times themselves."""
    return _due_page(request, by, None)


@program_view
@confirmed_recently
@require_POST
def erasures_rule(request: HttpRequest, by: Actor) -> HttpResponse:
    """Set one of the program's times."""
    check_can_set_rules(by)
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            set_rule(**form.cleaned_data, by=by, at=datetime.now(UTC))
        except RuleRefused as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("staff:erasures_due")
    return _due_page(request, by, form)


def _due_page(request: HttpRequest, by: Actor, refused: RuleForm | None) -> HttpResponse:
    rules = list_rules(by=by)
    found = None
    if can_see_due(by):
        found = list_due(by=by, at=datetime.now(UTC), page=page_number(request))
    context = {
        "found": found,
        "rules": [_rule(one.name) | {"rule": one, "form": _form(one, refused)} for one in rules],
        "may_set": can_set_rules(by),
        "carries_out": any(one.name == CARRY_OUT and one.number for one in rules),
        "refused": refused,
    }
    return render(request, "staff/erasures_due.html", context, status=422 if refused else 200)


def _form(rule: Any, refused: RuleForm | None) -> RuleForm:
    if refused and refused.data.get("name") == rule.name:
        return refused
    initial = {"name": rule.name, "number": rule.number, "confirmed_by": rule.confirmed_by}
    return RuleForm(initial=initial, auto_id=f"id_{rule.name.replace('.', '_')}_%s")


def _rule(name: str) -> dict[str, Any]:
    """What a rule sets, in words, and whence its default comes."""
    kind, _dot, about = name.partition(".")
    if name == CARRY_OUT:
        return {
            "words": _("Erase what is due without asking: 1 for yes, 0 for no"),
            "source": "",
            "basis": BASIS_WORDS["design"],
        }
    if kind == "years":
        retention = RETENTIONS[Part(about)]
        return {
            "words": _("Years to keep: %(part)s") % {"part": PART_WORDS[retention.part]},
            "source": retention.source,
            "basis": BASIS_WORDS[retention.basis],
            "note": retention.note,
            "checked_on": retention.checked_on,
        }
    clock = CLOCKS[Right(about)]
    words = _("Days to answer: %(right)s") if kind == "days" else _("Days more, once: %(right)s")
    return {
        "words": words % {"right": RIGHT_WORDS[Right(about)]},
        "source": clock.source,
        "basis": BASIS_WORDS[clock.basis],
        "checked_on": clock.checked_on,
    }


def _part(part: Part, counts: Mapping[Part, int]) -> dict[str, Any]:
    return {"words": PART_WORDS[part], "rows": counts.get(part, 0)}


def _certificate(one: Certificate) -> dict[str, Any]:
    return {
        "one": one,
        "cause": CAUSE_WORDS[one.cause],
        "went": [PART_WORDS[part] for part in one.parts if part is not Part.ACCOUNT],
        "record_went": Part.RECORD in one.parts,
        "remains": [(PART_WORDS[left.part], left) for left in one.remains],
        "keep": settings.BACKUP_KEEP,
    }
