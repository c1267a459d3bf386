"""Attacks tried on every address of the table, not only on those somebody thought of.

Attacks on signing in itself (session fixation, enumeration, brute force, passkeys, links) are in
tests/integration/accounts, those on actions in tests/integration/people; docs/asvs.md lists them.
"""

from __future__ import annotations

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integration.access.routes import all_routes
from integration.access.table import TABLE
from integration.access.table.row import (
    DOT,
    NOTHING,
    OPERATOR,
    SIGNED_IN,
    STAFF,
    TO_SIGN_IN,
    Row,
    one_of_each_kind,
)
from integration.access.world import World, outcome
from stepwell.actions.roles import end_role
from stepwell.config.logs import JsonFormatter
from stepwell.records.accounts.models import Invitation, RoleAssignment, User
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in all_routes()}
CLOSED = [row for row in TABLE if not row.may_sometimes(DOT)]
POSTED = [row for row in TABLE if "POST" in row.answers]
READ = [row for row in TABLE if "GET" in row.answers]
WITHOUT_TOKEN = {"public:meetings", "public:shortlist", "public:area"}
"""POST changes nothing there: it keeps what someone looks for out of addresses."""


without_the_database = pytest.mark.skipif(
    "postgres" in os.environ.get("STEPWELL_DATABASE_URL", ""),
    reason="no statement of the database matters to it: tried on SQLite",
)


def per_row(rows: list[Row]) -> Any:
    return pytest.mark.parametrize("row", rows, ids=[row.route for row in rows])


def opened(row: Row) -> Iterator[tuple[str, str]]:
    """One of each kind for whom the row opens, with each thing for which it does.

    Everyone is tried on everything in test_access_table. On PostgreSQL the first one is enough.
    """
    found = [
        (name, thing)
        for thing in row.of or [""]
        for name in one_of_each_kind(row, thing)
        if row.opens_for(name, thing)
    ]
    # And the one without an account, where it is public.
    found += [(DOT, thing) for thing in row.of or [""] if row.opens_for(DOT, thing)]
    yield from found if connection.vendor == "sqlite" else found[:1]


def asked_for(row: Row) -> list[str]:
    """The methods that differ: HEAD is GET without its page."""
    return [method for method in row.answers if method != "HEAD"]


def one_who_may(row: Row) -> tuple[str, str]:
    return next(opened(row))


def words_of(answer: HttpResponse) -> str:
    """What a person reads of it."""
    if answer["Content-Type"] == "application/json":
        return str(json.loads(answer.content)["words"])
    return re.sub(r"<[^>]*>", "", answer.content.decode())


@without_the_database
@per_row([row for row in POSTED if row.route not in WITHOUT_TOKEN])
def test_forged_form_is_refused(row: Row, world: World) -> None:
    """A form on another site can send the cookie, and not the token."""
    for name, thing in opened(row):
        address = world.address(row.route, thing, name)

        answer = world.ask(name, "POST", address, enforce_csrf_checks=True)

        assert answer.status_code == 403, name
        assert "csrf" not in words_of(answer).lower(), "they are for people"


def test_forms_without_a_token_are_those_that_change_nothing() -> None:
    exempt = {one.name for one in all_routes() if getattr(one.view, "csrf_exempt", False)}

    assert exempt == WITHOUT_TOKEN


# What may be written where somebody only looks: who looked, and that the session is in use.
WRITTEN_BY_LOOKING = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "(?!audit_|accounts_usersession")(\w+)'
)


WRITTEN_BY_LOOKING_AT = {
    # The secret that is shown, which opens nothing until its code was typed.
    "accounts:app": {"accounts_factorsecret"},
    # Looking at the list is seeing the alerts.
    "staff:glass_reviews": {"people_glassalert"},
    # A form that leaves stands in the accounting.
    "staff:consent_paper": {"people_disclosure"},
    "members:consent_paper": {"people_disclosure"},
}


@per_row(READ)
def test_looking_at_a_page_changes_nothing(row: Row, world: World) -> None:
    """So that a link or an image on another site does nothing, either."""
    allowed = WRITTEN_BY_LOOKING_AT.get(row.route, set())
    for name, thing in opened(row):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            world.ask(name, "GET", world.address(row.route, thing, name))

        written = {
            found.group(2)
            for one in asked.captured_queries
            if (found := WRITTEN_BY_LOOKING.search(one["sql"]))
        }
        assert written <= allowed, name


def privileges(world: World) -> set[tuple[object, ...]]:
    """Who may do what, as rows."""
    users = User.objects.values_list("pk", "is_administrator", "is_active", "username")
    held = RoleAssignment.objects.filter(ends_at=None)
    roles = held.values_list("user_id", "organization_id", "role")
    clients = Client.objects.values_list("pk", "organization_id", "member_id")
    return {*users, *roles, *clients, *Invitation.objects.values_list("pk", "organization_id")}


