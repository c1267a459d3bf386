"""The table of who may do what, computed by asking the rules, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import with_article
from stepwell.domain.access.policies import audit, clients, organizations, rights
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.roles import Role
from stepwell.domain.people.field_classes import FieldClass

HERE = "here"
THEIRS = "elsewhere"
_SELF = "self"
_CONTACTS = frozenset({FieldClass.IDENTIFYING})
_CLINICAL = frozenset({FieldClass.CLINICAL})


@dataclass(frozen=True, slots=True)
class Row:
    """section, deed: as read. allows: whether an actor may."""

    section: str
    deed: str
    allows: Callable[[Actor], bool]


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
    yield from _client_rows()
    people = "Clients together"
    yield Row(people, "Open the list, within what they may see", clients.can_list_clients)
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
        lambda actor: clients.can_review_glass(actor, HERE, broken_by=_SELF),
    )
    yield from _organization_rows()


def _client_rows() -> Iterator[Row]:
    for deed, ask in _CLIENT_DEEDS.items():
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
    "Merge two records": lambda actor, facts: clients.can_merge_clients(actor, facts, facts),
    "Open the record in an emergency": clients.can_break_glass,
    "See who opened the record": clients.can_see_openings,
    "Write down what the client asks by right": rights.can_ask,
    "Read what they asked, and hand out the copy of the record": rights.can_copy,
    "Answer what they asked": rights.can_answer,
    "Erase the record, as somebody else wrote down": partial(rights.can_erase, asked_by="other"),
    "Erase the record, as they wrote down themselves": partial(rights.can_erase, asked_by=_SELF),
}


def _organization_rows() -> Iterator[Row]:
    section = "The program"
    yield Row(
        section,
        "Change settings and sites",
        lambda actor: organizations.can_manage_organization(actor, HERE),
    )
    yield Row(
        section,
        "Make teams and put others into them",
        lambda actor: organizations.can_put_in_team(actor, HERE, user_key="other"),
    )
    yield Row(
        section,
        "Put themselves into a team",
        lambda actor: organizations.can_put_in_team(actor, HERE, user_key=_SELF),
    )
    yield Row(section, "Open the list of staff", lambda a: organizations.can_see_staff(a, HERE))
    yield Row(
        section,
        "Open the list of volunteers and linkages",
        lambda actor: organizations.can_see_volunteers(actor, HERE),
    )
    yield Row(section, "See which closed records are due to go", rights.can_see_due)
    yield Row(section, "See what was erased, and the times to keep", rights.can_see_erasures)
    yield Row(section, "Set the times to keep and to answer", rights.can_set_rules)
    yield Row(section, "Read the audit trail", lambda actor: audit.can_read_trail(actor, HERE))
    for role in Role:
        yield Row(
            section,
            f"Invite {with_article(role)}, or end that role",
            partial(
                organizations.can_grant_role, role=role, organization_id=HERE, user_key="other"
            ),
        )
    yield Row(
        section,
        "Give a role to themselves",
        lambda actor: any(
            organizations.can_grant_role(actor, role, organization_id=HERE, user_key=_SELF)
            for role in Role
        ),
    )


def answer(row: Row, role: Role) -> bool:
    """Whether someone who holds this one role, signed in with a second step, may."""
    actor = Actor(
        key=_SELF,
        name="Someone",
        organization_id=HERE,
        roles=frozenset({role}),
        has_second_factor=True,
    )
    return row.allows(actor)


def as_markdown() -> str:
    """One table for each section; rows are deeds, columns roles, a dot where it is allowed."""
    lines = [HEADING]
    section = ""
    for row in rows():
        if row.section != section:
            section = row.section
            heads = " | ".join(role.value.replace("_", " ") for role in Role)
            lines.append(f"\n## {section}\n\n| | {heads} |\n|---|{':-:|' * len(Role)}")
        cells = " | ".join("●" if answer(row, role) else " " for role in Role)
        lines.append(f"| {row.deed} | {cells} |")
    return "\n".join(lines) + "\n"


HEADING = """# Who may do what

Made from the rules in `domain/access/policies` by `scripts/write_access_table.py`; a test compares.
A person can hold several roles and may then do what any of them allows. Whoever works in a program
and has not signed in with a second step opens nothing about clients. What belongs to another
program is not refused but not found. Everyone may lay down a role of their own.

An administrator of the installation operates it: feeds, programs, and the first administrator of
each program. That alone opens no program's records.

The same by address and method, tried with everyone: `tests/integration/access/table.py`."""
