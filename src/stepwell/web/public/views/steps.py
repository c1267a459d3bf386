"""The twelve steps for the app on a phone: one document in each language.

Open to anyone, because it holds nothing about anyone: so the phone may keep it, and fetch it again
after the sign-in has run out, while every answer about a person stays out of all caches. The app
asks for it without cookies; to a request with a sign-in the rule of the house is that nothing is
kept, whatever is asked for.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import etag, require_safe

from stepwell.queries.steps import NoSuchLanguage, steps_document
from stepwell.web.shared.policies import public_view


def _etag(request: HttpRequest, language: str) -> str | None:  # noqa: ARG001
    try:
        return f'"{steps_document(language).content_hash}"'
    except NoSuchLanguage:
        return None


@public_view
@require_safe
@etag(_etag)
def document(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Asked for again each time the app has a network; unchanged words are not sent again."""
    try:
        found = steps_document(language)
    except NoSuchLanguage as error:
        raise Http404 from error
    response = HttpResponse(found.body, content_type="application/json")
    response["Cache-Control"] = "public, no-cache"
    return response
