"""The agenda of a session, drawn and listed, for one person and for a group alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from stepwell.domain.care.run_entries import DONE, LEFT, YES
from stepwell.web.staff.session_cards import BlockCard, Cards

BAR = 1040


@dataclass(frozen=True, slots=True)
class BarPart:
    """One block in the drawing of the agenda."""

    x: str
    width: str
    classes: str
    label: str
    text_x: str


def agenda_context(cards: Cards) -> dict[str, Any]:
    topics, exercises = cards.besides()
    blocks = _linked(cards.blocks(), "besides" if topics or exercises else "tasks")
    fidelity = cards.ticks("fidelity")
    return {
        "gates": cards.gates(),
        "blocks": blocks,
        "review_block": next((one for one in blocks if one.is_review), None),
        "now": next((one.item.id for one in blocks if not one.state.value), ""),
        "bar": _bar(blocks),
        "besides": topics,
        "besides_exercises": exercises,
        "fidelity": fidelity,
        "fidelity_done": sum(one.first.value == YES for one in fidelity),
        "scripts": cards.ticks("scripts"),
        "objections": cards.ticks("objections"),
        "proscribed": cards.items("proscribed"),
        "contraindications": cards.items("contraindications"),
        "readings": cards.items("readings"),
        "materials": cards.items("materials"),
        "rewards": cards.items("rewards"),
    }


def _linked(blocks: list[BlockCard], last: str) -> list[BlockCard]:
    """Each with the next part, for those who go through the page by keyboard."""
    after = [*(f"b-{one.item.id}" for one in blocks[1:]), last]
    return [replace(one, next=where) for one, where in zip(blocks, after, strict=True)]


def _bar(blocks: Iterable[BlockCard]) -> list[BarPart]:
    """The agenda as a bar, as wide as its minutes; the first open block is where we are."""
    cards = list(blocks)
    whole = sum(one.minutes for one in cards) or 1
    parts, x, has_live = [], 0.0, False
    for one in cards:
        width = BAR * one.minutes / whole
        is_open = one.state.value not in {DONE, LEFT}
        classes = "todo" if is_open else "past"
        if is_open and not has_live:
            classes, has_live = "live", True
        title = one.item.title if len(one.item.title) * 7 + 34 < width else ""
        label = f"{title}, {one.minutes}" if title else str(one.minutes)
        places = (f"{number:.1f}" for number in (x + 1, width - 2, x + width - 8))
        start, inner, end = places
        parts.append(BarPart(start, inner, classes, label, end))
        x += width
    return parts
