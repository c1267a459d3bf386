"""What may follow what in a record's life, as a table: code, refusals and the diagram read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from stepwell.domain.care.refusal import CareRefused

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S, E]):
    """title: of its diagram. starts: where one can begin. moves: to which state an event leads.
    refusals: by state, why nothing else goes and what to do.
    """

    title: str
    starts: tuple[S, ...]
    moves: Mapping[tuple[S, E], S]
    refusals: Mapping[S, str]

    def after(self, state: S, event: E) -> S:
        """Raises CareRefused."""
        try:
            return self.moves[state, event]
        except KeyError:
            raise CareRefused(self.refusals[state]) from None

    def can(self, state: S, event: E) -> bool:
        return (state, event) in self.moves

    def ends(self) -> tuple[S, ...]:
        """The states that nothing leads out of."""
        left = {source for source, _ in self.moves}
        return tuple(dict.fromkeys(one for one in self.moves.values() if one not in left))
