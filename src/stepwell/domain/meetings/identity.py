"""When two listings are the same meeting, the same document, and what differs.

A feed's own key comes first (`source_key`); the content fingerprint finds a meeting
again whose feed renamed its keys.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

import msgspec

from stepwell.domain.meetings.meeting import Meeting

Difference = dict[str, tuple[object, object]]


def content_fingerprint(meeting: Meeting) -> str:
    """32 hex digits that stay the same while a feed renames its keys.

    Made of: fellowship; name (case, accents and punctuation aside); weekday and start, or
    "by appointment"; and where one goes: the address of a door, else the link's host and
    path (no query, so a new passcode changes nothing), else the dial-in code, else the
    town. Notes, types, end, zone and attendance may change without making it another.
    """
    schedule = meeting.schedule
    when = f"{schedule.weekday} {schedule.start_minute}" if schedule else "by appointment"
    parts = (meeting.fellowship, _fold(meeting.name), when, _where(meeting))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def document_hash(meeting: Meeting) -> str:
    """64 hex digits of the whole meeting: equal exactly when no field differs."""
    return hashlib.sha256(msgspec.json.encode(meeting)).hexdigest()


def field_diff(old: Meeting, new: Meeting) -> Difference:
    """Fields that differ, by dotted name ("place.address"), as (old, new) plain values.

    A schedule that came or went is told field by field, None on the side without it.
    """
    before, after = _flat(old), _flat(new)
    return {
        name: (before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    }


def _flat(value: msgspec.Struct, prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if isinstance(inner, msgspec.Struct):
            flat |= _flat(inner, f"{prefix}{name}.")
        elif inner is not None:
            plain = msgspec.to_builtins(inner)
            flat[prefix + name] = list(plain) if isinstance(plain, tuple) else plain
    return flat


def _where(meeting: Meeting) -> str:
    place, online = meeting.place, meeting.online
    if place.address and not place.is_approximate:
        return f"at {_fold(place.address)}"
    if online.url:
        url = urlsplit(online.url)
        host = (url.hostname or "").removeprefix("www.")
        return f"link {host}{url.path.rstrip('/')}"
    if online.phone:
        return f"phone {re.sub(r'[^0-9]', '', online.phone).lstrip('1')}"
    return f"in {_fold(place.address or place.name)}"


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))
