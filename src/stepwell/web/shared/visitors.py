"""Where a request comes from, for what must be slowed down by network. Never logged or shown."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address as text: as the outermost of our own proxies saw it.

    What stands further left in X-Forwarded-For anybody can have made up. With fewer entries than
    we have proxies the request came past them, and the connection's own address counts.
    """
    proxies: int = settings.PROXIES
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < proxies <= len(seen) and (address := seen[-proxies].strip()):
        return address
    return str(request.META.get("REMOTE_ADDR", ""))
