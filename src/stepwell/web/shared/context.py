"""What every page may say about this installation."""

from django.conf import settings
from django.http import HttpRequest


def program(request: HttpRequest | None) -> dict[str, str]:  # noqa: ARG001
    """Context processor. Reads settings only, so error pages may call it without a request."""
    return {"program_name": settings.PROGRAM_NAME, "leave_url": settings.LEAVE_URL}
