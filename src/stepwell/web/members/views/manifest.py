"""What a phone needs to put the app on its home screen, under the program's neutral name."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.web.shared.policies import signed_in_view
from stepwell.web.shared.program_here import program_here

GROUND = "#07353a"
"""As the theme-color of every page."""


@signed_in_view
@never_cache
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Source: W3C Web Application Manifest; browsers ask for it with the cookie of the page."""
    name = program_here(request).app_name
    values = {
        "id": resolve_url(settings.LOGIN_REDIRECT_URL),
        "name": name,
        "short_name": name,
        "start_url": resolve_url(settings.LOGIN_REDIRECT_URL),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [{"src": static("icons/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(values, content_type="application/manifest+json")
