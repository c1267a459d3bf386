"""What of a member's own entries their program sees: parts that the person switches on or off.

Nothing but the count of meetings is shared before they choose (the issue's default; a design of
ours). A part is a set of fields of a body in `bodies.py`; each field belongs to at most one, and
one that belongs to none is never shared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from stepwell.domain.recovery.log import DayState

SETTING = "shared"
"""The name of the setting that holds the parts."""


class Share(StrEnum):
    """MEETINGS: that there was a meeting, and on which day."""

    MEETINGS = "meetings"
    MEETING_NAME = "meeting-name"
    MEETING_LIKING = "meeting-liking"
    MEETING_DEEDS = "meeting-deeds"
    MEETING_THOUGHTS = "meeting-thoughts"
    USE = "use"
    URGE = "urge"
    MOOD = "mood"
    SLEEP = "sleep"
    MEDICINE = "medicine"
    COMPANY = "company"
    WORDS = "words"


Parts = frozenset[Share]
DEFAULT: Parts = frozenset({Share.MEETINGS})

MEETING_FIELDS: Mapping[Share, tuple[str, ...]] = {
    Share.MEETING_NAME: ("code", "name", "fellowship", "mode"),
    Share.MEETING_LIKING: ("liking", "liked", "arrived", "stayed"),
    Share.MEETING_DEEDS: ("deeds", "talked_with", "numbers", "service"),
    Share.MEETING_THOUGHTS: ("themes", "belief", "note"),
}
"""Each of them needs Share.MEETINGS too."""
CHECK_IN_FIELDS: Mapping[Share, tuple[str, ...]] = {
    Share.URGE: ("urge",),
    Share.MOOD: ("mood_up", "mood_down"),
    Share.SLEEP: ("sleep_minutes",),
    Share.MEDICINE: ("medicine",),
    Share.COMPANY: ("with_whom",),
    Share.WORDS: ("note",),
}
_SLUGS = frozenset(one.value for one in Share)
_UNSAID: tuple[object, ...] = (None, "", [], ())


@dataclass(frozen=True, slots=True)
class SharedDay:
    """substance: a slug, "" for any."""

    on: date
    state: DayState
    substance: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What of one record is shared. meeting, check_in: the fields that are, None for nothing."""

    on: date
    meeting: Mapping[str, Any] | None = None
    check_in: Mapping[str, Any] | None = None
    days: tuple[SharedDay, ...] = ()


def parts_of(value: object) -> Parts:
    """Of the value of the setting. What is not understood is not shared."""
    said = value if isinstance(value, list) else []
    return frozenset(Share(one) for one in said if isinstance(one, str) and one in _SLUGS)


def parts_agreed(settings: Iterable[Parts]) -> Parts:
    """Where phones disagree, what all of them share; where nobody chose, the default."""
    chosen = list(settings)
    return frozenset.intersection(*chosen) if chosen else DEFAULT


def shared_of(
    kind: str, body: Mapping[str, Any], parts: Parts, substances: Collection[str]
) -> Shared | None:
    """
    Args:
        body: of a version, as JSON; its own `share` goes before `parts`.
        substances: slugs. A bet, or a plan that was not kept, is no use of a substance.

    Returns:
        None: nothing is shared.
    """
    own = body.get("share")
    chosen = parts if own is None else parts_of(list(own))
    if kind == "meeting":
        return _meeting(body, chosen)
    if kind == "checkin":
        return _check_in(body, chosen)
    if kind == "use":
        return _use(body, chosen, substances)
    return None


def _meeting(body: Mapping[str, Any], parts: Parts) -> Shared | None:
    if Share.MEETINGS not in parts:
        return None
    return Shared(_day(body), meeting=_fields(body, MEETING_FIELDS, parts))


def _check_in(body: Mapping[str, Any], parts: Parts) -> Shared | None:
    answers = _fields(body, CHECK_IN_FIELDS, parts)
    days = _days(body) if Share.USE in parts else ()
    return Shared(_day(body), check_in=answers or None, days=days) if answers or days else None


def _days(body: Mapping[str, Any]) -> tuple[SharedDay, ...]:
    on, said = _day(body), body.get("use")
    if said == "no":
        return (SharedDay(on, DayState.ABSTINENT),)
    if said == "yes":
        named = sorted(set(body.get("what") or [""]))
        return tuple(SharedDay(on, DayState.USED, one) for one in named)
    return ()


def _use(body: Mapping[str, Any], parts: Parts, substances: Collection[str]) -> Shared | None:
    """A medicine taken as prescribed is no use of a substance."""
    is_use = body["what"] in substances and not body.get("as_prescribed")
    if Share.USE not in parts or not is_use:
        return None
    on = _day(body)
    return Shared(on, days=(SharedDay(on, DayState.USED, body["what"]),))


def _fields(
    body: Mapping[str, Any], by_part: Mapping[Share, tuple[str, ...]], parts: Parts
) -> dict[str, Any]:
    return {
        name: body[name]
        for part, names in by_part.items()
        if part in parts
        for name in names
        if body.get(name) not in _UNSAID
    }


def _day(body: Mapping[str, Any]) -> date:
    return date.fromisoformat(body["on"])
