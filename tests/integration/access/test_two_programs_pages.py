"""Two programs with 200 clients each: no page of the one says a word of the other.

Requests are made up: any page, as anyone who works in the program or belongs to it, with ids and
words of either program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integration.access.table import TABLE
from integration.access.table.row import METHODS, SIGNED_IN, Row, one_of_each_kind
from integration.access.world import World, build_world
from stepwell.domain.access.roles import Role
from stepwell.queries.pages import PER_PAGE
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.people.models import Client, ClientAssignment

EACH = 200
FIRST = ("Ada", "Bo", "Cy", "Dee", "Eli", "Flo", "Gus", "Hal")
MARKS = {"harbor": "Zharbor", "northgate": "Znorthgate"}
"""In the last name of every client of the program, so that a page gives itself away."""
OTHER = {"harbor": "northgate", "northgate": "harbor"}
STRANGERS = {
    "harbor": ("Cleo Varga", "Una Sandoval", "Northgate"),
    "northgate": ("Ben Okafor", "Dana Reyes", "Ana Whitlock", "Noel Farrow"),
}
"""Names of the other program that must not be seen in this one."""
ASKING = [name for name in SIGNED_IN.split() if name not in {"pat", "otto"}]
ROWS = [row for row in TABLE if row.route.startswith(("staff:", "accounts:", "members:"))]


@pytest.fixture(scope="module")
def two_worlds(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("two")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(SNAPSHOT_PATH=folder / "meetings.snapshot"):
            world = build_world(folder)
            plant_clients(world)
            yield world
        transaction.set_rollback(True)


def plant_clients(world: World) -> None:
    """Of the same first names, aliases and phones; the first half in someone's care."""
    began = world.at - timedelta(days=1)
    # Northgate gets every role of staff, so that all of its pages open, too.
    for role in (Role.SUPERVISOR, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR):
        RoleAssignment.objects.create(
            user=world.users["cleo"],
            organization=world.cast.organizations["northgate"],
            role=role,
            starts_at=began,
            granted_by="test",
        )
    for program, carer in (("harbor", "ben"), ("northgate", "cleo")):
        for number in range(EACH):
            client = Client.objects.create(
                organization=world.cast.organizations[program],
                name=f"{FIRST[number % len(FIRST)]} {MARKS[program]}{number}",
                phone=f"203555{number:04}",
                email=f"person{number}@{MARKS[program].lower()}.example",
                created_at=began,
                created_by="test",
            )
            world.clients[f"{program} {number}"] = client.pk
            if number < EACH // 2:
                ClientAssignment.objects.create(
                    client=client, user=world.users[carer], starts_at=began, assigned_by="test"
                )


# In small letters, so that what a form gives back is told from what a page found.
WORDS = st.one_of(
    st.sampled_from([*FIRST, "z", "zn", "znorthgate", "zharbor", "una sandoval", "ana whitlock"]),
    st.integers(0, EACH - 1).map(lambda number: f"203555{number:04}"),
    st.integers(0, EACH - 1).flatmap(
        lambda number: st.sampled_from(list(MARKS.values())).map(
            lambda mark: f"person{number}@{mark.lower()}.example"
        )
    ),
    st.sampled_from(["ben", "cleo", "dana", "abe"]),
)
FIELDS = (
    "text",
    "client",
    "duplicate",
    "user",
    "to",
    "clients",
    "record",
    "actor",
    "username",
    "organization",
    "invitation",
    "site_id",
    "team",
    "show",
    "page",
)


