"""The table of who may do what, computed by asking the rules, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.domain.access.table import (
    care,
    clients,
    consents,
    disclosures,
    fidelity,
    help_numbers,
    notes,
    own_entries,
    partners,
    program,
    protocols,
    rights,
    safety,
    schedule,
)
from stepwell.domain.access.table.row import HERE, SELF, Row

AREAS = (
    clients,
    rights,
    program,
    disclosures,
    help_numbers,
    protocols,
    safety,
    consents,
    care,
    schedule,
    notes,
    fidelity,
    own_entries,
    partners,
)


def rows() -> Iterator[Row]:
    for area in AREAS:
        yield from area.rows()


def answer(row: Row, role: Role) -> bool:
    """Whether someone who holds this one role, signed in with a second step, may."""
    actor = Actor(
        key=SELF,
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

An administrator of the installation operates it: feeds, adding, naming and closing programs, and
the first administrator of each. That alone opens no program's records.

The same by address and method, tried with everyone: `tests/integration/access/table/`."""
