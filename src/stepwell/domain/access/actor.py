"""Who does something. Every action takes one as `by`; there is no anonymous writer."""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.access.roles import Role
from stepwell.domain.audit import origin as origins
from stepwell.domain.audit.origin import Origin


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person or a named part of the system.

    key: opaque id, or the system's name. organization_id: where the person acts now, "" for the
    installation itself. roles: those held there at this moment. is_administrator: of the
    installation, which is no role in an organization. has_second_factor: of this session.
    """

    key: str
    name: str
    organization_id: str = ""
    roles: frozenset[Role] = frozenset()
    is_administrator: bool = False
    origin: Origin = origins.WEB
    has_second_factor: bool = False
    session_key_digest: str = ""


SCHEDULE = Actor(
    key="system:schedule",
    name="The schedule",
    is_administrator=True,
    origin=origins.WORKER,
)
COMMAND_LINE = Actor(
    key="system:command-line",
    name="The command line",
    is_administrator=True,
    origin=origins.COMMAND_LINE,
)
