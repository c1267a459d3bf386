"""Which IANA zone a listing's words, place or address mean.

Zone names come from the tzdata of the installation. No clock is read here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# Words that name one zone wherever they are met. Ambiguous abbreviations (IST, CST in
# China, GMT in a British summer) are left out on purpose.
_WORDS = {
    "America/New_York": "et est edt est5 est5edt eastern us/eastern",
    "America/Chicago": "ct cst cdt cst6 cst6cdt central us/central",
    "America/Denver": "mt mst mdt mst7 mst7mdt mountain us/mountain",
    "America/Los_Angeles": "pt pst pdt pst8 pst8pdt pacific us/pacific",
    "America/Phoenix": "arizona us/arizona",
    "America/Anchorage": "akt akst akdt alaska us/alaska",
    "Pacific/Honolulu": "ht hst hawaii us/hawaii",
    "America/Halifax": "atlantic adt",
    "America/St_Johns": "newfoundland nst ndt",
    "Europe/London": "bst uk british",
    "Europe/Dublin": "irish",
    "Europe/Brussels": "cet cest",
    "Europe/Athens": "eet eest",
    "Asia/Tokyo": "jst japan",
    "Africa/Johannesburg": "sast",
    "Australia/Sydney": "aedt",
    "Australia/Adelaide": "acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst nzdt nzt",
    "Etc/UTC": "utc z zulu",
}
_BY_WORD = {word: zone for zone, words in _WORDS.items() for word in words.split()}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[-+\u2212]\s*\d{1,2}(?::?\d{2})?", re.IGNORECASE)
_FILLER = re.compile(r"\b(standard|daylight|time|zone|timezone|usa?|and|canada)\b|[()&]")


@cache
def _zones_by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name}


def zone_named(text: str) -> str:
    """The IANA zone whose name this is, whatever its case or spaces, or ""."""
    folded = re.sub(r"\s*/\s*", "/", text.strip().casefold()).replace(" ", "_")
    if folded in _BY_WORD:  # "US/Pacific" is a name of old that words cover
        return ""
    return _zones_by_folded_name().get(folded, "")


def zone_by_word(text: str) -> str:
    """The zone that a word such as "Pacific", "EST5" or "Eastern Time (US)" means, or ""."""
    folded = text.strip().casefold()
    if folded in _BY_WORD:
        return _BY_WORD[folded]
    bare = " ".join(_FILLER.sub(" ", folded).split())
    return _BY_WORD.get(bare, "")


def is_utc_offset(text: str) -> bool:
    """Whether a text is an offset ("+1000", "UTC-5"): no zone, since it has no summer."""
    return _OFFSET.fullmatch(text.strip()) is not None


def zone_at(latitude: float, longitude: float) -> str:
    """The zone in force at a point (WGS84 degrees), or "" at sea."""
    import tzfpy  # 29 MB of map data: loaded only by those who ask

    zone = tzfpy.get_tz(longitude, latitude)
    return "" if zone.startswith("Etc/") else zone


@cache
def keep_the_same_clock(zone: str, other: str) -> bool:
    """Whether two zones show the same time in winter and in summer."""
    instants = (datetime(2025, month, 15, tzinfo=UTC) for month in (1, 4, 7, 10))
    return all(
        at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()
        for at in instants
    )
