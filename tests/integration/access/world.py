"""The cast with a browser for each of them, and the things that addresses can name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from cast import NAMES, Cast, build_cast
from integration.access.table import (
    DOT,
    NOTHING,
    OPERATOR,
    TO_PROOF,
    TO_SECOND_FACTOR,
    TO_SIGN_IN,
    Outcome,
)
from integration.feeds.feed_files import FileFeed, row
from signing_in import create_person, create_staff, sign_in
from stepwell.actions.access_links import make_access_link
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.invitations import make_invitation
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import RoleAssignment, Site, User, UserSession
from stepwell.records.directory.models import ListedMeeting
from stepwell.records.people.models import (
    Client,
    ClientAssignment,
    ClientMerge,
    Erasure,
    GlassBreak,
    RightsRequest,
    Team,
)

PEOPLE = (*(name for name in NAMES if name != DOT), OPERATOR)
LEADS = {
    "accounts:sign_in": TO_SIGN_IN,
    "accounts:second_factor": TO_SECOND_FACTOR,
    "accounts:confirm": TO_PROOF,
}
KINDS = {"ana": "member", "pat": "member", "vic": "member", "sol": "member"}

HANDLER = ClientHandler(enforce_csrf_checks=False)

PASSKEY_ID = uuid4()
"""Of someone who is not in the cast."""

Arguments = Mapping[str, object]


@dataclass
class World:
    cast: Cast
    users: dict[str, User]
    cookies: dict[str, str]
    tokens: dict[str, str]
    meeting: ListedMeeting
    clients: dict[str, UUID]
    things: dict[str, UUID]
    at: datetime
    folder: Path

    def arguments(self, route: str, thing: str, name: str) -> Arguments:
        """What the address of this route needs to name the thing, when this person asks."""
        return ARGUMENTS[route](self, thing, name)

    def address(self, route: str, thing: str, name: str) -> str:
        return reverse(route, kwargs=dict(self.arguments(route, thing, name)) if thing else None)

    def sends(self, route: str) -> dict[str, object]:
        return SENDS[route](self) if route in SENDS else {}

    def program_of_thing(self, thing: str) -> str:
        return PROGRAMS.get(thing, "")

    def program_of(self, name: str) -> str:
        return "" if name in {DOT, OPERATOR} else self.cast.organization_of(name).slug

    def sign_in(self, name: str, **session: object) -> None:
        """In another session, as in `signing_in.sign_in`."""
        self.cookies[name] = _cookie_of(self.users[name], **session)

    def browser(self, name: str, **options: object) -> Browser:
        browser = Browser(**options)  # type: ignore[arg-type]
        if not options:
            browser.handler = HANDLER  # Its middleware is put together once, not at each request.
        if name != DOT:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[name]
        return browser

    def ask(
        self,
        name: str,
        method: str,
        address: str,
        data: Mapping[str, object] | None = None,
        **options: object,
    ) -> HttpResponse:
        """The answer; what it changed in the database is taken back."""
        with self.asked(name, method, address, data, **options) as answer:
            return answer

    @contextmanager
    def asked(
        self,
        name: str,
        method: str,
        address: str,
        data: Mapping[str, object] | None = None,
        **options: object,
    ) -> Iterator[HttpResponse]:
        """The answer, while what it changed still stands.

        options: as `django.test.Client` takes them.
        """
        with transaction.atomic():
            browser = self.browser(name, **options)
            yield getattr(browser, method.lower())(address, *([data] if data else []))
            transaction.set_rollback(True)


def build_world(folder: Path) -> World:
    at = timezone.now()
    cast = build_cast(at - timedelta(days=2), password="orchard pencil window nine")
    create_person(OPERATOR, is_administrator=True, password="orchard pencil window nine")
    users = {user.username: user for user in User.objects.all()}
    FileFeed(folder / "sample.json").publish([row("steps")])
    sync_feed("sample", by=COMMAND_LINE, at=at)
    publish_snapshot()
    cookies = {name: _cookie_of(users[name]) for name in PEOPLE}
    for user in users.values():
        UserSession.objects.create(
            user=user, key_digest=f"other-{user.username}", began_at=at, last_seen_at=at
        )
    keeper = create_person("keeper")
    Authenticator.objects.create(
        user=keeper,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Phone", "public_id": str(PASSKEY_ID)},
    )
    clients, things = _clients_of(cast, at - timedelta(days=1)), _things_of(cast, at)
    tokens = {
        "access": make_access_link("ben", by=COMMAND_LINE, at=at),
        "invitation": make_invitation(Role.COUNSELOR, by=cast.actor("abe", at=at), at=at),
    }
    return World(
        cast, users, cookies, tokens, ListedMeeting.objects.get(), clients, things, at, folder
    )


def _clients_of(cast: Cast, at: datetime) -> dict[str, UUID]:
    """The cast’s, and lou, who is in care of someone outside the team that dana leads."""
    harbor = cast.organizations["harbor"]
    lou = Client.objects.create(
        organization=harbor, name="Lou Marchetti", created_at=at, created_by="test"
    )
    nell = create_staff("nell", Role.COUNSELOR)
    ClientAssignment.objects.create(client=lou, user=nell, starts_at=at, assigned_by="test")
    return {key: one.pk for key, one in cast.clients.items()} | {"lou": lou.pk}


def _things_of(cast: Cast, at: datetime) -> dict[str, UUID]:
    things: dict[str, UUID] = {}
    for slug, mark, counselor, kept in (
        ("harbor", "", "ben", "noel"),
        ("northgate", "Northgate’s ", "cleo", "una"),
    ):
        organization = cast.organizations[slug]
        duplicate = Client.objects.create(
            organization=organization,
            name="Twice Written",
            created_at=at,
            created_by="test",
            merged_into=cast.client(kept),
        )
        rows = {
            "emergency": GlassBreak.objects.create(
                client=cast.client(kept),
                user=cast.users[counselor],
                reason="emergency",
                words="They called and nobody else was there.",
                minutes=1,
                opened_at=at - timedelta(hours=2),
                expires_at=at - timedelta(hours=1),
            ),
            "request": RightsRequest.objects.create(
                client=cast.client(kept),
                right="copy",
                way="phone",
                asked_at=at,
                asked_by="test",
                due_on=at.date(),
            ),
            "erasure": Erasure.objects.create(
                organization=organization, cause="due", carried_out_at=at, carried_out_by="test"
            ),
            "merge": ClientMerge.objects.create(
                kept=cast.client(kept),
                duplicate=duplicate,
                taken={"fields": [], "rows": {}, "member": ""},
                merged_at=at,
                merged_by="test",
            ),
            "counselor": cast.users[counselor],
            "role": RoleAssignment.objects.get(
                user=cast.users["gil" if slug == "harbor" else "cleo"]
            ),
            "team": Team.objects.get_or_create(organization=organization, name="Day team")[0],
            "site": Site.objects.create(organization=organization, name="Mill Street"),
        }
        things |= {f"{mark}{kind}": one.pk for kind, one in rows.items()}
    things["ana’s request"] = RightsRequest.objects.create(
        client=cast.client("ana"),
        right="copy",
        way="app",
        asked_at=at,
        asked_by="test",
        due_on=at.date(),
    ).pk
    return things


def outcome(answer: HttpResponse) -> Outcome:
    """The status, or where the answer leads when that is a page before the one asked for."""
    if answer.status_code == 302:
        path = urlsplit(answer["Location"]).path
        return {reverse(name): said for name, said in LEADS.items()}.get(path, 302)
    return answer.status_code


def _cookie_of(user: User, **session: Any) -> str:
    browser = Browser()
    sign_in(browser, user, kind=KINDS.get(user.username, "staff"), **session)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def _meeting(world: World, thing: str, name: str) -> Arguments:
    return {"code": uuid4() if thing == NOTHING else world.meeting.pk}


def _meeting_key(world: World, thing: str, name: str) -> Arguments:
    return {"feed": "sample", "key": "no-such" if thing == NOTHING else world.meeting.source_key}


def _list(world: World, thing: str, name: str) -> Arguments:
    return {"slug": "no-such" if thing == NOTHING else "sample"}


def _session(world: World, thing: str, name: str) -> Arguments:
    """One of the sessions beside that of the browser which asks."""
    another = "ben" if name == "dana" else "dana"
    owner = name if thing == "own" and name != DOT else another
    return {"session_id": UserSession.objects.get(key_digest=f"other-{owner}").pk}


def _passkey(world: World, thing: str, name: str) -> Arguments:
    return {"passkey_id": PASSKEY_ID}


def _token(kind: str) -> Callable[[World, str, str], Arguments]:
    return lambda world, thing, name: {
        "token": world.tokens[kind] if thing == "a link" else "invented" * 5
    }


def _client(world: World, thing: str, name: str) -> Arguments:
    return {"client_id": uuid4() if thing == NOTHING else world.clients[thing]}


def _thing(argument: str) -> Callable[[World, str, str], Arguments]:
    return lambda world, thing, name: {argument: world.things.get(thing) or uuid4()}


PROGRAMS = {"ana": "harbor", "noel": "harbor", "lou": "harbor", "una": "northgate"} | dict.fromkeys(
    ("emergency", "merge", "counselor", "role", "team", "site", "request", "erasure"), "harbor"
)
"""Of the things that belong to Harbor or to another program; all else belongs to none."""

SENDS: dict[str, Callable[[World], dict[str, object]]] = {
    "staff:client_copy": lambda world: {"how": "They came in.", "form": "json"},
    "members:rights_copy": lambda world: {"form": "json"},
    "staff:client_assign": lambda world: {"user": str(world.users["ben"].pk)},
    "staff:client_unassign": lambda world: {"user": str(world.users["ben"].pk)},
    "staff:glass_review": lambda world: {"verdict": "justified"},
    "staff:team_leave": lambda world: {"user": str(world.users["ben"].pk)},
}
"""What a form says where an empty one is refused to everybody."""

ARGUMENTS: dict[str, Callable[[World, str, str], Arguments]] = {
    "shared:stylesheet": lambda world, thing, name: {"version": "today"},
    "public:why_not_listed_feed": _list,
    "public:meeting": _meeting,
    "public:calendar": _meeting,
    "public:meeting_by_key": _meeting_key,
    "accounts:open_link": _token("access"),
    "accounts:open_invitation": _token("invitation"),
    "accounts:end_session": _session,
    "accounts:remove_passkey": _passkey,
    "staff:client": _client,
    "staff:client_change": _client,
    "staff:client_contact": _client,
    "staff:client_emergency": _client,
    "staff:client_assign": _client,
    "staff:client_unassign": _client,
    "staff:client_close": _client,
    "staff:client_reopen": _client,
    "staff:client_send_note": _client,
    "staff:client_openings": _client,
    "staff:client_glass": _client,
    "staff:client_merge": _client,
    "staff:client_rights": _client,
    "staff:client_copy": _client,
    "staff:client_erase": _client,
    "staff:right": _thing("request_id"),
    "staff:erasure": _thing("erasure_id"),
    "members:rights_request": _thing("request_id"),
    "staff:glass_review": _thing("glass_id"),
    "staff:merge_undo": _thing("merge_id"),
    "staff:caseload_hand_over": _thing("user_id"),
    "staff:people_end_role": _thing("assignment_id"),
    "staff:team_leave": _thing("team_id"),
    "staff:program_site_close": _thing("site_id"),
    "staff:feed": _list,
    "staff:feed_change": _list,
    "staff:feed_read": _list,
    "staff:feed_remove": _list,
}
