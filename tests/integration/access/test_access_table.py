"""Every address and every thing it can name, by everyone of the cast: as the table says.

Named so that `pytest -k access_table` runs the whole of it. `askers` and `methods` say who tries
which.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from cast import NAMES
from integration.access.routes import all_routes, differences, walk
from integration.access.table import TABLE
from integration.access.table.row import (
    DOT,
    EVERYONE,
    METHODS,
    OPERATOR,
    STAFF,
    TO_PROOF,
    TO_SECOND_FACTOR,
    TO_SIGN_IN,
    Outcome,
    Row,
    one_of_each_kind,
    one_of_either,
)
from integration.access.world import World, outcome

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in all_routes()}
each_row = pytest.mark.parametrize("row", TABLE, ids=[row.route for row in TABLE])


def test_access_table_has_a_row_for_every_address_and_no_other() -> None:
    assert differences(all_routes(), TABLE) == []


def test_access_table_without_a_row_for_an_address_is_found() -> None:
    def planted(request: HttpRequest) -> None:
        raise NotImplementedError

    patterns = [*get_resolver().url_patterns, path("planted/", planted, name="planted")]
    unnamed = [*get_resolver().url_patterns, path("planted/", planted)]

    assert differences(walk(patterns), TABLE) == ["/planted/ has no row"]
    assert differences(walk(unnamed), TABLE) == [
        "/planted/ has no name",
        "/planted/ has no row",
    ]


def test_access_table_with_a_row_without_an_address_is_found() -> None:
    rows = [*TABLE, Row("staff:gone", {"GET": 200}), TABLE[0]]

    assert differences(all_routes(), rows) == [
        "staff:gone has a row and no address",
        f"{TABLE[0].route} has two rows",
    ]


@each_row
def test_access_table_says_what_the_view_asks_for(row: Row) -> None:
    route = ROUTES[row.route]
    opens_for = {name for name in EVERYONE.split() if row.may_sometimes(name)}

    assert bool(route.arguments) is bool(row.of), "things are for addresses that name one"
    assert (route.view.policy == "public") is (DOT in opens_for)
    assert opens_for <= set(EVERYONE.split()), "a name that nobody has"
    assert getattr(route.view, "needs_confirmation", False) is row.proof
    asks_for_factor = getattr(route.view, "needs_second_factor", False)
    assert (route.view.policy == "program" or asks_for_factor) is row.factor
    assert set(row.answers) <= set(METHODS)


@each_row
def test_access_table_row_is_true(row: Row, world: World) -> None:
    """And no cache keeps what is closed, opened or refused: Back after signing out, and the next
    person at the desk, find nothing."""
    wrong, kept = [], []
    for thing in row.of or [""]:
        for name in askers(row, thing):
            for method, answer in answers(world, row, name, thing):
                said = f"{name} {method} {row.route} {thing}"
                may_come = expected(row, world.program_of(name), name, thing, method)
                if outcome(answer) not in may_come:
                    wrong.append(f"{said}: {outcome(answer)}, not {may_come}")
                if name != DOT and not row.may_sometimes(DOT) and may_be_kept(answer):
                    kept.append(said)

    assert wrong == []
    assert kept == []


def test_access_table_answer_that_a_cache_may_keep_is_found() -> None:
    assert may_be_kept(HttpResponse())
    assert may_be_kept(HttpResponse(headers={"Cache-Control": "no-store", "ETag": "1"}))
    assert not may_be_kept(HttpResponse(headers={"Cache-Control": "private, no-store"}))


@pytest.mark.parametrize("row", [one for one in TABLE if one.factor], ids=lambda row: row.route)
def test_access_table_pages_that_need_a_second_factor_ask_for_it(row: Row, world: World) -> None:
    for name, thing in opened(row):
        if name in (*STAFF.split(), OPERATOR):
            world.sign_in(name, has_second_factor=False)
            for method in row.answers:
                answer = world.ask(name, method, world.address(row.route, thing, name))
                assert outcome(answer) == TO_SECOND_FACTOR, f"{name} {method} {thing}"


@pytest.mark.parametrize("row", [one for one in TABLE if one.proof], ids=lambda row: row.route)
def test_access_table_pages_that_need_a_proof_ask_for_it(row: Row, world: World) -> None:
    for name, thing in opened(row):
        world.sign_in(name, is_confirmed=False)
        for method in row.answers:
            answer = world.ask(name, method, world.address(row.route, thing, name))
            assert outcome(answer) == TO_PROOF, f"{name} {method} {thing}"


def test_access_table_tries_everyone_of_the_cast_and_the_operator(world: World) -> None:
    assert set(EVERYONE.split()) == {*NAMES, OPERATOR}
    for name in world.users.keys() & set(EVERYONE.split()):
        assert outcome(world.ask(name, "GET", "/account/")) == 200
    assert outcome(world.ask(DOT, "GET", "/account/")) == TO_SIGN_IN


def opened(row: Row) -> Iterator[tuple[str, str]]:
    """Everyone for whom the row opens, with the thing for which it does."""
    for thing in row.of or [""]:
        for name in EVERYONE.split():
            if row.opens_for(name, thing):
                yield name, thing


def may_be_kept(answer: HttpResponse) -> bool:
    return "no-store" not in answer.get("Cache-Control", "") or "ETag" in answer


def answers(world: World, row: Row, name: str, thing: str) -> Iterator[tuple[str, HttpResponse]]:
    """By method. One that the address has not got is tried with the first thing."""
    address = world.address(row.route, thing, name)
    for method in methods(row, name, thing):
        data = world.sends(row.route) if method == "POST" else None
        yield method, world.ask(name, method, address, data)


def askers(row: Row, thing: str) -> list[str]:
    """Everyone; on PostgreSQL one of each kind: the rules are the same, the statements differ."""
    if connection.vendor == "sqlite":
        return EVERYONE.split()
    return [*one_of_each_kind(row, thing), DOT]


def methods(row: Row, name: str, thing: str) -> tuple[str, ...]:
    """All that HTTP has for one for whom it opens and one for whom it does not, with the first
    thing: who else asks does not matter for what an address has not got, or for HEAD.

    Whoever it opens for tries all of its own with every thing, and so does one of each kind of
    those it does not; the others try the most telling one, which comes last: the deed.
    """
    if thing == next(iter(row.of), "") and name in one_of_either(row, thing):
        return METHODS
    own = tuple(method for method in row.answers if method != "HEAD")
    if row.opens_for(name, thing) or name in one_of_each_kind(row, thing):
        return own
    return own[-1:]


def expected(row: Row, program: str, name: str, thing: str, method: str) -> set[Outcome]:
    """program: of the one who asks."""
    if row.opens_for(name, thing):
        return row.expected(method)
    if name == DOT and not row.may_sometimes(DOT):
        return {TO_SIGN_IN}
    wrong_method = set() if method in row.answers else {405}
    return wrong_method | refusal(row, program, name, thing)


def refusal(row: Row, program: str, name: str, thing: str) -> set[Outcome]:
    if not row.may_sometimes(name):
        return {403, 404} if thing else {403}
    is_own = bool(program) and program == row.program_of(thing)
    return {403} if is_own else {404}
