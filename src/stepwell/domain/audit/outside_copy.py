"""The lines kept outside the database: seals as they are made, heads by the hour.

One JSON object a line: {"kind": "seal", …} or {"kind": "head", …}; {"kind": "recopied", …} stands
before seals that were copied from the database later, when the lines about them were lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from stepwell.domain.audit.seals import Head, Seal, seal_hash


@dataclass(frozen=True, slots=True)
class Recopied:
    """on: when. days: how many seals. last: the newest of them."""

    on: date
    days: int
    last: date


@dataclass(slots=True)
class OutsideCopy:
    """What the lines say, by organization.

    seals: all lines about a day, in order; the last is the seal that was kept, and an earlier one
    tells of a sealing that was not finished. heads: sequence -> hashes; more than one contradict
    each other. recopied: what it says of seals that were copied later. unreadable: numbers of the
    lines that cannot be read or were changed. is_old: the lines were copied some time ago, so that
    seals made since are not among them.
    """

    seals: dict[str, dict[date, list[Seal]]] = field(default_factory=dict)
    heads: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    recopied: dict[str, list[Recopied]] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)
    is_old: bool = False

    def seal_of(self, organization: str, day: date) -> Seal | None:
        lines = self.seals.get(organization, {}).get(day)
        return lines[-1] if lines else None

    def add_seal(self, seal: Seal) -> None:
        self.seals.setdefault(seal.organization, {}).setdefault(seal.day, []).append(seal)
        heads = self.heads.setdefault(seal.organization, {})
        heads.setdefault(seal.last_sequence, set()).add(seal.head_hash)

    def should_know(self, organization: str, day: date) -> bool:
        """Whether the seal of that day must be among the lines."""
        return not self.is_old or day <= max(self.seals.get(organization, {}), default=date.min)

    def knows_head(self, organization: str, sequence: int) -> bool:
        return sequence in self.heads.get(organization, {})


def seal_line(seal: Seal, *, at: datetime) -> str:
    return _line(
        kind="seal",
        at=at.astimezone(UTC).isoformat(timespec="seconds"),
        organization=seal.organization,
        day=seal.day.isoformat(),
        first=seal.first_sequence,
        last=seal.last_sequence,
        count=seal.count,
        head=seal.head_hash,
        previous=seal.previous_seal_hash,
        seal=seal_hash(seal),
    )


def head_line(organization: str, head: Head, *, at: datetime) -> str:
    return _line(
        kind="head",
        at=at.astimezone(UTC).isoformat(timespec="seconds"),
        organization=organization,
        sequence=head.sequence,
        head=head.hash,
    )


def recopied_line(organization: str, *, days: int, last: date, at: datetime) -> str:
    return _line(
        kind="recopied",
        at=at.astimezone(UTC).isoformat(timespec="seconds"),
        organization=organization,
        days=days,
        last=last.isoformat(),
    )


def read_outside_copy(lines: Iterable[str]) -> OutsideCopy:
    copy = OutsideCopy()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _take(copy, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            copy.unreadable.append(number)
    return copy


def _take(copy: OutsideCopy, told: dict[str, object]) -> None:
    organization = str(told["organization"])
    heads = copy.heads.setdefault(organization, {})
    if told["kind"] == "head":
        heads.setdefault(_number(told["sequence"]), set()).add(str(told["head"]))
        return
    if told["kind"] == "recopied":
        on = datetime.fromisoformat(str(told["at"])).date()
        last = date.fromisoformat(str(told["last"]))
        one = Recopied(on, _number(told["days"]), last)
        copy.recopied.setdefault(organization, []).append(one)
        return
    if told["kind"] != "seal":
        raise ValueError("unknown kind")
    seal = Seal(
        organization,
        date.fromisoformat(str(told["day"])),
        _number(told["first"]),
        _number(told["last"]),
        _number(told["count"]),
        str(told["head"]),
        str(told["previous"]),
    )
    if seal_hash(seal) != told["seal"]:
        raise ValueError("the line was changed")
    copy.add_seal(seal)


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _line(**fields: object) -> str:
    return json.dumps(fields, separators=(",", ":"))
