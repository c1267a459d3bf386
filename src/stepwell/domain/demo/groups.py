"""Groups that meet at a place in Connecticut, some of them also online."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.domain.demo.dice import Dice
from stepwell.domain.demo.plans import Plan
from stepwell.domain.demo.rows import (
    EVERY_DAY,
    WORKING_DAYS,
    Row,
    clock,
    days_slug,
    labels,
    notes_of,
    online_fields,
    place_fields,
    slug_of,
)
from stepwell.domain.demo.towns import TOWNS, Town
from stepwell.domain.demo.words import (
    GROUP_NAMES,
    REMARKS,
    SPANISH_NAMES,
    STREETS,
    VENUES,
    WAYS_IN,
)


@dataclass(frozen=True, slots=True)
class Group:
    """place and online: row fields that all meetings of the group share."""

    name: str
    town: Town
    place: Row
    online: Row
    access: tuple[str, ...]
    language: str
    way_in: str


def group_rows(seed: int, plan: Plan) -> tuple[Row, ...]:
    """Rows of a feed's groups: exactly `plan.meetings` once split by their days."""
    rows: list[Row] = []
    taken: set[tuple[str, str]] = set()
    left, number = plan.meetings, 0
    while left > 0:
        number += 1
        dice = Dice(seed, plan.slug, number)
        group = _group(dice, plan)
        if (group.name, group.town.name) in taken:
            continue
        taken.add((group.name, group.town.name))
        for days, minute in _week(dice, plan):
            kept = days if len(days) <= left else days[: min(left, 1)]
            if kept:
                rows.append(_row(dice, plan, group, kept, minute))
                left -= len(kept)
    return tuple(rows)


def _group(dice: Dice, plan: Plan) -> Group:
    town = dice.weighted([(town, town.weight) for town in TOWNS])
    language = "S" if plan.fellowship in {"aa", "na"} and dice.chance(4) else ""
    is_hybrid = dice.chance(plan.hybrid_percent)
    access = [plan.wheelchair] if dice.chance(48) else []
    if access and dice.chance(40):
        access.append("XB")
    for code, percent in (("BA", 3), ("CF", 5), ("FF", 3), ("ASL", 1)):
        if dice.chance(percent):
            access.append(code)
    return Group(
        name=dice.pick(SPANISH_NAMES if language else GROUP_NAMES),
        town=town,
        place=place_fields(dice, town, dice.pick(VENUES), dice.pick(STREETS)),
        online=online_fields(dice, with_phone=dice.chance(60)) if is_hybrid else {},
        access=tuple(access),
        language=language,
        way_in=dice.pick(WAYS_IN),
    )


def _week(dice: Dice, plan: Plan) -> Iterator[tuple[tuple[int, ...], int]]:
    """(days, start minute) of each row of a group."""
    often = dice.weighted(plan.weeks)
    if often in {"weekdays", "daily"}:
        yield WORKING_DAYS if often == "weekdays" else EVERY_DAY, dice.weighted(plan.times)
        return
    count = {"once": 1, "twice": 2, "thrice": 3}[often]
    first, stride = dice.below(7), 2 + dice.below(2)
    for turn in range(count):
        minute = dice.weighted(plan.times)
        yield ((first + turn * stride) % 7,), minute


def _row(dice: Dice, plan: Plan, group: Group, days: tuple[int, ...], minute: int) -> Row:
    duration = dice.weighted(plan.durations)
    with_pm = plan.has_clock_with_pm
    return {
        "slug": slug_of(group.name, group.town.postal_code, days_slug(days), clock(minute)),
        "name": group.name,
        "day": days[0] if len(days) == 1 else list(days),
        "time": clock(minute, with_pm=with_pm),
        **({"end_time": clock(minute + duration, with_pm=with_pm)} if dice.chance(85) else {}),
        "types": _types(dice, plan, group, minute),
        "group": f"{group.name}, {group.town.name}",
        "notes": notes_of(dice.pick(plan.remarks or REMARKS)),
        **({"location_notes": group.way_in} if group.way_in else {}),
        **group.place,
        **group.online,
        **labels(dice),
    }


def _types(dice: Dice, plan: Plan, group: Group, minute: int) -> list[str]:
    codes = ["O" if dice.chance(plan.open_percent) else "C"]
    codes += dice.weighted(plan.formats).split()
    codes += dice.weighted(plan.audiences).split()
    codes += [group.language] if group.language else []
    codes += group.access
    if minute >= 20 * 60 and dice.chance(15):
        codes.append("CAN")
    return list(dict.fromkeys(codes))
