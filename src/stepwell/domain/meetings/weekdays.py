"""Weekday names as listings write them, in the languages feeds come in.

Weekdays are numbered 0 = Sunday … 6 = Saturday, as in the Meeting Guide format.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "en": "sunday monday tuesday wednesday thursday friday saturday",
    "es": "domingo lunes martes miércoles jueves viernes sábado",
    "fr": "dimanche lundi mardi mercredi jeudi vendredi samedi",
    "ja": "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
    "sv": "söndag måndag tisdag onsdag torsdag fredag lördag",
    "sk": "nedeľa pondelok utorok streda štvrtok piatok sobota",
    "pt": "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
    "nl": "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
    "de": "sonntag montag dienstag mittwoch donnerstag freitag samstag",
}
_OTHER = {
    0: "sun suns dom dim sön",
    1: "mon mons segunda lun mån pon",
    2: "tue tues terça tis uto",
    3: "wed weds quarta mié mer mittwochs ons str",
    4: "thu thur thurs quinta jue jeu tor štv",
    5: "fri fris sexta vie ven fre pia",
    6: "sat sats sonnabend sáb lör sob",
}
_GROUPS = {
    "daily": range(7),
    "every day": range(7),
    "everyday": range(7),
    "all days": range(7),
    "weekdays": range(1, 6),
    "weekends": (0, 6),
}
_SPLIT = re.compile(r"\s*(?:[,;/|&+\n]|\band\b|\by\b|\bet\b|\bund\b|\boch\b)\s*")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b)\s*(.+)")


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", bare).strip(" .").split())


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for names in _NAMES.values():
        for day, name in enumerate(names.split()):
            table[_fold(name)] = day
            table[_fold(name) + "s"] = day
    for day, names in _OTHER.items():
        table.update({_fold(name): day for name in names.split()})
    for day, character in enumerate("日月火水木金土"):
        table[character] = day
        table[_fold(character + "曜")] = day
    return table


_DAYS = _table()


def parse_weekday(text: str) -> int | None:
    """One weekday by name in any of nine languages, or by number ("0" to "7").

    "7" is Sunday: 0 to 6 mean the same in this format and in ISO 8601, which writes
    Sunday as 7. None if unreadable.
    """
    folded = _fold(text)
    if folded in _DAYS:
        return _DAYS[folded]
    if re.fullmatch(r"[0-7](\.0)?", folded):
        return int(folded[0]) % 7
    return None


def parse_weekdays(text: str) -> tuple[int, ...] | None:
    """All weekdays a text names: "Mon, Wed", "Monday - Friday", "daily". None if unreadable."""
    folded = _fold(text)
    if folded in _GROUPS:
        return tuple(_GROUPS[folded])
    days: list[int] = []
    for part in _SPLIT.split(folded):
        found = _one_or_range(part)
        if found is None:
            return None
        days.extend(day for day in found if day not in days)
    return tuple(days)


def _one_or_range(text: str) -> tuple[int, ...] | None:
    day = parse_weekday(text)
    if day is not None:
        return (day,)
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = parse_weekday(match[1]), parse_weekday(match[2])
    if first is None or last is None:
        return None
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
