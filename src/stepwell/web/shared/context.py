"""What every page may say about this installation, and signed-in pages about the sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from stepwell.web.shared.frames import error_frame
from stepwell.web.shared.member_nav import member_entries
from stepwell.web.shared.program_here import place_here, program_here
from stepwell.web.shared.sign_in_state import kind_of
from stepwell.web.shared.staff_nav import finds_clients, nav_entries


def program(request: HttpRequest | None) -> dict[str, Any]:
    """Context processor. Reads settings only, so error pages may call it without a request."""
    return {
        "program_name": settings.PROGRAM_NAME,
        "leave_url": settings.LEAVE_URL,
        # Called only by the pages that use them: anonymous pages read no session.
        "stay_seconds": lambda: _stay_seconds(request),
        "leaves_nothing": lambda: _kind(request) == "shared",
        "staff_nav": lambda: nav_entries(request) if request else [],
        "finds_clients": lambda: bool(request and finds_clients(request)),
        "member_nav": lambda: member_entries(request) if request else [],
        "place_here": lambda: place_here(request) if request else "",
        "app_name": lambda: program_here(request).app_name if request else "",
        "error_frame": lambda: error_frame(request),
    }


def _stay_seconds(request: HttpRequest | None) -> int:
    """For how many seconds a page may stand unused: a little less than the server would wait, so
    that "Stay signed in" is never too late. 0 where nobody is signed in."""
    limits = settings.SESSION_LIMITS.get(_kind(request))
    return int((limits.idle - limits.seen_every).total_seconds()) if limits else 0


def _kind(request: HttpRequest | None) -> str:
    if request is None or not request.user.is_authenticated:
        return ""
    return kind_of(request)
