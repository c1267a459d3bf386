"""Which rows of a caseload are wanted, and in which order. Nothing of it names a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from stepwell.domain.caseload.flags import Flag
from stepwell.domain.caseload.rules import Level


class Whose(StrEnum):
    """ALL: everyone in one's reach."""

    ALL = ""
    OWN = "own"
    NOBODY = "nobody"


class Only(StrEnum):
    """NEEDS: a flag to act on or to watch. TODAY: a session or group today. ENDING: the time meant
    for their course is nearly over."""

    ALL = ""
    NEEDS = "needs"
    TODAY = "today"
    ENDING = "ending"


class Order(StrEnum):
    """NEEDS: safety first, then what runs out soonest. HEARD: longest not seen first. MEETINGS:
    fewest in four weeks first."""

    NEEDS = ""
    NAME = "name"
    NEXT = "next"
    HEARD = "heard"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True)
class CaseSift:
    """flag: a kind of flag, "" for any. course: a protocol, "" for any."""

    whose: Whose = Whose.ALL
    only: Only = Only.ALL
    order: Order = Order.NEEDS
    flag: str = ""
    course: str = ""

    def as_params(self) -> dict[str, str]:
        """What stands in the address and in a saved view; empty values are left out."""
        params = {
            "show": self.whose.value,
            "only": self.only.value,
            "order": self.order.value,
            "flag": self.flag,
            "course": self.course,
        }
        return {key: value for key, value in params.items() if value}


def sift_from(
    params: Mapping[str, str], *, flags: Iterable[str], courses: Iterable[str]
) -> CaseSift:
    """What is not known counts as not said. flags, courses: the slugs there are."""
    whose, only, order = (params.get(key, "") for key in ("show", "only", "order"))
    flag, course = params.get("flag", ""), params.get("course", "")
    return CaseSift(
        Whose(whose) if whose in set(Whose) else Whose.ALL,
        Only(only) if only in set(Only) else Only.ALL,
        Order(order) if order in set(Order) else Order.NEEDS,
        flag if flag in set(flags) else "",
        course if course in set(courses) else "",
    )


@dataclass(frozen=True, slots=True)
class SiftRow:
    """What is needed of a client to find and sort the row. name: as shown. next_at: of the next
    appointment or group. heard_on: when they were last seen. recent: meetings in four weeks."""

    id: UUID
    name: str
    flags: tuple[Flag, ...] = ()
    next_at: datetime | None = None
    is_today: bool = False
    heard_on: date | None = None
    recent: int = 0
    courses: tuple[str, ...] = ()

    @property
    def needs(self) -> bool:
        return any(one.level is not Level.NOTE for one in self.flags)

    @property
    def must_act(self) -> bool:
        return any(one.level is Level.ACT for one in self.flags)

    @property
    def is_ending(self) -> bool:
        return any(one.kind == "course-ending" for one in self.flags)


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Of everyone in the reach that was asked for, whatever else is chosen."""

    everyone: int = 0
    needs: int = 0
    acts: int = 0
    today: int = 0
    ending: int = 0


def counts_of(rows: Sequence[SiftRow]) -> CaseCounts:
    return CaseCounts(
        len(rows),
        sum(one.needs for one in rows),
        sum(one.must_act for one in rows),
        sum(one.is_today for one in rows),
        sum(one.is_ending for one in rows),
    )


def sifted(rows: Iterable[SiftRow], sift: CaseSift, kinds: Sequence[str]) -> list[SiftRow]:
    """kinds: of flags, the most pressing first."""
    ranks = {kind: number for number, kind in enumerate(kinds)}
    kept = [one for one in rows if _is_wanted(one, sift)]
    return sorted(kept, key=lambda one: (*_key(one, sift.order, ranks), *_by_name(one)))


def _is_wanted(row: SiftRow, sift: CaseSift) -> bool:
    match sift.only:
        case Only.NEEDS if not row.needs:
            return False
        case Only.TODAY if not row.is_today:
            return False
        case Only.ENDING if not row.is_ending:
            return False
    if sift.flag and all(one.kind != sift.flag for one in row.flags):
        return False
    return not sift.course or sift.course in row.courses


def _key(row: SiftRow, order: Order, ranks: Mapping[str, int]) -> tuple[object, ...]:
    match order:
        case Order.NEEDS:
            levels = [(_LEVELS[one.level], ranks.get(one.kind, 0)) for one in row.flags]
            return (min(levels, default=_NO_FLAG), *_soonest(row))
        case Order.NEXT:
            return _soonest(row)
        case Order.HEARD:
            return (row.heard_on or date.min,)
        case Order.MEETINGS:
            return (row.recent,)
        case Order.NAME:
            return ()


_LEVELS = {Level.ACT: 0, Level.WATCH: 1, Level.NOTE: 2}
_NO_FLAG = (len(_LEVELS), 0)


def _soonest(row: SiftRow) -> tuple[bool, float]:
    """Whoever has nothing booked comes last."""
    return (row.next_at is None, row.next_at.timestamp() if row.next_at else 0)


def _by_name(row: SiftRow) -> tuple[str, str]:
    return (row.name.casefold(), str(row.id))
