"""A row of the table, and whom it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stepwell.domain.access.actor import Actor

HERE = "here"
THEIRS = "elsewhere"
SELF = "self"


@dataclass(frozen=True, slots=True)
class Row:
    """section, deed: as read. allows: whether an actor may."""

    section: str
    deed: str
    allows: Callable[[Actor], bool]
