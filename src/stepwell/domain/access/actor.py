"""Who does something. Every action takes one as `by`; there is no anonymous writer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person or a named part of the system. key: opaque id, or the system's name."""

    key: str
    name: str
    is_administrator: bool = False


SCHEDULE = Actor(key="system:schedule", name="The schedule", is_administrator=True)
COMMAND_LINE = Actor(key="system:command-line", name="The command line", is_administrator=True)
