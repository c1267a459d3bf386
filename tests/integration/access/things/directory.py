from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from integration.access.table.row import NOTHING
from integration.access.things.naming import Arguments, NamesIt

if TYPE_CHECKING:
    from integration.access.world import World


def _meeting(world: World, thing: str, name: str) -> Arguments:
    return {"code": uuid4() if thing == NOTHING else world.meeting.pk}


def _meeting_key(world: World, thing: str, name: str) -> Arguments:
    return {"feed": "sample", "key": "no-such" if thing == NOTHING else world.meeting.source_key}


def _list(world: World, thing: str, name: str) -> Arguments:
    return {"slug": "no-such" if thing == NOTHING else "sample"}


ARGUMENTS: dict[str, NamesIt] = {
    "shared:stylesheet": lambda world, thing, name: {"version": "today"},
    "public:why_not_listed_feed": _list,
    "public:meeting": _meeting,
    "public:calendar": _meeting,
    "public:meeting_by_key": _meeting_key,
    "staff:feed": _list,
    "staff:feed_change": _list,
    "staff:feed_read": _list,
    "staff:feed_remove": _list,
}
