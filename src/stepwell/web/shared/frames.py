"""Which frame a page is shown in: staff have their rail, members the bar with their app's name."""

from __future__ import annotations

from django.http import HttpRequest

from stepwell.web.shared.handed_over import FRAME as HANDED_OVER_FRAME
from stepwell.web.shared.handed_over import handed_over
from stepwell.web.shared.sign_in_state import STAFF, kind_of

STAFF_FRAME = "shared/staff_base.html"
MEMBER_FRAME = "shared/member_base.html"
PUBLIC_FRAME = "shared/public_base.html"
ENTRANCE_FRAME = "accounts/entrance.html"
"""Before anyone is known: without a name of any kind."""
SIGNED_IN_PATHS = ("/staff/", "/me/", "/with/", "/account/", "/app/", "/api/")
"""Below these nothing is public, but the code of the app, which is the same for everyone."""
ENTRANCE_PATHS = ("/sign-in/", "/sign-up/", "/open/", "/new-way/", "/join/", "/welcome/")


def is_staff_session(request: HttpRequest) -> bool:
    return kind_of(request) == STAFF


def own_frame(request: HttpRequest) -> str:
    """Of someone who is signed in."""
    return STAFF_FRAME if is_staff_session(request) else MEMBER_FRAME


def error_frame(request: HttpRequest | None) -> str:
    """An error on a page that was never public is shown in the frame of who asked for it.

    It depends on who asks, never on what for: a thing that is not there and one of somebody else
    look the same. Public pages read no session for it.
    """
    if request is None or not request.path.startswith(SIGNED_IN_PATHS):
        is_entrance = request is not None and request.path.startswith(ENTRANCE_PATHS)
        return ENTRANCE_FRAME if is_entrance else PUBLIC_FRAME
    # A request can be refused before it has a user.
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return PUBLIC_FRAME
    return HANDED_OVER_FRAME if handed_over(request) else own_frame(request)
