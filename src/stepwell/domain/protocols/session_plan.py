"""One session for one client on one day: only what the open tracks leave, review first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from stepwell.domain.protocols.availability import availability
from stepwell.domain.protocols.branching import open_tracks
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.items import (
    AgendaBlock,
    Exercise,
    Item,
    Reading,
    RecoveryTask,
    Reward,
    SafetyGate,
    Script,
)

I = TypeVar("I", bound=Item)  # noqa: E741


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What the protocol has for every session comes before what this one adds."""

    session: str
    review: tuple[Item, ...]
    agenda: tuple[AgendaBlock, ...]
    topics: tuple[Item, ...]
    exercises: tuple[Exercise, ...]
    tasks: tuple[RecoveryTask, ...]
    readings: tuple[Reading, ...]
    materials: tuple[Item, ...]
    fidelity: tuple[Item, ...]
    proscribed: tuple[Item, ...]
    contraindications: tuple[Item, ...]
    safety: tuple[SafetyGate, ...]
    scripts: tuple[Script, ...]
    objections: tuple[Item, ...]
    rewards: tuple[Reward, ...]


class SessionRefused(ValueError):
    """The message says which rule stands against it and what it waits for."""


def session_plan(
    protocol: Protocol,
    session: str,
    history: History,
    at: date,
    *,
    written: frozenset[tuple[str, str]] = frozenset(),
) -> SessionPlan:
    """
    Args:
        written: list and id of items that something was written about already: they stay, though
            their track has closed since.

    Raises:
        KeyError: there is no such session.
    """
    whole, one = protocol.definition, protocol.sessions[session]
    tracks = open_tracks(protocol, history.until(at), at)

    def kept(name: str, items: Iterable[I]) -> tuple[I, ...]:
        return tuple(
            item
            for item in items
            if not item.track or item.track in tracks or (name, item.id) in written
        )

    return SessionPlan(
        session=session,
        review=kept("review", (*whole.review, *one.review)),
        agenda=kept("agenda", one.agenda),
        topics=kept("topics", one.topics),
        exercises=kept("exercises", one.exercises),
        tasks=kept("tasks", one.tasks),
        readings=kept("readings", one.readings),
        materials=kept("materials", one.materials),
        fidelity=kept("fidelity", (*whole.fidelity, *one.fidelity)),
        proscribed=kept("proscribed", (*whole.proscribed, *one.proscribed)),
        contraindications=kept(
            "contraindications", (*whole.contraindications, *one.contraindications)
        ),
        safety=kept("safety", (*whole.safety, *one.safety)),
        scripts=kept("scripts", whole.scripts),
        objections=kept("objections", whole.objections),
        rewards=kept("rewards", whole.rewards),
    )


def check_may_hold(
    protocol: Protocol, session: str, history: History, at: date, *, reason: str = ""
) -> None:
    """
    Args:
        reason: why this elective, or why against a rule that lets itself be set aside.

    Raises:
        SessionRefused: it may not be held now, or not without a reason.
    """
    words = protocol.words()
    found = availability(protocol, history.until(at), at)
    for step in found.steps:
        if step.session == session:
            if step.needs_reason and not reason.strip():
                raise SessionRefused("This one is chosen by need. Say why it is right now.")
            return
    for refusal in found.refusals:
        if refusal.session == session:
            if refusal.may_override and reason.strip():
                return
            waits = ", ".join(protocol.words(one).title for one in refusal.waits_for)
            rule = words.of("sequence", refusal.rule).title
            raise SessionRefused(
                f"{rule}{f' It waits for: {waits}.' if waits else ''}"
                f"{' You can set this aside with a reason.' if refusal.may_override else ''}"
            )
    raise SessionRefused("It is done, or not part of this course. Choose one that is offered.")
