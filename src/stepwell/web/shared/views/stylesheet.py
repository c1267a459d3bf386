"""The joined style sheet as one cacheable answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stepwell.web.shared.policies import public_view
from stepwell.web.shared.stylesheet import stylesheet

FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"


@public_view
@require_safe
def show(request: HttpRequest, version: str) -> HttpResponse:
    """An old version is answered with today's sheet, kept for a minute only.

    So a page rendered just before an upgrade still gets a style.
    """
    sheet = stylesheet()
    accepts_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        sheet.gzipped if accepts_gzip else sheet.plain, content_type="text/css; charset=utf-8"
    )
    if accepts_gzip:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOREVER if version == sheet.version else SHORT
    return response
