"""What a session still lacks before it can end. Nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from stepwell.domain.care.run_entries import DONE, HEARD, LEFT, YES
from stepwell.domain.protocols.items import AgendaBlock, GateAction, SafetyGate
from stepwell.domain.protocols.session_plan import SessionPlan

Said = Mapping[str, str]
Titles = Callable[[str, str], str]
"""The title of an item of a list."""


@dataclass(frozen=True, slots=True)
class Gap:
    """key: of the field to go to. words: for whoever ends the session."""

    key: str
    words: str


def gate_that_stops(plan: SessionPlan | None, said: Said) -> SafetyGate | None:
    """The first that was answered with a yes and ends the agenda."""
    return next(
        (
            one
            for one in (plan.safety if plan else ())
            if one.action is GateAction.STOP and said.get(f"safety.{one.id}") == YES
        ),
        None,
    )


def gaps(
    plan: SessionPlan | None, said: Said, titles: Titles, *, has_been_to_meetings: bool
) -> tuple[Gap, ...]:
    """None once a safety gate has stopped the agenda."""
    if gate_that_stops(plan, said) is not None:
        return ()
    heard = HEARD if has_been_to_meetings and plan is not None else ()
    asked = [(f"heard.{one}", HEARD[one]) for one in heard]
    if plan is None:
        return ()
    asked = [(f"review.{one.id}", titles("review", one.id)) for one in plan.review] + asked
    return (
        *_unasked(asked, said),
        *_unanswered_gates(plan.safety, said, titles),
        *_unsettled_blocks(plan.agenda, said, titles),
    )


def group_gaps(
    plan: SessionPlan | None, said: Said, titles: Titles, unsettled: Iterable[tuple[str, str]]
) -> tuple[Gap, ...]:
    """Of a group. unsettled: key and name of those of whom it is not said whether they came."""
    absent = tuple(Gap(key, f"Say whether {name} came.") for key, name in unsettled)
    if plan is None or gate_that_stops(plan, said) is not None:
        return absent
    return (
        *absent,
        *_unanswered_gates(plan.safety, said, titles),
        *_unsettled_blocks(plan.agenda, said, titles),
    )


def block_is_done(block: str, said: Said) -> bool:
    return said.get(f"agenda.{block}") == DONE


def _unasked(asked: Iterable[tuple[str, str]], said: Said) -> Iterable[Gap]:
    for key, title in asked:
        if not _is_said(said, key) and not _is_said(said, f"{key}.why"):
            yield Gap(
                key, f"“{title}” has no answer. Write what they said, or why it was not asked."
            )


def _unanswered_gates(gates: Iterable[SafetyGate], said: Said, titles: Titles) -> Iterable[Gap]:
    for one in gates:
        if one.action is GateAction.STOP and not _is_said(said, f"safety.{one.id}"):
            yield Gap(f"safety.{one.id}", f"Say yes or no: “{titles('safety', one.id)}”")


def _unsettled_blocks(blocks: Iterable[AgendaBlock], said: Said, titles: Titles) -> Iterable[Gap]:
    for one in blocks:
        key, title = f"agenda.{one.id}", titles("agenda", one.id)
        state = said.get(key, "")
        if state == LEFT and not _is_said(said, f"{key}.why"):
            yield Gap(f"{key}.why", f"Write why “{title}” was left out.")
        elif state not in {LEFT, DONE}:
            yield Gap(key, f"Say whether “{title}” was done or left out.")


def _is_said(said: Said, key: str) -> bool:
    return bool(said.get(key, "").strip())
