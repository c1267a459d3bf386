"""What a protocol gives someone to write about at home, after the session they were last in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stepwell.domain.protocols.branching import open_tracks
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.items import Item, TaskKind
from stepwell.domain.protocols.session_plan import session_plan
from stepwell.domain.protocols.session_words import item_words

_FIELD = re.compile(r"^- [a-z][a-z0-9-]*: .+\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """slug: as a journal page keeps it. text: plain. questions: of a worksheet."""

    slug: str
    title: str
    text: str
    questions: tuple[str, ...]


def prompts_of(protocol: Protocol, history: History, on: date) -> tuple[Prompt, ...]:
    """Worksheets of the session held last, and what was to be written down after it; those only
    whose track is open. None before the first session."""
    held = history.until(on).held
    session = held[-1].session if held else ""
    if session not in protocol.sessions:
        return ()
    plan = session_plan(protocol, session, history, on)
    worksheets = {one.id: _prompt(protocol, session, "exercises", one) for one in plan.exercises}
    tasks = {
        one.id: _prompt(protocol, session, "tasks", one)
        for one in plan.tasks
        if one.kind is TaskKind.JOURNAL
    }
    return tuple((tasks | worksheets).values())


def reviews_open(protocol: Protocol, history: History, on: date) -> tuple[tuple[str, str], ...]:
    """Protocol and id of the items with which every session looks back, as tracks stand."""
    tracks = open_tracks(protocol, history.until(on), on)
    return tuple(
        (protocol.slug, one.id)
        for one in protocol.definition.review
        if not one.track or one.track in tracks
    )


def _prompt(protocol: Protocol, session: str, name: str, item: Item) -> Prompt:
    words = item_words(protocol, session, name, item.id)
    return Prompt(
        f"{session}.{item.id}",
        words.title,
        _FIELD.sub("", words.body).strip(),
        tuple(words.fields.values()),
    )
