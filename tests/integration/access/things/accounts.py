from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from integration.access.table.row import DOT
from integration.access.things.naming import Arguments, NamesIt
from stepwell.records.accounts.models import UserSession

if TYPE_CHECKING:
    from integration.access.world import World

PASSKEY_ID = uuid4()
"""Of someone who is not in the cast."""


def _session(world: World, thing: str, name: str) -> Arguments:
    """One of the sessions beside that of the browser which asks."""
    another = "ben" if name == "dana" else "dana"
    owner = name if thing == "own" and name != DOT else another
    return {"session_id": UserSession.objects.get(key_digest=f"other-{owner}").pk}


def _passkey(world: World, thing: str, name: str) -> Arguments:
    return {"passkey_id": PASSKEY_ID}


def _token(kind: str) -> NamesIt:
    return lambda world, thing, name: {
        "token": world.tokens[kind] if thing == "a link" else "invented" * 5
    }


ARGUMENTS: dict[str, NamesIt] = {
    "accounts:open_link": _token("access"),
    "accounts:open_invitation": _token("invitation"),
    "accounts:end_session": _session,
    "accounts:remove_passkey": _passkey,
}
