"""Handing one plain-text message to the program's mail server.

What is written and to whom it may go is decided elsewhere; here it either leaves, or says why not.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import parse_qsl, unquote, urlsplit

import certifi

_SECURITY = ("starttls", "tls", "none")
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class MailRefused(Exception):
    """The message or the server's address is wrong; trying again does not help."""


class MailFailed(Exception):
    """The server could not be reached or did not take the message now. Try again later."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """security: "starttls", "tls" or, on this machine only, "none"."""

    host: str
    port: int
    security: str
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """reference: opaque; it makes the Message-ID, so that a message sent twice is seen as one."""

    sender_name: str
    sender: str
    recipient: str
    subject: str
    text: str
    reference: str


def parse_mail_url(url: str) -> MailServer:
    """`smtp://user:password@host:587?security=starttls`; the password percent-encoded.

    Raises:
        MailRefused: what is wrong with it, without quoting it.
    """
    parts = urlsplit(url)
    hint = "Write smtp://user:password@host:587?security=starttls (or security=tls)."
    if parts.scheme != "smtp" or not parts.hostname:
        raise MailRefused(f"The mail server's address is not of that form. {hint}")
    options = dict(parse_qsl(parts.query))
    security = options.pop("security", "starttls")
    if options or security not in _SECURITY:
        raise MailRefused(f"The mail server's address has an unknown option. {hint}")
    if security == "none" and parts.hostname not in _LOOPBACK:
        raise MailRefused("Mail without TLS may only be handed to this machine itself.")
    try:
        port = parts.port or _PORTS[security]
    except ValueError:
        raise MailRefused(f"The mail server's port is no number up to 65535. {hint}") from None
    return MailServer(
        parts.hostname, port, security, unquote(parts.username or ""), unquote(parts.password or "")
    )


def send_mail(
    mail: Mail,
    server: MailServer,
    *,
    at: datetime,
    seconds: float = 20.0,
    tls: ssl.SSLContext | None = None,
) -> None:
    """
    Args:
        at: the Date of the message.
        seconds: each step of the conversation may take that long.

    Raises:
        MailRefused: an address is malformed, or the server refuses it for good (5xx).
        MailFailed: no connection, no TLS, or "try later" (4xx). Neither names the recipient.
    """
    message = _message(mail, at)
    tls = tls or ssl.create_default_context(cafile=certifi.where())
    try:
        with _connected(server, seconds, tls) as connection:
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(code >= 500 for code in codes):
            raise MailRefused(f"The mail server refuses the address ({codes[0]}).") from None
        raise MailFailed("The mail server does not take the address now.") from None
    except smtplib.SMTPAuthenticationError as error:
        raise MailFailed(f"The mail server refuses the sign-in ({error.smtp_code}).") from None
    except smtplib.SMTPResponseException as error:
        if error.smtp_code >= 500:
            raise MailRefused(f"The mail server refuses the message ({error.smtp_code}).") from None
        raise MailFailed(f"The mail server asks to try later ({error.smtp_code}).") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(
            f"The mail server {server.host} could not be reached ({type(error).__name__})."
        ) from None


def _connected(server: MailServer, seconds: float, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=seconds, context=tls
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=seconds)
    try:
        if server.security == "starttls":
            connection.starttls(context=tls)
        if server.username:
            connection.login(server.username, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _message(mail: Mail, at: datetime) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"] = Address(mail.sender_name, addr_spec=mail.sender)
        message["To"] = Address(addr_spec=mail.recipient)
        message["Subject"] = mail.subject
    except (ValueError, IndexError):
        raise MailRefused("An address or the subject of the message is malformed.") from None
    message["Date"] = format_datetime(at)
    domain = mail.sender.rpartition("@")[2]
    message["Message-ID"] = f"<{mail.reference}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
