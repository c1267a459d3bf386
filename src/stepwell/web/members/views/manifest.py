"""What a phone needs to put the app on its home screen, under a name and icon that say nothing."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.queries.app_looks import own_look
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.program_here import program_here

GROUND = "#07353a"
"""As the theme-color of every page."""
SIZES = (192, 512)


@signed_in_view
@never_cache
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Source: W3C Web Application Manifest; browsers ask for it with the cookie of the page."""
    look = own_look(actor_of(request))
    name = look.name or program_here(request).app_name
    values = {
        "id": reverse("app:shell"),
        "name": name,
        "short_name": name,
        "start_url": reverse("app:shell"),
        "scope": reverse("app:shell"),
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [
            *(_icon(f"{look.icon}-{size}", size, "any") for size in SIZES),
            _icon(f"{look.icon}-maskable-512", 512, "maskable"),
        ],
    }
    return JsonResponse(values, content_type="application/manifest+json")


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"icons/app/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
