"""The shipped vocabularies, read once a process."""

from __future__ import annotations

from functools import cache

from stepwell import library
from stepwell.domain.meetings.fellowships import Fellowship, parse_fellowships


@cache
def shipped_fellowships() -> dict[str, Fellowship]:
    return parse_fellowships(library.read_bytes("vocabularies/fellowships.toml"))


def fellowship_choices() -> list[tuple[str, str]]:
    """For a form: slug and "AA – Alcoholics Anonymous"."""
    return [
        (slug, f"{one.short_name} – {one.name}" if one.short_name != one.name else one.name)
        for slug, one in shipped_fellowships().items()
    ]
