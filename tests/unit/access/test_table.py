"""The published table is what the rules say, and the rules keep to the least a role needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from stepwell.domain.access.roles import OUTSIDE, Role
from stepwell.domain.access.table import answer, as_markdown, rows

PAGE = Path(__file__).resolve().parents[3] / "docs/access.md"
CLINICAL = ("See notes", "Change clinical")
CARE = {Role.COUNSELOR, Role.SUPERVISOR}


def test_table_in_the_docs_is_what_the_rules_say() -> None:
    assert PAGE.read_text() == as_markdown(), "run scripts/write_access_table.py"


def allowed(section: str, deed: str = "") -> set[Role]:
    found = [r for r in rows() if r.section.startswith(section) and deed in r.deed]
    assert found, f"no such row: {section} / {deed}"
    return {role for role in Role for row in found if answer(row, role)}


@pytest.mark.parametrize("section", CLINICAL)
def test_clinical_content_is_for_care_only(section: str) -> None:
    assert allowed(section) == CARE


def test_front_desk_sees_every_name_and_no_note() -> None:
    assert Role.FRONT_DESK in allowed("See name", "of others in the program")
    assert Role.FRONT_DESK not in allowed("See notes")


@pytest.mark.parametrize(
    "role",
    [
        Role.DIRECTOR,
        Role.VOLUNTEER_COORDINATOR,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
        Role.VOLUNTEER,
        Role.SIGNIFICANT_OTHER,
    ],
)
def test_roles_without_care_open_no_client(role: Role) -> None:
    for row in rows():
        if "client" in row.deed and "Invite" not in row.deed:
            assert not answer(row, role), row


def test_counselor_sees_own_and_team_clients_and_no_others() -> None:
    see = "See name"
    assert Role.COUNSELOR in allowed(see, "assigned to them")
    assert Role.COUNSELOR in allowed(see, "of their team")
    assert Role.COUNSELOR not in allowed(see, "of others in the program")
    assert Role.COUNSELOR not in allowed(see, "nobody is assigned")


OF_NOBODY = "Read protocols, their sessions and evidence"
"""About no person; for all who work in a program."""


def test_auditor_reads_the_trail_and_rates_what_was_drawn_for_them() -> None:
    deeds = {row.deed for row in rows() if answer(row, Role.AUDITOR)}

    assert deeds == {
        "Read the audit trail",
        "See what was erased, and the times to keep",
        "Open the fidelity pages",
        "Rate a session independently, drawn for them",
        "Open a session for rating, drawn for them",
        OF_NOBODY,
    }


DRAWING_AND_FIGURES = {
    "Open the fidelity pages",
    "See how far raters agree",
    *(
        f"{deed}, {whose}"
        for deed in ("Draw sessions to be rated", "See figures of a counselor")
        for whose in ("of a team they lead", "of a team they are in", "drawn for them", "of others")
    ),
    "See figures of a counselor, their own",
}
"""Numbers about counselors; no client is named in them."""


def test_director_sees_counts_staff_and_registers_and_no_client() -> None:
    deeds = {row.deed for row in rows() if answer(row, Role.DIRECTOR)}

    assert deeds == {
        "See how many there are",
        "Open the list of staff",
        "Confirm for the program that a fact still holds",
        "Keep the program’s own help numbers",
        "See which facts are due for checking",
        "Write an incident",
        "See what was erased, and the times to keep",
        "Write down a legal request",
        "Settle a legal request",
        "Propose a release for an audit or research, and make it once approved",
        "See what was proposed for audits and research",
        "Approve or refuse what another proposed for an audit or research",
        "Keep the registers of breaches, agreements and reviews",
        *DRAWING_AND_FIGURES,
        OF_NOBODY,
    }


def test_member_reaches_only_what_is_theirs() -> None:
    deeds = {row.deed for row in rows() if answer(row, Role.MEMBER)}

    assert deeds == {
        "A client who is themselves",
        "Ask their program for help",
        "Keep entries of their own, on their phones and on the server",
        "Have reminders, and a calendar address of their own",
    }


def test_another_programs_client_is_nobodys() -> None:
    assert {
        role
        for row in rows()
        for role in Role
        if row.deed == "A client of another program" and answer(row, role)
    } == set()


def test_outsiders_manage_nothing() -> None:
    assert not allowed("The program") & OUTSIDE
    assert not allowed("Clients together") & OUTSIDE


def test_significant_other_reaches_one_page_and_nothing_else() -> None:
    deeds = {row.deed for row in rows() if answer(row, Role.SIGNIFICANT_OTHER)}

    assert deeds == {"Open their own page: tasks meant for them, by consent"}
