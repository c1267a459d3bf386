"""The cast with a browser for each of them, and the things that addresses can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from cast import NAMES, Cast, build_cast
from integration.access.table.row import (
    DOT,
    OPERATOR,
    TO_PROOF,
    TO_SECOND_FACTOR,
    TO_SIGN_IN,
    Outcome,
)
from integration.access.things import ARGUMENTS, SENDS, things_of
from integration.access.things.accounts import PASSKEY_ID
from integration.access.things.clients import clients_of
from integration.access.things.naming import Arguments
from integration.feeds.feed_files import FileFeed, row
from lock_order import of_the_test
from signing_in import create_person, sign_in
from stepwell.actions.access_links import make_access_link
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.invitations import make_invitation
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import User, UserSession
from stepwell.records.directory.models import ListedMeeting

PEOPLE = (*(name for name in NAMES if name != DOT), OPERATOR)
LEADS = {
    "accounts:sign_in": TO_SIGN_IN,
    "accounts:second_factor": TO_SECOND_FACTOR,
    "accounts:confirm": TO_PROOF,
}
KINDS = {"ana": "member", "pat": "member", "vic": "member", "sol": "member"}

HANDLER = ClientHandler(enforce_csrf_checks=False)


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
        with transaction.atomic(), of_the_test():
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
    clients, things = clients_of(cast, at - timedelta(days=1)), things_of(cast, at)
    tokens = {
        "access": make_access_link("ben", by=COMMAND_LINE, at=at),
        "invitation": make_invitation(Role.COUNSELOR, by=cast.actor("abe", at=at), at=at),
    }
    return World(
        cast, users, cookies, tokens, ListedMeeting.objects.get(), clients, things, at, folder
    )


def outcome(answer: HttpResponse) -> Outcome:
    """The status, or where the answer leads when that is a page before the one asked for."""
    if answer.status_code == 302:
        path = urlsplit(answer["Location"]).path
        return {reverse(name): said for name, said in LEADS.items()}.get(path, 302)
    if answer.status_code == 401 and answer["Content-Type"] == "application/json":
        return TO_SIGN_IN  # A script is told, and leads there by itself.
    return answer.status_code


def _cookie_of(user: User, **session: Any) -> str:
    browser = Browser()
    sign_in(browser, user, kind=KINDS.get(user.username, "staff"), **session)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
