"""What of a session is rated: the items that its plan had on that day, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.session_plan import SessionPlan

FIDELITY, PROSCRIBED = "fidelity", "proscribed"
LISTS = (FIDELITY, PROSCRIBED)


@dataclass(frozen=True, slots=True, order=True)
class RatedItem:
    """One item. list: of the plan, fidelity or proscribed. session: whose own it is, "" for one of
    the whole protocol, which is the same item in every session."""

    list: str
    id: str
    session: str = ""

    @property
    def key(self) -> str:
        """In a form and in a rating: unique within one session."""
        return f"{self.list}.{self.id}"

    @property
    def name(self) -> str:
        """Across sessions of one protocol."""
        return f"{self.session}/{self.key}" if self.session else self.key


def items_of_plan(protocol: Protocol, plan: SessionPlan) -> tuple[RatedItem, ...]:
    """Those of the open strands, in the order of the protocol."""
    found = []
    for name in LISTS:
        own = {one.id for one in getattr(protocol.sessions[plan.session], name)}
        for item in getattr(plan, name):
            found.append(RatedItem(name, item.id, plan.session if item.id in own else ""))
    return tuple(found)


def ticked_items(items: Iterable[RatedItem], said: Mapping[str, str]) -> frozenset[str]:
    """The keys of the prompts that were ticked. What is not ticked was not answered: no zero."""
    return frozenset(
        one.key for one in items if one.list == FIDELITY and said.get(one.key) == "yes"
    )


def item_keyed(items: Iterable[RatedItem], key: str) -> RatedItem:
    """Raises FidelityRefused."""
    for one in items:
        if one.key == key:
            return one
    raise FidelityRefused("This session has no such item. Open the page again.")