def opened_for(row: Row) -> list[str]:
    """Those for whom it opens, most of the time asked for; cleo has every role in Northgate."""
    return [name for name in ASKING if row.may_sometimes(name) or name == "cleo"]


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    row = draw(st.sampled_from(ROWS))
    thing = draw(st.sampled_from([*row.of])) if row.of else ""
    number = draw(st.integers(0, EACH - 1))
    program = draw(st.sampled_from(list(OTHER)))
    if row.program_of(thing) and row.route.startswith("staff:client"):
        thing = draw(st.sampled_from([thing, f"{program} {number}"]))
    return {
        "row": row,
        "thing": thing,
        "method": draw(st.sampled_from([*row.answers, *row.answers, *METHODS])),
        "name": draw(st.one_of(st.sampled_from(opened_for(row)), st.sampled_from(ASKING))),
        "words": draw(WORDS),
        "id_fields": draw(st.frozensets(st.sampled_from(FIELDS), max_size=4)),
        "id_of": f"{draw(st.sampled_from(list(OTHER)))} {number}",
        "is_fragment": draw(st.booleans()),
    }


@given(asked=requests())
@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def check_no_page_leaks(world: World, asked: dict[str, Any]) -> None:
    row, name = asked["row"], asked["name"]
    program = world.program_of(name)
    typed = dict.fromkeys(FIELDS, asked["words"])
    typed |= dict.fromkeys(asked["id_fields"], str(world.clients[asked["id_of"]]))
    headers = {"hx-request": "true"} if asked["is_fragment"] else {}

    answer = world.ask(
        name,
        asked["method"],
        world.address(row.route, asked["thing"], name),
        typed | world.sends(row.route),
        headers=headers,
    )

    assert_says_nothing_of(OTHER[program], program, said_by(answer))


def said_by(answer: Any) -> str:
    """All that came back."""
    return answer.content.decode(errors="replace") + str(answer.headers)


def assert_says_nothing_of(other: str, program: str, said: str) -> None:
    assert MARKS[other] not in said
    for stranger in STRANGERS[program]:
        assert stranger not in said


def test_no_page_says_a_word_of_the_other_program(two: World) -> None:
    check_no_page_leaks(two)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_page_says_nothing_of_the_other_program(row: Row, two: World) -> None:
    """Every page by one of each kind for whom it opens, looking for the other program."""
    for thing in row.of or [""]:
        kinds = [*one_of_each_kind(row, thing), "cleo"]
        for name in [name for name in opened_for(row) if name in kinds]:
            program = two.program_of(name)
            typed = dict.fromkeys(FIELDS, MARKS[OTHER[program]].lower())
            for method in row.answers.keys() - {"HEAD"}:
                address = two.address(row.route, thing, name)
                answer = two.ask(name, method, address, typed | two.sends(row.route))
                assert_says_nothing_of(OTHER[program], program, said_by(answer))


def test_pages_do_say_the_names_of_the_own_program(two: World) -> None:
    """So that the property above is not true of pages that say nothing."""
    for name, mark in (("fay", MARKS["harbor"]), ("cleo", MARKS["northgate"])):
        listed = two.ask(name, "GET", "/staff/clients/").content.decode()
        found = two.ask(name, "POST", "/staff/clients/search/", {"text": mark[:3]})
        assert listed.count(mark) > PER_PAGE / 2
        assert found.content.decode().count(mark) > PER_PAGE / 2


@pytest.mark.parametrize(("name", "other"), [("gil", "northgate"), ("cleo", "harbor")])
def test_numbers_are_of_the_own_program(name: str, other: str, two: World) -> None:
    before = number_on_the_page(two, name)

    Client.objects.filter(organization=two.cast.organizations[other]).update(closed_at=two.at)

    assert number_on_the_page(two, name) == before
    assert EACH < before < 2 * EACH


def number_on_the_page(world: World, name: str) -> int:
    page = world.ask(name, "GET", "/staff/numbers/").content.decode()
    found = re.search(r"has (\d+) clients", page)
    assert found
    return int(found.group(1))


@pytest.fixture
def two(two_worlds: World, db: None, settings: Any) -> World:
    settings.CONFIRMED_FOR = timedelta(days=1)
    settings.DEMO = False  # Whose sign-in page names the people of both of its made-up programs.
    return replace(two_worlds, cookies=dict(two_worlds.cookies))
