"""What identifies a client, what was written about one and what opens a door: none of it may stand
in the audit tables, the file outside the database or the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.db import connection
from django.test import Client as Browser

from cast import Cast, build_cast
from stepwell.actions.accounts import change_password, create_administrator
from stepwell.actions.audit_reading import TrailFilter, read_trail, who_opened
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.client_merges import merge_clients
from stepwell.actions.client_reading import (
    find_in_emergency,
    list_clients,
    open_client,
    search_clients,
)
from stepwell.actions.clients import (
    NewClient,
    NewContactRules,
    change_client,
    create_client,
    set_contact_rules,
    set_emergency_contact,
)
from stepwell.actions.feed_changing import FeedChanges, change_feed
from stepwell.actions.feeds import NewFeed, add_feed, remove_feed
from stepwell.actions.glass_breaks import break_glass, list_glass_to_review, review_glass
from stepwell.actions.invitations import (
    NewAccount,
    accept_with_password,
    digest_of_token,
    make_invitation,
)
from stepwell.actions.notices import deliver_notice, queue_notice
from stepwell.actions.signing_in import SignInRefused, Whence, check_name_and_password
from stepwell.config.logs import JsonFormatter
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.origin import WEB
from stepwell.domain.people.notices import NoticeKind
from stepwell.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "203.0.113.77"
SECRETS = {
    "name": "Zebulon Quistgaard",
    "alias": "Zebbyquist",
    "phone": "203 555 0177",
    "email": "zebulon.quist@example.org",
    "postal address": "77 Wharfinger Lane",
    "beliefs": "the ocean is my higher power",
    "contact note": "husband reads the blue phone",
    "emergency name": "Ottoline Brackwater",
    "emergency phone": "203 555 0188",
    "emergency words": "She wrote that she had pills laid out",
    "review words": "The caller was not in any danger at all",
    "searched text": "Quistgaardsen",
    "password": "cobalt harness umbrella forty",
    "new password": "marmalade tunnel sixteen clocks",
    "wrong password": "velvet anchors and wrong hinges",
    "unknown sign-in name": "somebody.elses.mailbox@example.org",
    "member's name": "Perpetua Oakenhurst",
    "member's sign-in name": "perpetua-oak",
    "member's password": "salt lanterns over quiet rooms",
    "address asked from": ADDRESS,
}
TABLES = ("audit_auditevent", "audit_auditsegment", "audit_audithead", "audit_legalhold")


@dataclass
class Traces:
    """Where secrets are looked for."""

    outside: Path
    log: io.StringIO = field(default_factory=io.StringIO)

    def text(self) -> str:
        return "\n".join([*_rows(), self.outside.read_text(), self.log.getvalue()])

    def found(self, secrets: dict[str, str]) -> set[str]:
        text = self.text().casefold()
        return {
            what
            for what, secret in secrets.items()
            if any(form.casefold() in text for form in _forms(secret))
        }


def _forms(secret: str) -> set[str]:
    """As it is, as an address would carry it, and without its spaces."""
    return {secret, quote(secret), quote_plus(secret), secret.replace(" ", "")}


def _rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                yield " ".join(map(str, row))


@pytest.fixture
def traces(settings: Any, tmp_path: Path) -> Iterator[Traces]:
    """Everything that is logged, as an installation writes it, at the most talkative level."""
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    traces = Traces(settings.AUDIT_OUTSIDE_PATH)
    handler = logging.StreamHandler(traces.log)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("stepwell")]
    levels = [one.level for one in loggers]
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield traces
    loggers[0].removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build_cast()


def seal(at: datetime) -> None:
    seal_finished_days(at + timedelta(days=2))
    note_heads(at + timedelta(days=2))


def plant_client(cast: Cast) -> Any:
    fay, at = cast.actor("fay"), cast.at
    client = create_client(
        NewClient(name=SECRETS["name"], phone=SECRETS["phone"], email=SECRETS["email"]),
        by=fay,
        at=at,
    )
    change_client(
        client,
        {"alias": SECRETS["alias"], "postal_address": SECRETS["postal address"]},
        by=fay,
        at=at,
    )
    rules = NewContactRules(may_email=True, note=SECRETS["contact note"])
    set_contact_rules(client, rules, by=fay, at=at)
    set_emergency_contact(
        client,
        name=SECRETS["emergency name"],
        phone=SECRETS["emergency phone"],
        by=fay,
        at=at,
    )
    change_client(client, {"beliefs": SECRETS["beliefs"]}, by=cast.actor("dana"), at=at)
    return client


def test_secrets_of_a_client_leave_no_trace(cast: Cast, traces: Traces) -> None:
    ben, dana, fay, at = cast.actor("ben"), cast.actor("dana"), cast.actor("fay"), cast.at
    client = plant_client(cast)
    twin = create_client(NewClient(name=SECRETS["name"]), by=fay, at=at)
    merge_clients(client, twin, by=dana, at=at)
    assert list_clients(by=fay, at=at).rows
    assert [row.id for row in search_clients(SECRETS["phone"], by=fay, at=at).rows] == [client]
    assert search_clients(SECRETS["searched text"], by=fay, at=at).rows == ()
    assert [row.id for row in find_in_emergency(SECRETS["name"], by=ben, at=at)] == [client]
    break_glass(
        client, reason="emergency", words=SECRETS["emergency words"], minutes=30, by=ben, at=at
    )
    card = open_client(client, by=ben, at=at)
    assert (card.email, card.contact_note) == (SECRETS["email"], SECRETS["contact note"])
    (opened,) = list_glass_to_review(by=dana, at=at).rows
    words = SECRETS["review words"]
    review_glass(opened.id, verdict="questioned", words=words, by=dana, at=at)
    notice = queue_notice(client, NoticeKind.NEWS, by=fay, at=at)
    deliver_notice(str(notice), by=SCHEDULE, at=at)
    who_opened(client, by=dana, at=at)
    read_trail(by=cast.actor("ida"), at=at, wanted=TrailFilter(record=str(client)))
    seal(at)

    assert AuditEvent.objects.filter(record_id=str(client)).count() > 8
    assert str(client) in traces.text()
    assert '"kind":"seal"' in traces.outside.read_text()
    assert "audit trail" in traces.log.getvalue()
    assert traces.found(SECRETS) == set()


def test_secrets_of_signing_in_leave_no_trace(cast: Cast, traces: Traces) -> None:
    create_administrator(
        username="zoltan", name="Zoltan", password=SECRETS["password"], by=COMMAND_LINE
    )
    browser = Browser(REMOTE_ADDR=ADDRESS)
    for name, password in (
        ("zoltan", SECRETS["wrong password"]),
        (SECRETS["unknown sign-in name"], SECRETS["wrong password"]),
        ("zoltan", SECRETS["password"]),
    ):
        browser.post("/sign-in/", {"username": name, "password": password})
    browser.get("/account/", {"looked-for": SECRETS["name"]})
    browser.get(f"/meetings/{quote(SECRETS['name'])}/", {"q": SECRETS["email"]})
    cookie = browser.cookies["session"].value
    browser.post("/sign-out/")
    with suppress(SignInRefused):
        check_name_and_password(
            SECRETS["unknown sign-in name"],
            SECRETS["wrong password"],
            whence=Whence(ADDRESS, WEB),
            at=datetime.now(UTC),
        )
    change_password("zoltan", SECRETS["new password"], by=COMMAND_LINE)
    seal(datetime.now(UTC))

    kinds = set(AuditEvent.objects.values_list("event_type", flat=True))
    assert {"signed_in", "signed_out", "sign_in_refused", "administrator.created"} <= kinds
    assert "credential.changed" in kinds
    assert AuditEvent.objects.filter(origin_network="203.0.0.0/16").exists()
    assert '"route": "sign-in/"' in traces.log.getvalue()
    assert len(cookie) > 20
    assert traces.found(SECRETS | {"cookie": cookie}) == set()


def test_secrets_of_an_invitation_leave_no_trace(cast: Cast, traces: Traces) -> None:
    ben, at = cast.actor("ben"), cast.at
    client = create_client(NewClient(name=SECRETS["name"]), by=ben, at=at)
    open_client(client, by=ben, at=at)
    token = make_invitation(Role.MEMBER, client_id=client, by=ben, at=at)
    account = NewAccount(name=SECRETS["member's name"], username=SECRETS["member's sign-in name"])
    user = accept_with_password(
        digest_of_token(token), account, SECRETS["member's password"], origin=WEB, at=at
    )
    member = user.as_actor(ben.organization_id, at)
    assert who_opened(client, by=member, at=at).total > 0
    seal(at)

    assert AuditEvent.objects.filter(actor_key=member.key).exists()
    assert traces.found(SECRETS | {"token": token}) == set()


def test_secrets_in_the_address_of_a_list_leave_no_trace(cast: Cast, traces: Traces) -> None:
    source = "https://example.org/meetings.json?key=sesame-oyster-44"
    new = NewFeed(name=SECRETS["name"], slug="hidden", source=source, fellowship="aa")
    add_feed(new, by=COMMAND_LINE, at=cast.at)
    change_feed("hidden", FeedChanges(name=SECRETS["alias"]), by=COMMAND_LINE, at=cast.at)
    remove_feed("hidden", by=COMMAND_LINE, at=cast.at)
    seal(cast.at)

    kinds = set(AuditEvent.objects.values_list("event_type", flat=True))
    assert {"feed.added", "feed.changed", "feed.removed"} <= kinds
    assert traces.found(SECRETS | {"key in the address": "sesame-oyster-44"}) == set()


def test_a_secret_in_any_of_the_places_would_be_found(cast: Cast, traces: Traces) -> None:
    seal(cast.at)
    logging.getLogger("stepwell.actions").debug("hello", extra={"who": SECRETS["name"]})
    with traces.outside.open("a") as file:
        file.write(SECRETS["email"])
    planted = {"in a row": AuditEvent.objects.exclude(record_id="")[0].record_id}

    assert traces.found(SECRETS | planted) == {"name", "email", "in a row"}
