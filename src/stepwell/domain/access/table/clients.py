"""What may be done with one client, and with clients together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import clients
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.table.row import HERE, SELF, THEIRS, Row
from stepwell.domain.people.field_classes import FieldClass

_CONTACTS = frozenset({FieldClass.IDENTIFYING})
_CLINICAL = frozenset({FieldClass.CLINICAL})

SITUATIONS: dict[str, ClientFacts] = {
    "assigned to them": ClientFacts(HERE, is_own=True),
    "of their team": ClientFacts(HERE, is_of_team=True),
    "of a team they lead": ClientFacts(HERE, is_of_team=True, is_of_led_team=True),
    "whom nobody is assigned to": ClientFacts(HERE, is_assigned=False),
    "opened in an emergency": ClientFacts(HERE, is_glass_broken=True),
    "of others in the program": ClientFacts(HERE),
    "who is themselves": ClientFacts(HERE, is_self=True),
    "of another program": ClientFacts(
        THEIRS, is_own=True, is_of_team=True, is_of_led_team=True, is_self=True
    ),
}


def rows() -> Iterator[Row]:
    yield from of_each_client(_CLIENT_DEEDS)
    people = "Clients together"
    yield Row(people, "Open the list, within what they may see", clients.can_list_clients)
    yield Row(people, "Open the caseload of those in their care", clients.can_open_caseload)
    yield Row(people, "Add a client", clients.can_create_client)
    yield Row(people, "See how many there are", clients.can_count_clients)
    yield Row(
        people, "Hand over a caseload", lambda actor: clients.can_hand_over_caseload(actor, HERE)
    )
    yield Row(
        people,
        "Review what others opened in an emergency",
        lambda actor: clients.can_review_glass(actor, HERE, broken_by="other"),
    )
    yield Row(
        people,
        "Review what they opened themselves",
        lambda actor: clients.can_review_glass(actor, HERE, broken_by=SELF),
    )


def of_each_client(deeds: Mapping[str, Callable[[Actor, ClientFacts], bool]]) -> Iterator[Row]:
    """Each deed in each situation of a client."""
    for deed, ask in deeds.items():
        for situation, facts in SITUATIONS.items():
            yield Row(deed, f"A client {situation}", partial(_ask_about, ask=ask, facts=facts))


def _ask_about(
    actor: Actor, *, ask: Callable[[Actor, ClientFacts], bool], facts: ClientFacts
) -> bool:
    return ask(actor, facts)


_CLIENT_DEEDS: dict[str, Callable[[Actor, ClientFacts], bool]] = {
    "See name, contacts and appointments": clients.can_see_client,
    "See notes and other clinical content": clients.can_see_clinical,
    "Change name, contacts and contact rules": lambda actor, facts: clients.can_change_client(
        actor, facts, _CONTACTS
    ),
    "Change clinical content": lambda actor, facts: clients.can_change_client(
        actor, facts, _CLINICAL
    ),
    "Say who cares for the client": clients.can_assign_client,
    "Move the client to another site": clients.can_move_client,
    "Merge two records": lambda actor, facts: clients.can_merge_clients(actor, facts, facts),
    "Open the record in an emergency": clients.can_break_glass,
    "See who opened the record": clients.can_see_openings,
}
