"""Going through the sign-in pages as a person does, with a phone that makes passkeys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page

from browser.conftest import Visitor
from signing_in import PASSWORD
from stepwell.records.accounts.models import FactorSecret, User


@dataclass
class Phone:
    """Chromium's own virtual authenticator: a phone with a fingerprint reader."""

    session: CDPSession
    id: str

    def refuse(self) -> None:
        """The person takes another finger."""
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False}
        )

    def passkeys(self) -> list[dict[str, Any]]:
        answer = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        found: list[dict[str, Any]] = answer["credentials"]
        return found

    def copy_to(self, other: Phone) -> None:
        """As a phone's maker syncs passkeys to the owner's other devices."""
        for passkey in self.passkeys():
            other.session.send(
                "WebAuthn.addCredential", {"authenticatorId": other.id, "credential": passkey}
            )


def phone_in(visitor: Visitor, *, has_prf: bool = False) -> Phone:
    """has_prf: its passkeys give keys, too."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "hasPrf": has_prf,
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Phone(session, made["authenticatorId"])


def type_password(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def app_code(user: User) -> str:
    secret = FactorSecret.objects.filter(user=user).latest("created_at").value
    return format_hotp_value(hotp_value(secret, int(datetime.now(UTC).timestamp()) // 30))
