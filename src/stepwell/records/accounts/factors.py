"""What allauth is told about this house: where its secrets lie. Named by settings.MFA_ADAPTER.

`allauth.mfa` keeps the ways to sign in (`Authenticator`) and checks them. It would put the secrets
of authenticator apps and recovery codes into its own row; here the row holds the id of a sealed
`FactorSecret` instead, which the rotation of keys knows about.
"""

from __future__ import annotations

import secrets
from typing import NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from stepwell.records.accounts.models import FactorSecret


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> NoReturn:
        raise NotImplementedError("Secrets are made by actions.credentials, for one person each.")

    def decrypt(self, encrypted_text: str) -> str:
        """Where the row is gone: something nobody knows, so that no code is right."""
        kept = FactorSecret.objects.filter(pk=encrypted_text).first()
        return kept.value if kept else secrets.token_hex()

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No mail: nothing that reaches a mailbox says that someone signs in here."""


class NobodySignsUp(DefaultAccountAdapter):  # type: ignore[misc]
    """None of allauth's account views is mounted; were one, it would let nobody in."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002
        return False
