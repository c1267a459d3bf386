"""Which IANA zone a listing's words, place or address mean.

Zone names come from the tzdata of the installation. No clock is read here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from stepwell.domain.meetings.clock_times import parse_clock

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
    "America/Halifax": "atlantic ast adt",
    "America/St_Johns": "newfoundland nst ndt",
    "Europe/London": "bst uk british london",
    "Europe/Dublin": "irish",
    "Europe/Brussels": "cet cest central_european",
    "Europe/Athens": "eet eest eastern_european",
    "Asia/Tokyo": "jst japan",
    "Africa/Johannesburg": "sast south_africa south_african",
    "Australia/Sydney": "aedt",
    "Australia/Adelaide": "acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst nzdt nzt",
    "Etc/UTC": "utc z zulu",
}
_BY_WORD = {
    word.replace("_", " "): zone for zone, words in _WORDS.items() for word in words.split()
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[-+\u2212]\s*\d{1,2}(?::?\d{2})?", re.IGNORECASE)
_BESIDE_CLOCK = re.compile(
    r"(?P<clock>\d{1,2}(?::\d{2})?\s*[ap]\.?m\.?)\s+\(?(?P<words>[A-Za-z]+(?: [A-Za-z]+){0,3})"
    r"\)?\s*(?=$|[-\u2013\u2014,;/(|])",
    re.IGNORECASE,
)
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


def zone_beside_clock(text: str, minute: int) -> str:
    """The zone that a text names right behind the meeting's own start, or "".

    "Austin - 8:15pm Eastern - Hybrid" at 20:15 means America/New_York; a clock time
    other than `minute` (after midnight) is about something else.
    """
    for match in _BESIDE_CLOCK.finditer(text):
        if parse_clock(match["clock"]) == minute:
            return zone_by_word(match["words"])
    return ""


def is_utc_offset(text: str) -> bool:
    """Whether a text is an offset ("+1000", "UTC-5"): no zone, since it has no summer."""
    return _OFFSET.fullmatch(text.strip()) is not None


def zone_at(latitude: float, longitude: float) -> str:
    """The zone in force at a point (WGS84 degrees), or "" at sea."""
    import tzfpy  # 29 MB of map data: loaded only by those who ask

    zone = tzfpy.get_tz(longitude, latitude)
    return "" if zone.startswith("Etc/") else zone


@cache
def keep_the_same_clock(zone: str, other: str, months: tuple[int, ...] = (1, 4, 7, 10)) -> bool:
    """Whether two zones show the same time in the middle of these months of 2025."""
    instants = (datetime(2025, month, 15, tzinfo=UTC) for month in months)
    return all(
        at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()
        for at in instants
    )


def is_local_form(zone: str, word_zone: str) -> bool:
    """Whether a zone is what a word such as "Central" means there: Mexico City keeps
    Central time without a summer."""
    return keep_the_same_clock(zone, word_zone, (1,))
