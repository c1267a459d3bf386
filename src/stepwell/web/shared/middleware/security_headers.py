"""Headers that Django and django-csp don't set by themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS = ", ".join(
    f"{feature}={allowed}"
    for feature, allowed in {
        "geolocation": "(self)",
        "camera": "()",
        "microphone": "()",
        "payment": "()",
        "usb": "()",
        "interest-cohort": "()",
        "browsing-topics": "()",
    }.items()
)


class SecurityHeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        if _is_signed_in(request):
            response["Cache-Control"] = "private, no-store"
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    """Looks only where the session was read already: anonymous pages stay free of it."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return False
    return bool(request.user.is_authenticated)
