"""Setting up an authenticator app: one secret until it is confirmed, as a picture and as text."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from stepwell.actions.one_time_codes import (
    NoSuchSecret,
    app_secret,
    new_app_secret,
    picture_of,
)
from stepwell.web.shared.policies import actor_of

KEY = "app_secret"


@dataclass(frozen=True, slots=True)
class AppSetup:
    """picture: an SVG of the code to scan. secret: in groups of four letters and digits."""

    secret_id: str
    secret: str
    address: str
    picture: SafeString


def app_setup(request: HttpRequest, sign_in_name: str) -> AppSetup:
    """The app lists it under this host's name, which says nothing more than the address does."""
    user_id = actor_of(request).key
    secret_id = str(request.session.get(KEY, ""))
    try:
        secret = app_secret(secret_id, user_id=user_id)
    except NoSuchSecret:
        secret_id = request.session[KEY] = new_app_secret(user_id)
        secret = app_secret(secret_id, user_id=user_id)
    host = request.get_host()
    query = urlencode({"secret": secret, "issuer": host}, quote_via=quote)
    address = f"otpauth://totp/{quote(f'{host}:{sign_in_name}')}?{query}"
    return AppSetup(
        secret_id=secret_id,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        address=address,
        picture=mark_safe(picture_of(address)),  # noqa: S308 (drawn here)
    )


def forget_app_setup(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