def extra_fields(world: World, name: str) -> dict[str, object]:
    """Columns that no form has, and a stranger may guess."""
    user = world.users.get(name)
    return {
        "id": str(world.users["dana"].pk),
        "is_administrator": "on",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "username": "renamed",
        "user": str(user.pk) if user else "",
        "user_id": str(world.users["dana"].pk),
        "member": str(user.pk) if user else "",
        "member_id": str(user.pk) if user else "",
        "organization_id": str(world.cast.organizations["northgate"].pk),
        "roles": "administrator",
        "granted_by": "test",
        "has_second_factor": "on",
        "created_by": "test",
    }


def foreign_things(row: Row, program: str = "harbor") -> list[str]:
    """Those of the other program; what belongs to none is foreign to nobody."""
    other = "northgate" if program == "harbor" else "harbor"
    return [thing for thing in row.of if row.program_of(thing) == other]


FOREIGN = [row for row in TABLE if NOTHING in row.of and row.route.startswith("staff:")]


@per_row([row for row in FOREIGN if foreign_things(row)])
def test_guessed_id_is_answered_like_one_that_is_not_there(row: Row, world: World) -> None:
    """In the same words and with as many questions to the database."""
    for name in SIGNED_IN.split():
        if not row.may_sometimes(name):
            continue
        for method in asked_for(row):
            seen = {
                thing: trace(world, row, name, thing, method)
                for thing in (NOTHING, *foreign_things(row, world.program_of(name)))
            }
            assert len(set(seen.values())) == 1, f"{name} {method}"


def trace(world: World, row: Row, name: str, thing: str, method: str) -> tuple[object, ...]:
    data = world.sends(row.route) if method == "POST" else None
    with CaptureQueriesContext(connection) as asked:
        answer = world.ask(name, method, world.address(row.route, thing, name), data)
    said = re.sub(r'(nonce|value)="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.content.decode())
    # That the session is in use is written down once a minute, whatever was asked for.
    questions = [one for one in asked if 'UPDATE "accounts_usersession"' not in one["sql"]]
    return answer.status_code, said, len(questions)


def gained_by_leaving(world: World) -> set[tuple[object, ...]]:
    """ana is a member without a program then, and no account belongs to the record of her."""
    cast = world.cast
    return {
        (world.users["ana"].pk, cast.organizations["own"].pk, "member"),
        (cast.client("ana").pk, cast.organizations["harbor"].pk, None),
    }


@per_row(POSTED)
def test_extra_fields_give_no_rights(row: Row, world: World) -> None:
    before = privileges(world)
    if row.route == "accounts:leave_program":
        before |= gained_by_leaving(world)
    for name, thing in opened(row):
        address = world.address(row.route, thing, name)
        sent = extra_fields(world, name) | world.sends(row.route)
        with world.asked(name, "POST", address, sent):
            assert privileges(world) <= before, name


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "http://testserver@evil.example/",
)


@without_the_database
@per_row(TABLE)
def test_no_answer_leads_to_another_site(row: Row, world: World) -> None:
    """All of them where one signs in or is led on; elsewhere they take turns."""
    name, thing = one_who_may(row)
    address = world.address(row.route, thing, name)
    turn = TABLE.index(row) % len(ELSEWHERE)
    leads_on = row.route.startswith("accounts:")
    for method, who in [(method, who) for method in asked_for(row) for who in (name, DOT)]:
        for wanted in ELSEWHERE if leads_on else [ELSEWHERE[turn]]:
            answer = world.ask(who, method, address, {"next": wanted, "ended": wanted})
            assert_stays_here(answer)


def assert_stays_here(answer: HttpResponse) -> None:
    for header in ("Location", "HX-Redirect"):
        where = answer.get(header, "/")
        assert where.startswith("/"), where
        assert not where.startswith(("//", "/\\", "/\t")), where


@without_the_database
@per_row(TABLE)
def test_address_under_a_foreign_host_name_is_refused(row: Row, world: World) -> None:
    """Before anything is built from the name: no link of ours can be made to lead elsewhere."""
    name, thing = one_who_may(row)
    address = world.address(row.route, thing, name)
    for method in row.answers:
        if row.route == "healthz":
            continue

        answer = world.ask(name, method, address, headers={"host": "evil.example"})

        assert answer.status_code == 400
        assert b"evil.example" not in answer.content


def test_link_on_the_screen_does_not_take_its_host_from_a_forwarded_header(world: World) -> None:
    answer = world.ask(
        "abe",
        "POST",
        "/account/invite/",
        {"role": "counselor"},
        headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )

    assert answer.status_code == 200
    assert b"http://testserver/join/" in answer.content
    assert b"evil.example" not in answer.content


def test_invitation_for_a_client_one_does_not_care_for_is_not_made(world: World) -> None:
    for key, status in (("una", 404), ("noel", 403), ("ana", 422)):
        before = Invitation.objects.count()
        values = {"role": "member", "client": str(world.cast.client(key).pk)}
        with world.asked("ben", "POST", "/account/invite/", values) as answer:
            assert answer.status_code == status, key
            assert Invitation.objects.count() == before


