"""AA groups that meet only online: several zones, languages, and hours of the night."""

from __future__ import annotations

from stepwell.domain.demo.dice import Dice
from stepwell.domain.demo.rows import (
    EVERY_DAY,
    WORKING_DAYS,
    Row,
    clock,
    days_slug,
    labels,
    notes_of,
    online_fields,
    slug_of,
)
from stepwell.domain.demo.words import (
    POLISH_NAMES,
    PORTUGUESE_NAMES,
    SIGNED_NAMES,
    SPANISH_NAMES,
)

_SPECIALS = (
    # name, zone, days, start, minutes, types
    ("Round the Clock", "America/New_York", EVERY_DAY, "03:00", 60, "O D"),
    ("Round the Clock", "America/New_York", EVERY_DAY, "15:00", 60, "O D"),
    ("Last Bus Home", "America/New_York", EVERY_DAY, "23:30", 75, "O D"),
    ("First Light", "America/New_York", WORKING_DAYS, "05:30", 30, "O 11 MED"),
    ("Small Hours", "America/New_York", (0,), "02:30", 45, "O D"),
    ("Long Way West", "America/Los_Angeles", (2, 4), "21:00", 60, "C D LGBTQ"),
    ("High Plains", "America/Denver", (3,), "19:00", 60, "O B"),
    ("Arizona Porch", "America/Phoenix", (1,), "18:00", 60, "O SP"),
    ("Lake Effect", "America/Chicago", (5,), "20:00", 90, "O SP D"),
    ("Island Weather", "Pacific/Honolulu", (6,), "17:00", 60, "O D"),
    ("Half Past Newfoundland", "America/St_Johns", (4,), "19:30", 60, "O ST"),
    ("Kettle On", "Europe/London", (0, 3), "19:30", 75, "O D"),
    ("Late Ferry", "Europe/Dublin", (5,), "21:00", 60, "O D"),
    ("Harbour Side", "Australia/Sydney", (6,), "09:00", 60, "O BE D"),
)
_ELSEWHERE = (
    # names, zones, language code, remark
    (
        SPANISH_NAMES,
        ("America/New_York", "America/Mexico_City", "Europe/Madrid", "America/Bogota"),
        "S",
        "Reunión en español.",
    ),
    (POLISH_NAMES, ("Europe/Warsaw", "America/New_York"), "POL", "Mityng po polsku."),
    (
        PORTUGUESE_NAMES,
        ("America/Sao_Paulo", "Europe/Lisbon", "America/New_York"),
        "POR",
        "Reunião em português.",
    ),
    (SIGNED_NAMES, ("America/New_York", "America/Chicago"), "ASL", "Signed; no voice needed."),
)


def online_rows(seed: int) -> tuple[Row, ...]:
    rows = []
    for name, zone, days, start, minutes, codes in _SPECIALS:
        dice = Dice(seed, "online", name, start)
        rows.append(_row(dice, name, zone, days, start, minutes, codes.split(), ""))
    for names, zones, language, remark in _ELSEWHERE:
        for name in names:
            for zone in zones[:2] if len(names) > 2 else zones:
                dice = Dice(seed, "online", name, zone)
                day, hour = dice.below(7), 17 + dice.below(4)
                types = ["O", dice.pick(("D", "ST", "B", "BE")), language]
                start = f"{hour:02}:{dice.pick((0, 30)):02}"
                rows.append(_row(dice, name, zone, (day,), start, 60, types, remark))
    return tuple(rows)


def _row(
    dice: Dice,
    name: str,
    zone: str,
    days: tuple[int, ...],
    start: str,
    minutes: int,
    types: list[str],
    remark: str,
) -> Row:
    begins = int(start[:2]) * 60 + int(start[3:])
    city = zone.partition("/")[2].replace("_", " ")
    return {
        "slug": slug_of("online", name, city, days_slug(days), start),
        "name": name,
        "day": days[0] if len(days) == 1 else list(days),
        "time": start,
        "end_time": clock(begins + minutes),
        "timezone": zone,
        "types": [*types, "ONL"],
        "notes": notes_of(remark),
        "group": f"{name}, online",
        "formatted_address": f"Online, run from {city}",
        "approximate": "yes",
        "regions": ["Online"],
        **online_fields(dice, with_phone=zone.startswith("America/") and dice.chance(60)),
        **labels(dice),
    }
