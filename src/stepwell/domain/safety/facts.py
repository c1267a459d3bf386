"""Documents that safety texts rest on: facts that age, with the day of the last look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from stepwell.domain.safety.library_file import check_none, read_toml


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that a safety text rests on.

    checked_on: when it was last looked up for Stepwell; None where only a copy, or what a search
    showed of it, was read. note: what was read, and what stays unverified.
    """

    title: str
    url: str = ""
    note: str = ""
    checked_on: date | None = None


def parse_sources(data: bytes, file: str) -> Mapping[str, Source]:
    """Raises SafetyFileError."""
    sources = read_toml(data, dict[str, Source], file)
    check_none(
        file,
        [
            f"[{key}] has neither a url nor a note. Say what was read, so that others can."
            for key, one in sources.items()
            if not (one.url or one.note)
        ],
    )
    return sources