@per_row([row for row in CLOSED if row.route.startswith("api:")])
def test_script_that_asks_without_signing_in_is_told_so_and_nothing_else(
    row: Row, world: World
) -> None:
    for method in asked_for(row):
        answer = world.ask(DOT, method, world.address(row.route, "", DOT))

        assert answer.status_code == 401
        assert json.loads(answer.content).keys() == {"code", "words"}


@without_the_database
@per_row([row for row in CLOSED if not row.route.startswith("api:")])
def test_fragment_fetched_without_signing_in_is_empty(row: Row, world: World) -> None:
    _, thing = one_who_may(row)
    for method in row.answers:
        address = world.address(row.route, thing, DOT)

        answer = world.ask(DOT, method, address, headers={"hx-request": "true"})

        assert answer.status_code == 401
        assert answer["HX-Redirect"].startswith("/sign-in/?")
        assert answer.content == b""


def refused(row: Row) -> list[tuple[str, str]]:
    """Two of those for whom it does not open, with its first thing and one of the other program.

    The rows take turns in who asks; test_access_table has everyone ask.
    """
    found = []
    for thing in [*[*row.of][:1], *foreign_things(row)[:1]] or [""]:
        names = [name for name in one_of_each_kind(row, thing) if not row.opens_for(name, thing)]
        turn = TABLE.index(row) % len(names or [""])
        found += [(name, thing) for name in (names + names)[turn : turn + 2]]
    return found


@per_row([row for row in CLOSED if refused(row)])
def test_fragment_fetched_by_someone_else_is_refused(row: Row, world: World) -> None:
    for name, thing in refused(row):
        for method in asked_for(row):
            address = world.address(row.route, thing, name)
            data = world.sends(row.route) if method == "POST" else None
            answer = world.ask(name, method, address, data, headers={"hx-request": "true"})
            assert answer.status_code in {403, 404}, name


@pytest.mark.parametrize("name", ["ben", "ana", OPERATOR])
def test_old_cookie_opens_nothing_after_signing_out(name: str, world: World) -> None:
    answer = world.browser(name).post("/sign-out/")

    assert '"cache"' in answer["Clear-Site-Data"]
    for row in CLOSED:
        _, thing = one_who_may(row)
        for method in asked_for(row):
            answer = world.ask(name, method, world.address(row.route, thing, name))
            assert outcome(answer) == TO_SIGN_IN, row.route


@pytest.mark.parametrize("name", STAFF.split())
def test_privilege_ends_with_the_role(name: str, world: World) -> None:
    roles = RoleAssignment.objects.filter(user=world.users[name])
    for one in roles:
        end_role(one.pk, by=world.cast.actor(name, at=world.at), at=timezone.now())

    assert outcome(world.ask(name, "GET", "/account/")) == TO_SIGN_IN, "the old session"
    world.sign_in(name, organization_id=str(world.cast.organization_of(name).pk))
    assert outcome(world.ask(name, "GET", "/account/")) == 200
    for row in CLOSED:
        held = [thing for thing in row.of or [""] if row.opens_for(name, thing)]
        for thing in held[:2]:
            if row.opens_for("pat", thing):
                continue
            for method in asked_for(row):
                answer = world.ask(name, method, world.address(row.route, thing, name))
                assert answer.status_code in {403, 404}, f"{method} {row.route} {thing}"


SECRET = "Quistgaard7731"
FIELDS = (
    "text",
    "q",
    "name",
    "alias",
    "phone",
    "email",
    "postal_address",
    "beliefs",
    "note",
    "words",
    "username",
    "password",
    "code",
    "pin",
    "credential",
    "relationship",
    "near",
    "place",
    "client",
    "duplicate",
    "actor",
    "record",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as an installation writes it, at the most talkative level."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("stepwell")]
    levels = [one.level for one in loggers]
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    # Statements with their values are logged for developers only.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield written
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)
    loggers[0].removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


def audit_rows() -> str:
    tables = ("audit_auditevent", "audit_auditsegment", "audit_audithead", "audit_legalhold")
    with connection.cursor() as cursor:
        lines = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            lines += [" ".join(map(str, one)) for one in cursor.fetchall()]
    return "\n".join(lines)


NAMES_KEPT = ("staff:feed", "staff:teams", "staff:program")
"""Where a name is typed that is nobody’s and labels the event: of a meeting list, team or site."""


@per_row([row for row in TABLE if not row.route.startswith(NAMES_KEPT)])
def test_what_was_typed_is_in_no_log_and_no_trail(row: Row, world: World, log: io.StringIO) -> None:
    typed = dict.fromkeys(FIELDS, SECRET)
    first_for = {thing: name for name, thing in reversed([*opened(row)])}
    for thing, name in first_for.items():
        address = world.address(row.route, thing, name)
        for method in asked_for(row):
            with world.asked(name, method, address, typed):
                assert SECRET not in audit_rows(), f"{name} {method}"

    assert log.getvalue().count('"route"') >= len(asked_for(row)), "the requests are logged at all"
    assert SECRET.casefold() not in log.getvalue().casefold()
