"""A file that is handed out once and kept nowhere: not in a cache, not in a folder."""

from __future__ import annotations

from django.http import HttpResponse


def handed_out(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    """name: neutral, since it stands in a download folder."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
