"""Clock times as listings write them: "19:00", "7 PM", "19h30", "noon"."""

from __future__ import annotations

import re

MINUTES_PER_DAY = 1440

_WORDS = {
    "noon": 720,
    "12 noon": 720,
    "12:00 noon": 720,
    "midday": 720,
    "mediodía": 720,
    "mediodia": 720,
    "midi": 720,
    "mittag": 720,
    "meio-dia": 720,
    "midnight": 0,
    "12 midnight": 0,
    "12:00 midnight": 0,
    "medianoche": 0,
    "minuit": 0,
    "mitternacht": 0,
    "meia-noite": 0,
}
_CLOCK = re.compile(
    r"""(?P<hour>\d{1,2})
        (?:\s*[:.h]\s*(?P<minute>\d{2}))?
        (?:\s*[:.]\s*(?P<second>\d{2})(?:\.\d+)?)?
        \s*h?\s*
        (?P<half>[ap]\.?\s*m\.?|[ap])?""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})")


def parse_clock(text: str) -> int | None:
    """Minutes after midnight, 0 to 1440 (only "24:00" is 1440), or None if unreadable.

    A bare hour needs its half of the day ("7 pm"); "1930" is read as 19:30.
    """
    folded = " ".join(text.split()).casefold()
    if folded in _WORDS:
        return _WORDS[folded]
    match = _BARE.fullmatch(folded) or _CLOCK.fullmatch(folded)
    if match is None:
        return None
    parts = match.groupdict()
    if not parts["minute"] and not parts.get("half") and not re.search(r"\dh", folded):
        return None
    return _minutes(
        int(parts["hour"]),
        int(parts["minute"] or 0),
        int(parts.get("second") or 0),
        (parts.get("half") or "")[:1],
    )


def _minutes(hour: int, minute: int, second: int, half: str) -> int | None:
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and minute):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half == "a":  # "13:00 am" contradicts itself; "13:00 pm" only repeats itself
        return None
    return hour * 60 + minute
