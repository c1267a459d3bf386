"""What a member agreed beforehand that their program is told: a return to use, a strong urge.

Nothing is told without agreement, and agreement never reaches back: what was written down before
it, or came here while it did not hold, is not told later. What is told opens a safety path, once.
Nobody watches for it. See docs/sharing.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from stepwell.domain.recovery.log import STRONGEST_URGE

SETTING = "tell"
"""The name of the setting that holds the agreement: {"use": bool, "urge": bool}."""
TELL_WITHIN = timedelta(days=7)
"""How old a day can be to be told (design). A path asks for someone to speak with the person the
same day about danger now; between weekly sessions what is older has a session to be spoken of in.
A week lets through what was written down on days without a network."""


_AGREED = (
    "They agreed beforehand that their program is told. This page opened by itself when their "
    "phone sent it: nobody monitors the app, and nobody was rung."
)


class Cause(StrEnum):
    """USE: a return to use, other than a medicine as prescribed. URGE: at the top of its scale."""

    USE = "use"
    URGE = "urge"


Causes = frozenset[Cause]
Since = Mapping[Cause, datetime]
"""By cause that is agreed to, from when on."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A version of the setting. at: when it was made, never later than it came. causes: what it
    agrees to, None where it was removed."""

    id: str
    parents: tuple[str, ...]
    at: datetime
    causes: Causes | None


@dataclass(frozen=True, slots=True)
class Written:
    """A version of an entry. came_at: of its exchange, is_new: that of now. causes: what it says
    to be told, of the day `on`."""

    id: str
    parents: tuple[str, ...]
    made_at: datetime
    came_at: datetime
    is_new: bool
    causes: Causes
    on: date | None


def agreed_in(value: object) -> Causes:
    """Of the value of the setting. What is not understood is not agreed to."""
    said = value if isinstance(value, dict) else {}
    return frozenset(one for one in Cause if said.get(one.value) is True)


def causes_in(kind: str, body: Mapping[str, Any], substances: Collection[str]) -> Causes:
    """
    Args:
        body: of a version, as JSON.
        substances: slugs. A bet, or a plan that was not kept, is no use of a substance.
    """
    if kind == "use":
        is_use = body.get("what") in substances and not body.get("as_prescribed")
        return frozenset({Cause.USE}) if is_use else frozenset()
    if kind != "checkin":
        return frozenset()
    causes = {Cause.USE} if body.get("use") == "yes" else set()
    return frozenset(causes | ({Cause.URGE} if body.get("urge") == STRONGEST_URGE else set()))


def agreed_since(versions: Sequence[Chosen]) -> Since | None:
    """Of one record of the setting, parents before children; None where it was removed.

    Versions that stand unsettled agree to what all of them agree to.
    """
    by_version: dict[str, Since] = {}
    for one in versions:
        parents = [by_version[parent] for parent in one.parents]
        by_version[one.id] = {
            cause: _latest(parents, cause) or one.at for cause in one.causes or ()
        }
    heads = _standing(versions)
    if all(one.causes is None for one in heads):
        return None
    return agreed_by_all([by_version[one.id] for one in heads])


def agreed_by_all(records: Iterable[Since]) -> Since:
    """Where phones disagree nothing is agreed; where nobody chose, neither."""
    known = list(records)
    found = {cause: _latest(known, cause) for cause in Cause}
    return {cause: at for cause, at in found.items() if at is not None}


def newly_said(versions: Sequence[Written], cause: Cause, since: datetime) -> date | None:
    """The day of which a record says it with this exchange, and said it in none before.

    None too where it said it first before `since`. versions: of one record, in the order they
    came. What was taken back before it left the phone was never said.
    """
    saying = [one for one in versions if cause in one.causes]
    if any(not one.is_new and _stood(one, versions) for one in saying):
        return None
    if any(one.is_new and one.made_at < since for one in saying):
        return None
    standing = [one for one in _standing(versions) if cause in one.causes]
    return standing[-1].on if standing else None


def can_be_told(on: date, *, today: date, known_since: date) -> bool:
    """known_since: the first day of the program's record. A phone may stand further east."""
    return max(known_since, today - TELL_WITHIN) <= on <= today + timedelta(days=1)


def told_words(cause: Cause, on: date) -> str:
    """For whoever opens the path: who said it, and how it got here. No more of the entry than was
    agreed to."""
    day = f"{on:%b} {on.day}"
    said = {
        Cause.USE: f"They wrote in their app about a return to use on {day}.",
        Cause.URGE: f"They wrote in their app, for {day}, of an urge at the top of its scale, "
        f"{STRONGEST_URGE} of {STRONGEST_URGE}.",
    }
    return f"{said[cause]} {_AGREED}"


def _latest(agreed: Sequence[Since], cause: Cause) -> datetime | None:
    """When the last of them began; None where one does not agree, or there is none."""
    if not agreed or any(cause not in one for one in agreed):
        return None
    return max(one[cause] for one in agreed)


def _standing(versions: Sequence[Any]) -> list[Any]:
    replaced = {parent for one in versions for parent in one.parents}
    return [one for one in versions if one.id not in replaced]


def _stood(version: Written, versions: Sequence[Written]) -> bool:
    """After the exchange it came with."""
    return not any(
        version.id in one.parents and one.came_at == version.came_at and not one.is_new
        for one in versions
    )
