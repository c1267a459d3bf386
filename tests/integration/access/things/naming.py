"""How the arguments of an address are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from integration.access.table.row import NOTHING

if TYPE_CHECKING:
    from integration.access.world import World

Arguments = Mapping[str, object]
NamesIt = Callable[["World", str, str], Arguments]
"""What the address needs to name the thing, when this person asks."""
Sends = Callable[["World"], dict[str, object]]


def one_client(world: World, thing: str, name: str) -> Arguments:
    return {"client_id": uuid4() if thing == NOTHING else world.clients[thing]}


def one_thing(argument: str) -> NamesIt:
    return lambda world, thing, name: {argument: world.things.get(thing) or uuid4()}
