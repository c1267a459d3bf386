"""Handing a message to a mail server, and what is said when it does not take it."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string

import pytest
import trustme

from factories.mail_server import MailKeeper
from stepwell.gateways.mail import (
    Mail,
    MailFailed,
    MailRefused,
    MailServer,
    parse_mail_url,
    send_mail,
)

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAIL = Mail("Harbor", "no-reply@harbor.example", "ana@home.example", "A note", "Please look.", "r1")


def server_of(keeper: MailKeeper, security: str = "none") -> MailServer:
    return MailServer("127.0.0.1", keeper.port, security)


def test_send_mail_arrives_as_written() -> None:
    with MailKeeper() as keeper:
        send_mail(MAIL, server_of(keeper), at=AT)

    message = message_from_string(keeper.messages[0])
    assert message["From"] == "Harbor <no-reply@harbor.example>"
    assert message["To"] == "ana@home.example"
    assert message["Subject"] == "A note"
    assert message["Message-ID"] == "<r1@harbor.example>"
    assert message["Date"] == "Wed, 25 Nov 2026 12:00:00 +0000"
    assert message.get_payload().strip() == "Please look."


def test_send_mail_speaks_tls_and_signs_in_after_it() -> None:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    with MailKeeper(tls=theirs) as keeper:
        server = replace(server_of(keeper, "starttls"), username="harbor", password="planted")
        send_mail(MAIL, server, at=AT, tls=ours)

    assert len(keeper.messages) == 1
    commands = [line.split(" ")[0].lower() for line in keeper.said]
    assert commands.index("starttls") < commands.index("auth")
    assert "planted" not in repr(server)


def test_send_mail_to_a_server_without_trusted_tls_hands_over_nothing() -> None:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    with MailKeeper(tls=theirs) as keeper:
        server = replace(server_of(keeper, "starttls"), username="harbor", password="planted")
        with pytest.raises(MailFailed, match="could not be reached"):
            send_mail(MAIL, server, at=AT)

    assert not keeper.messages
    assert not any("AUTH" in line.upper() for line in keeper.said)


@pytest.mark.parametrize(
    ("command", "answer", "error"),
    [
        ("RCPT", "550 no such user", MailRefused),
        ("RCPT", "451 later", MailFailed),
        ("MAIL", "553 not you", MailRefused),
        ("DATA", "451 later", MailFailed),
        (".", "554 no", MailRefused),
        (".", "452 full", MailFailed),
    ],
)
def test_send_mail_refused_says_whether_to_try_again(
    command: str, answer: str, error: type[Exception]
) -> None:
    with MailKeeper({command: answer}) as keeper, pytest.raises(error) as told:
        send_mail(MAIL, server_of(keeper), at=AT)

    assert "ana@" not in str(told.value)


def test_send_mail_nobody_listening_fails() -> None:
    with MailKeeper() as keeper:
        server = server_of(keeper)

    with pytest.raises(MailFailed, match=r"127\.0\.0\.1 could not be reached"):
        send_mail(MAIL, server, at=AT)


@pytest.mark.parametrize(
    "mail",
    [
        replace(MAIL, recipient="not an address"),
        replace(MAIL, recipient=""),
        replace(MAIL, recipient="a@b.example\r\nBcc: eve@evil.example"),
        replace(MAIL, subject="Hi\r\nBcc: eve@evil.example"),
        replace(MAIL, sender_name="Harbor\r\nBcc: eve@evil.example"),
    ],
)
def test_send_mail_malformed_is_refused_before_any_connection(mail: Mail) -> None:
    with MailKeeper() as keeper, pytest.raises(MailRefused, match="malformed"):
        send_mail(mail, server_of(keeper), at=AT)

    assert keeper.said == []


def test_parse_mail_url_reads_all_parts() -> None:
    server = parse_mail_url("smtp://har%40bor:p%2Fw@mail.example:2525?security=tls")

    assert server == MailServer("mail.example", 2525, "tls", "har@bor", "p/w")
    assert parse_mail_url("smtp://mail.example").port == 587


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mail.example", "not of that form"),
        ("smtp://u:planted@", "not of that form"),
        ("smtp://u:planted@mail.example?security=ssl", "unknown option"),
        ("smtp://u:planted@mail.example?x=1", "unknown option"),
        ("smtp://u:planted@mail.example:99999", "port"),
        ("smtp://u:planted@mail.example?security=none", "only be handed to this machine"),
    ],
)
def test_parse_mail_url_wrong_is_refused_without_quoting_it(url: str, told: str) -> None:
    with pytest.raises(MailRefused, match=told) as refused:
        parse_mail_url(url)

    assert "planted" not in str(refused.value)
