"""Telling of a breach: what is due, what the letters say, and printing them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.breach_letters import (
    Addressee,
    LetterRefused,
    LettersPage,
    list_breaches_to_tell,
    open_letters,
    print_letters,
)
from stepwell.actions.breach_notices import due_paper, open_breach_notice, write_breach_letter
from stepwell.actions.register_keeping import RegisterRefused
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.queries.disclosure_texts import breach_letter
from stepwell.web.shared.leaving import leave_as_letters, show_due_list
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.staff.forms.breach_letters import (
    LANGUAGE_WORDS,
    WAY_WORDS,
    BreachWordsForm,
    LettersForm,
)
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def notice(request: HttpRequest, by: Actor, breach_id: UUID) -> HttpResponse:
    """For those who keep the register: what is due, the letters, and who printed which."""
    found = open_breach_notice(breach_id, by=by, at=datetime.now(UTC))
    context = {
        "found": found,
        "languages": [
            (slug, words, slug in found.written) for slug, words in LANGUAGE_WORDS.items()
        ],
        "letters": [
            (one, LANGUAGE_WORDS[one.language], WAY_WORDS[one.way]) for one in found.letters
        ],
        "text": breach_letter(),
    }
    return render(request, "staff/breach_notice.html", context)


@program_view
@require_safe
def due(
    request: HttpRequest,  # noqa: ARG001
    by: Actor,
    breach_id: UUID,
) -> HttpResponse:
    return show_due_list(due_paper(breach_id, by=by, at=datetime.now(UTC)))


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, by: Actor, breach_id: UUID, language: str) -> HttpResponse:
    at = datetime.now(UTC)
    found = open_breach_notice(breach_id, by=by, at=at)
    if language not in LANGUAGE_WORDS:
        raise NotFound
    known = found.written.get(language)
    initial = {name: getattr(known, name) for name in BreachWordsForm.base_fields if known}
    form = BreachWordsForm(
        request.POST if request.method == "POST" else None, initial=initial, language=language
    )
    if form.is_bound and form.is_valid():
        try:
            write_breach_letter(breach_id, language, form.as_told(), by=by, at=at)
        except RegisterRefused as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, _("Kept. Letters printed from now on say this."))
            return redirect("staff:breach_notice", breach_id=breach_id)
    context = {"language": LANGUAGE_WORDS[language], "found": found, "text": breach_letter()}
    return form_page(request, "staff/breach_words.html", form, context)


@program_view
@require_safe
def to_tell(request: HttpRequest, by: Actor) -> HttpResponse:
    """For those who care for the people: the breaches that have a letter."""
    rows = list_breaches_to_tell(by=by, at=datetime.now(UTC))
    return render(request, "staff/breach_to_tell.html", {"rows": rows})


@program_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, by: Actor, breach_id: UUID) -> HttpResponse:
    """Choose who gets one; the answer is the letters, to be printed."""
    at = datetime.now(UTC)
    page = open_letters(breach_id, by=by, at=at)
    form = _letters_form(request, page)
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        people = given["people"]
        try:
            paper = print_letters(
                breach_id, people, language=given["language"], way=given["way"], by=by, at=at
            )
        except LetterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            for code, why in paper.left_out:
                messages.warning(request, f"{code}: {why}")
            return leave_as_letters(paper)
    context = {
        "page": page,
        "samples": [(LANGUAGE_WORDS[slug], slug, parts) for slug, parts in page.samples.items()],
    }
    return form_page(request, "staff/breach_letters.html", form, context)


def _letters_form(request: HttpRequest, page: LettersPage) -> LettersForm:
    return LettersForm(
        request.POST if request.method == "POST" else None,
        languages=page.breach.languages,
        people=[(str(one.id), _who(one)) for one in page.people],
    )


def _who(one: Addressee) -> str:
    words = [f"{one.name} ({one.code})"]
    if one.printed_at:
        words.append(_("printed %(day)s") % {"day": f"{one.printed_at:%b %-d, %Y}"})
    if one.why_no_mail:
        words.append(one.why_no_mail)
    return ". ".join(words)
