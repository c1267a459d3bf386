"""Help now: the first page, one page for each topic, and the worker that keeps them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from stepwell.web.public.help_context import front_context, topic_context
from stepwell.web.public.help_worker import worker_script
from stepwell.web.public.own_help_numbers import own_help_numbers
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 300


@public_view
@require_safe
def front(request: HttpRequest, language: str = "en") -> HttpResponse:
    return _page(request, "public/help/front.html", front_context(language), language)


@public_view
@require_safe
def topic(request: HttpRequest, topic: str, language: str = "en") -> HttpResponse:
    context = topic_context(topic, language)
    if context is None:
        raise Http404(f"Help now has no page {topic!r}.")
    return _page(request, "public/help/topic.html", context, language)


@public_view
@require_safe
def spanish(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where people look for it; the pages themselves stand below one address, so that one
    worker keeps both languages."""
    return HttpResponsePermanentRedirect(reverse("public:help_now_es"))


@public_view
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], language: str
) -> HttpResponse:
    """The same for everyone, but for the program's numbers of whoever is signed in."""
    with override(language):
        numbers = {"own_numbers": own_help_numbers(request, language)}
        response = render(request, template, context | numbers)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    patch_vary_headers(response, ("Cookie",))
    return response
