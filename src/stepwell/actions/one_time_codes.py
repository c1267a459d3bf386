"""Codes of an authenticator app, and printed recovery codes: each is taken once.

allauth remembers used app codes in Django's cache, which several processes do not share; here the
last used time step stands in the authenticator's row, which is locked while it is compared.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core.exceptions import ValidationError
from django.db import transaction

from stepwell.records.accounts.models import FactorSecret, User
from stepwell.records.identifiers import new_id

RECOVERY_CODE_SIGNS = 16
SEED_BYTES = 40


class NoSuchSecret(Exception):
    """There is none of that id for that person."""


def new_app_secret(user_id: str) -> str:
    """The id of a secret that an authenticator app may be set up with; unused until confirmed.

    Those that were begun and never confirmed are forgotten.
    """
    held = Authenticator.objects.filter(user_id=user_id).values_list("data", flat=True)
    in_use = [data.get("secret") or data.get("seed") for data in held]
    FactorSecret.objects.filter(user_id=user_id).exclude(pk__in=filter(None, in_use)).delete()
    made = FactorSecret.objects.create(user_id=user_id, value=generate_totp_secret())
    return str(made.pk)


def app_secret(secret_id: str, *, user_id: str) -> str:
    """The secret itself, in base 32.

    Raises:
        NoSuchSecret: it is someone else's, or gone.
    """
    try:
        return FactorSecret.objects.get(pk=secret_id, user_id=user_id).value
    except (FactorSecret.DoesNotExist, ValidationError):
        raise NoSuchSecret from None


def picture_of(address: str) -> str:
    """An `otpauth:` address as a QR code in SVG."""
    picture: str = get_adapter().build_totp_svg(address)
    return picture


def time_step_of(code: str, secret: str, *, at: datetime) -> int | None:
    """The 30-second step the code belongs to: this one or a neighbor; None for a wrong code."""
    now = int(at.timestamp()) // int(app_settings.TOTP_PERIOD)
    for step in (now, now - 1, now + 1):
        expected = format_hotp_value(hotp_value(secret, step))
        if compare_user_code(actual=code, expected=expected):
            return step
    return None


@transaction.atomic
def use_app_code(user: User, code: str, *, at: datetime) -> bool:
    """Whether the code is right and newer than the last one used."""
    app = (
        Authenticator.objects.select_for_update()
        .filter(user=user, type=Authenticator.Type.TOTP)
        .first()
    )
    if app is None:
        return False
    secret = app_secret(app.data["secret"], user_id=str(user.pk))
    step = time_step_of(code, secret, at=at)
    if step is None or step <= app.data.get("last_step", -1):
        return False
    app.data["last_step"] = step
    app.last_used_at = at
    app.save(update_fields=["data", "last_used_at"])
    return True


@transaction.atomic
def use_recovery_code(user_id: UUID | None, code: str, *, at: datetime) -> bool:
    """Whether the code is on the person's sheet and was not used before.

    Three queries and as much arithmetic for a person, or none, who has no sheet.
    """
    sheet = Authenticator.objects.select_for_update().filter(
        user_id=user_id or new_id(), type=Authenticator.Type.RECOVERY_CODES
    ).first() or Authenticator(
        type=Authenticator.Type.RECOVERY_CODES, data={"seed": str(new_id()), "used_mask": -1}
    )
    used = int(sheet.data["used_mask"])
    right = [
        place
        for place, expected in enumerate(sheet.wrap().generate_codes())
        if compare_user_code(actual=code, expected=expected) and not used >> place & 1
    ]
    if not right:
        return False
    sheet.data["used_mask"] = used | 1 << right[0]
    sheet.last_used_at = at
    sheet.save(update_fields=["data", "last_used_at"])
    return True


def looks_like_recovery_code(code: str) -> bool:
    return len(normalize_user_code(code)) == RECOVERY_CODE_SIGNS


def new_recovery_sheet(user: User) -> list[str]:
    """Replace the person's recovery codes; the new ones, each once and only here."""
    old = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    for sheet in old:
        FactorSecret.objects.filter(pk=sheet.data["seed"]).delete()
    old.delete()
    seed = FactorSecret.objects.create(user=user, value=secrets.token_hex(SEED_BYTES))
    sheet = Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": str(seed.pk), "used_mask": 0},
    )
    codes: list[str] = sheet.wrap().generate_codes()
    return codes
