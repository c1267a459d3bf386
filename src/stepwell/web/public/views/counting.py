"""How days are counted, for the app on a phone. Open to anyone, for the reasons in `steps`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import etag, require_safe

from stepwell.queries.sobriety import rules_document
from stepwell.web.shared.policies import public_view


@public_view
@require_safe
@etag(lambda request: f'"{rules_document().content_hash}"')  # noqa: ARG005
def rules(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(rules_document().body, content_type="application/json")
    response["Cache-Control"] = "public, no-cache"
    return response
