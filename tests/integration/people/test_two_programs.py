"""Two programs with 200 clients each: no question answers with anything of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast
from stepwell.actions.client_reading import (
    clients_to_choose,
    count_clients,
    find_in_emergency,
    list_clients,
    open_client,
    search_clients,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.glass_breaks import glass_breaks_of
from stepwell.queries.staff_members import people_of, staff_of
from stepwell.records.people.models import Client, ClientAssignment

EACH = 200
FIRST = ("Ada", "Bo", "Cy", "Dee", "Eli", "Flo", "Gus", "Hal")


@dataclass(frozen=True, slots=True)
class TwoPrograms:
    """Both have clients of the same first names; the marker in the last name tells them apart."""

    cast: Cast
    ids: dict[str, set[object]]

    def actor(self, program: str, roles: frozenset[Role]) -> Actor:
        return replace(self.cast.actor("ben" if program == "harbor" else "cleo"), roles=roles)


@pytest.fixture
def two(cast: Cast) -> TwoPrograms:
    ids: dict[str, set[object]] = {"harbor": set(), "northgate": set()}
    for program, counselor in (("harbor", "ben"), ("northgate", "cleo")):
        for number in range(EACH):
            client = Client.objects.create(
                organization=cast.organizations[program],
                name=f"{FIRST[number % len(FIRST)]} {program}{number}",
                alias=f"Same{number}",
                phone=f"203555{number:04}",
                email=f"person{number}@example.org",
                created_at=cast.at,
                created_by="test",
            )
            ids[program].add(client.pk)
            if number % 2:
                ClientAssignment.objects.create(
                    client=client,
                    user=cast.users[counselor],
                    starts_at=cast.at,
                    assigned_by="test",
                )
    ids["harbor"] |= {cast.client("ana").pk, cast.client("noel").pk}
    ids["northgate"] |= {cast.client("una").pk}
    return TwoPrograms(cast, ids)


def answers(
    two: TwoPrograms, actor: Actor, text: str, client_id: object, number: int
) -> list[object]:
    """The ids and names that any question about people gives this actor."""
    at = two.cast.at
    questions: list[Callable[[], list[object]]] = [
        lambda: [row.id for row in list_clients(by=actor, at=at, page=number % 6).rows],
        lambda: [row.id for row in clients_to_choose(by=actor, at=at)],
        lambda: [row.id for row in search_clients(text, by=actor, at=at).rows],
        lambda: [row.id for row in find_in_emergency(text, by=actor, at=at)],
        lambda: [open_client(client_id, by=actor, at=at).id],  # type: ignore[arg-type]
        lambda: list(clients_visible_to(actor, at).values_list("pk", flat=True)),
        lambda: [one.client_id for one in glass_breaks_of(actor)],
        lambda: [person.name for person in staff_of(actor, at)],
        lambda: [person.name for person in people_of(actor)],
    ]
    found: list[object] = []
    for ask in questions:
        try:
            found += ask()
        except (AccessDenied, NotFound) as refused:
            found.append(str(refused))
    return found


TEXTS = st.one_of(
    st.sampled_from([*FIRST, "northgate", "harbor", "same", "una sandoval", "ana whitlock"]),
    st.integers(0, EACH - 1).map(lambda number: f"203555{number:04}"),
    st.integers(0, EACH - 1).map(lambda number: f"person{number}@example.org"),
    st.integers(0, EACH - 1).map(lambda number: f"Same{number}"),
    st.text(max_size=12),
)


@given(
    program=st.sampled_from(["harbor", "northgate"]),
    roles=st.frozensets(st.sampled_from(list(Role)), min_size=1),
    text=TEXTS,
    number=st.integers(0, EACH - 1),
    is_foreign=st.booleans(),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def check_nothing_leaks(
    two: TwoPrograms,
    program: str,
    roles: frozenset[Role],
    text: str,
    number: int,
    is_foreign: bool,
) -> None:
    other = {"harbor": "northgate", "northgate": "harbor"}[program]
    asked = sorted(two.ids[other if is_foreign else program], key=str)[number]
    stranger = "Cleo" if program == "harbor" else "Ben"

    found = answers(two, two.actor(program, roles), text, asked, number)

    assert not two.ids[other] & set(found)
    for said in map(str, found):
        assert stranger not in said
        assert f"{other}{number}" not in said


def test_no_question_about_people_answers_with_the_other_programs(two: TwoPrograms) -> None:
    check_nothing_leaks(two)


def test_questions_do_answer_with_the_own_programs(two: TwoPrograms) -> None:
    """So that the property above is not true of a house where nothing is found."""
    desk = two.actor("harbor", frozenset({Role.FRONT_DESK}))
    at = two.cast.at

    pages = [list_clients(by=desk, at=at, page=number) for number in range(1, 6)]
    assert {row.id for page in pages for row in page.rows} == two.ids["harbor"]
    assert {row.id for row in clients_to_choose(by=desk, at=at)} == two.ids["harbor"]
    assert search_clients("Ada", by=desk, at=at).total == EACH // len(FIRST)
    assert search_clients("2035550007", by=desk, at=at).total == 1
    assert search_clients("same7", by=desk, at=at).total == 11  # Same7, Same70 … Same79


def test_counts_are_of_the_own_program(two: TwoPrograms) -> None:
    at = two.cast.at
    gil = two.cast.actor("gil")
    theirs = two.actor("northgate", frozenset({Role.DIRECTOR}))

    assert count_clients(by=gil, at=at).total == EACH + 2
    assert count_clients(by=theirs, at=at).total == EACH + 1


def test_list_clients_asks_as_often_for_two_hundred_as_for_two(cast: Cast) -> None:
    ben = cast.actor("ben")
    with CaptureQueriesContext(connection) as few:
        list_clients(by=ben, at=cast.at)
    for number in range(30):
        client = Client.objects.create(
            organization=cast.organizations["harbor"],
            alias=f"c{number}",
            created_at=cast.at,
            created_by="test",
        )
        ClientAssignment.objects.create(
            client=client, user=cast.users["ben"], starts_at=cast.at, assigned_by="test"
        )

    with CaptureQueriesContext(connection) as many:
        found = list_clients(by=ben, at=cast.at)

    assert found.total == 31
    assert len(many) == len(few)
