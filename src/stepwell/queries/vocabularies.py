"""The shipped vocabularies, for pages and forms."""

from __future__ import annotations

from stepwell.library.vocabularies import fellowships
from stepwell.library.vocabularies import meeting_types as vocabulary

__all__ = ["fellowship_choices", "fellowships", "vocabulary"]


def fellowship_choices() -> list[tuple[str, str]]:
    """Slug and "AA – Alcoholics Anonymous", in the order to show them."""
    return [
        (slug, f"{one.short_name} – {one.name}" if one.short_name != one.name else one.name)
        for slug, one in fellowships().items()
    ]
