"""What can be typed into a session, each thing under a key of its own.

    review.days         what they said          review.days.why     why it was not asked
    agenda.topic        done, left              agenda.topic.why    why it was left out
    exercises.grid.body a field of a worksheet  topics.grid, fidelity.half …   ticked
    tasks.call          ticked                  tasks.call.who, .where, .when, .for
    safety.danger       yes, no                 safety.danger.words
    meetings.1, own.1   a meeting chosen, a task in own words, with .who, .where, .when,
                        .for: ticked where their significant other takes it on
    given.<id>          how a task of last time went, with .words, .shown, .again

and a few without an item, in FREE. Every value is text; "" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import Exercise, TaskEvidence, TaskKind
from stepwell.domain.recovery.tasks import REVIEWED

YES, NO, DONE, LEFT = "yes", "no", "done", "left"
LONGEST_TEXT = 20_000
MOST_OWN = 6
"""Tasks in own words, and chosen meetings, in one session (design)."""


class EntryKind(StrEnum):
    TEXT = "text"
    TICK = "tick"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands under a key. number: counted up with every save. saved_by: an actor's key."""

    value: str
    number: int
    saved_at: datetime
    saved_by: str


Field = tuple[EntryKind, frozenset[str]]
TEXT: Field = (EntryKind.TEXT, frozenset())
TICK: Field = (EntryKind.TICK, frozenset({YES}))


def choice(*values: str) -> Field:
    return (EntryKind.CHOICE, frozenset(values))


_AGREED = {"who": TEXT, "where": TEXT, "when": TEXT, "for": TICK}
OF_ITEM: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {
        "review": {"": TEXT, "why": TEXT},
        "agenda": {"": choice(DONE, LEFT), "why": TEXT},
        "topics": {"": TICK},
        "fidelity": {"": TICK},
        "scripts": {"": TICK},
        "objections": {"": TICK},
        "safety": {"": choice(YES, NO), "words": TEXT},
        "tasks": {"": TICK, **_AGREED},
    }
)
HEARD: Mapping[str, str] = MappingProxyType(
    {
        "themes": "What was spoken about at the meetings?",
        "attitude": "What do they make of it?",
        "power": "A higher power, or what stands in its place: what do they think of it now?",
    }
)
"""Asked whenever somebody was at a meeting, in their words, so that it can be followed."""
NUMBERED: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {
        "own": {"": TEXT, "kind": choice(*(one.value for one in TaskKind)), **_AGREED},
        "meetings": {"": TEXT, "code": TEXT, **_AGREED},
    }
)
GIVEN: Mapping[str, Field] = MappingProxyType(
    {
        "": choice(*REVIEWED),
        "words": TEXT,
        "shown": choice(*(one.value for one in TaskEvidence)),
        "again": TICK,
    }
)
FREE: Mapping[str, Field] = MappingProxyType(
    {
        "words": TEXT,
        "parked": TEXT,
        "partner": TEXT,
        "sure": TEXT,
        "summary": TEXT,
        "minutes": TEXT,
        "goes_on": TICK,
        "uncounted": TICK,
        "presence": choice("came", "missed", "told"),
        "next.week": TICK,
        "next.starts": TEXT,
        "next.minutes": TEXT,
        "next.room": TEXT,
        "next.session": TEXT,
    }
)
OF_NOBODY = frozenset({"fidelity"})
"""Lists about how the session was held: no part of anybody's record."""
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9-]+){0,2}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def checked_entry(key: str, value: str, protocol: Protocol | None, session: str) -> str:
    """The value as it is kept. Raises CareRefused where the session has no such field."""
    field = _field(key, protocol, session) if _KEY.fullmatch(key) else None
    if field is None:
        raise CareRefused("This session has no such field. Open the page again.")
    kind, allowed = field
    text = value.replace("\r\n", "\n")
    if kind is not EntryKind.TEXT and text and text not in allowed:
        raise CareRefused("Choose one of the answers that are offered.")
    if len(text) > LONGEST_TEXT:
        raise CareRefused(f"This is too long: keep it below {LONGEST_TEXT} characters.")
    return text


def kind_of_key(key: str) -> EntryKind:
    """Of a key that was checked: free words, or one of a few answers."""
    name, _, rest = key.partition(".")
    part = rest.partition(".")[2]
    if key in FREE:
        return FREE[key][0]
    if name == "explore":
        return EntryKind.TICK
    tables = {**OF_ITEM, **NUMBERED, "given": GIVEN}
    return tables[name][part][0] if name in tables else EntryKind.TEXT


def list_of(key: str) -> str:
    return key.partition(".")[0]


def _field(key: str, protocol: Protocol | None, session: str) -> Field | None:
    if key in FREE:
        return FREE[key]
    name, _, rest = key.partition(".")
    item, _, part = rest.partition(".")
    if name in NUMBERED:
        fits = item.isdecimal() and 1 <= int(item) <= MOST_OWN
        return NUMBERED[name].get(part) if fits else None
    if name == "given":
        return GIVEN.get(part) if _ID.fullmatch(item) else None
    if name == "explore":
        return TICK if _ID.fullmatch(item) and not part else None
    if name == "heard":
        return OF_ITEM["review"].get(part) if item in HEARD else None
    if protocol is None:
        return None
    if name == "exercises":
        return TEXT if _has_field(protocol, session, item, part) else None
    there = name in OF_ITEM and item in ids_of(protocol, session, name)
    return OF_ITEM[name].get(part) if there else None


def ids_of(protocol: Protocol, session: str, name: str) -> frozenset[str]:
    """Of a list, in the whole protocol and in this session, whatever tracks are open."""
    whole = getattr(protocol.definition, name, ())
    one = getattr(protocol.sessions[session], name, ())
    return frozenset(item.id for item in (*whole, *one))


def _has_field(protocol: Protocol, session: str, item: str, part: str) -> bool:
    exercises: tuple[Exercise, ...] = protocol.sessions[session].exercises
    return any(
        one.id == item and (part in one.fields if one.fields else not part) for one in exercises
    )
