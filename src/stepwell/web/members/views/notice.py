"""The program's privacy notice, to read and to say that one has it."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.privacy_notices import give_notice, notice_pdf, read_notice
from stepwell.web.shared.leaving import show_blank_notice
from stepwell.web.shared.policies import actor_of, signed_in_view


class ReceiptForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    by, at, language = actor_of(request), datetime.now(UTC), _language(request)
    text = read_notice(None, language=language, by=by, at=at)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        give_notice(
            None, language=language, outcome="signed", way="in_app", name=name, by=by, at=at
        )
        messages.success(request, _("Thank you. We keep that you have it."))
        return redirect("members:consents")
    status = 422 if form.errors else 200
    return render(request, "members/notice.html", {"text": text, "form": form}, status=status)


@signed_in_view
@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    at = datetime.now(UTC)
    return show_blank_notice(
        notice_pdf(None, language=_language(request), by=actor_of(request), at=at)
    )


def _language(request: HttpRequest) -> str:
    return "es" if request.GET.get("language") == "es" else "en"
