"""Safety paths, plans and incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import safety
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.policies.safety import PathFacts
from stepwell.domain.access.table.clients import SITUATIONS, of_each_client
from stepwell.domain.access.table.row import HERE, THEIRS, Row
from stepwell.domain.safety.path_rules import Opener, Urgency

_OTHERS = SITUATIONS["of others in the program"]
_PATHS: dict[str, PathFacts] = {
    "of a client in their care": PathFacts(HERE, SITUATIONS["assigned to them"]),
    "of someone nobody knows yet": PathFacts(HERE),
    "urgent now, of a client of others": PathFacts(HERE, _OTHERS, Urgency.NOW),
    "of a client of others, which they took": PathFacts(HERE, _OTHERS, is_taken_by_self=True),
    "of a client of others": PathFacts(HERE, _OTHERS),
    "which they opened themselves": PathFacts(HERE, _OTHERS, is_opened_by_self=True),
    "of another program": PathFacts(THEIRS, None, Urgency.NOW, is_taken_by_self=True),
}
_PATH_DEEDS: dict[str, Callable[[Actor, PathFacts], bool]] = {
    "See a safety path": safety.can_see_path,
    "Take a safety path": safety.can_take_path,
    "See whether someone is on it": safety.can_see_own_concern,
    "Sign off a safety path": safety.can_review_path,
}


def rows() -> Iterator[Row]:
    for deed, ask in _PATH_DEEDS.items():
        for situation, facts in _PATHS.items():
            yield Row(deed, f"A path {situation}", partial(_ask, ask=ask, facts=facts))
    section = "Safety"
    for opener, said in (
        (Opener.DESK, "Open a concern that is seen from the desk"),
        (Opener.CARE, "Open any concern"),
        (Opener.MEMBER, "Ask their program for help"),
    ):
        yield Row(section, said, partial(_opens, opener=opener))
    yield Row(section, "Open the list of paths, within what they may see", safety.can_list_paths)
    yield Row(section, "Write an incident", lambda a: safety.can_report_incident(a, HERE))
    yield Row(
        section,
        "Read an incident someone else wrote",
        lambda a: safety.can_see_incident(a, HERE, reported_by="other"),
    )
    yield Row(section, "Review an incident", lambda a: safety.can_review_incident(a, HERE))
    yield from of_each_client(
        {"See a safety plan": _sees_plan, "Write a safety plan or a screener": _writes_plan}
    )
    deed = "Write a safety plan or a screener"
    on_path = partial(_writes_plan, client=_OTHERS, is_on_path=True)
    yield Row(deed, "A client of others, whose open path they took", on_path)


def _ask(actor: Actor, *, ask: Callable[[Actor, PathFacts], bool], facts: PathFacts) -> bool:
    return ask(actor, facts)


def _opens(actor: Actor, *, opener: Opener) -> bool:
    client = ClientFacts(HERE, is_own=True, is_self=opener is Opener.MEMBER)
    return safety.can_open_path(actor, (opener,), client)


def _sees_plan(actor: Actor, client: ClientFacts) -> bool:
    return safety.can_see_plan(actor, client)


def _writes_plan(actor: Actor, client: ClientFacts, is_on_path: bool = False) -> bool:
    return safety.can_write_plan(actor, client, is_on_path=is_on_path)
