"""Which page of a list is asked for."""

from __future__ import annotations

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """From `?page=`, 1 for what is no page."""
    value = request.GET.get("page", "1")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
