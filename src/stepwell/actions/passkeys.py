"""The two ceremonies of passkeys: making one, and proving to hold one.

Each begins with a challenge, kept by the caller for one answer. The person is always verified by
the phone or key itself (a finger, a face, its code), so a passkey is two factors at once. The
origin is compared whole: a page of another port or subdomain is another origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

State = dict[str, Any]
REQUIRED = UserVerificationRequirement.REQUIRED
LONGEST_ANSWER = 64_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser is. host: without port; origin: scheme, host and port as typed."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class PasskeyOwner:
    """Shown by phones in their list of passkeys, so the names say nothing about why."""

    id: UUID
    sign_in_name: str


class PasskeyRefused(Exception):
    """The answer does not prove what it should. The message is the same for every cause.

    owner_id: whose passkey it was, where it is one of ours.
    """

    def __init__(self, owner_id: UUID | None = None) -> None:
        super().__init__("That passkey didn’t work. Try again, or use another way.")
        self.owner_id = owner_id


def begin_making(owner: PasskeyOwner, *, site: Site) -> tuple[dict[str, Any], State]:
    """Options for navigator.credentials.create, and the state for `finish_making`."""
    options, state = _server(site).register_begin(
        user=PublicKeyCredentialUserEntity(
            id=owner.id.hex.encode(), name=owner.sign_in_name, display_name=owner.sign_in_name
        ),
        credentials=[_held(one) for one in _passkeys_of(owner.id)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=REQUIRED,
    )
    return dict(options), state


def finish_making(answer: Mapping[str, Any], state: State, *, site: Site) -> dict[str, Any]:
    """The checked answer, in the form allauth keeps it.

    Raises:
        PasskeyRefused: another challenge, origin or site, or nobody was verified.
    """
    try:
        registration = RegistrationResponse.from_dict(answer)
        _server(site).register_complete(state, registration)
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        raise PasskeyRefused from error
    return dict(registration)


def begin_proving(*, site: Site, owner_id: UUID | None = None) -> tuple[dict[str, Any], State]:
    """Options for navigator.credentials.get; without an owner, any passkey of this site will do."""
    options, state = _server(site).authenticate_begin(
        credentials=[_held(one) for one in _passkeys_of(owner_id)] if owner_id else None,
        user_verification=REQUIRED,
    )
    return dict(options), state


def finish_proving(
    answer: Mapping[str, Any], state: State, *, site: Site, owner_id: UUID | None = None
) -> Authenticator:
    """The passkey that signed the challenge, with its owner in `.user`. One query.

    Args:
        owner_id: whose it must be; without it, the answer says whose it is.

    Raises:
        PasskeyRefused: unknown owner or passkey, or a wrong signature, challenge, origin or count.
    """
    passkey = None
    try:
        response = AuthenticationResponse.from_dict(answer)
        for one in _passkeys_of(_owner_in(response, expected=owner_id)):
            if _held(one).credential_id == response.raw_id:
                passkey = one
        if passkey is None:
            raise PasskeyRefused
        _server(site).authenticate_complete(state, [_held(passkey)], response)
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        raise PasskeyRefused(passkey.user_id if passkey else None) from error
    _note_use(passkey, response.response.authenticator_data)
    return passkey


def _note_use(passkey: Authenticator, signed: AuthenticatorData) -> None:
    """A counter that does not grow means that someone copied the passkey.

    Source: WebAuthn Level 3, section 7.2, step 22. Synced passkeys always say 0.
    """
    before = int(passkey.data.get("sign_count", 0))
    if (signed.counter or before) and signed.counter <= before:
        raise PasskeyRefused(passkey.user_id)
    passkey.data["sign_count"] = signed.counter


def _owner_in(response: AuthenticationResponse, *, expected: UUID | None) -> UUID:
    """Security keys may leave the owner out when they were asked for certain passkeys."""
    handle = response.response.user_handle
    if handle is None and expected is not None:
        return expected
    owner_id = UUID(hex=(handle or b"").decode("ascii"))
    if expected is not None and owner_id != expected:
        raise ValueError("the passkey is someone else's")
    return owner_id


def _passkeys_of(owner_id: UUID) -> Sequence[Authenticator]:
    return list(
        Authenticator.objects.filter(
            user_id=owner_id, type=Authenticator.Type.WEBAUTHN
        ).select_related("user")
    )


def _held(passkey: Authenticator) -> AttestedCredentialData:
    held: AttestedCredentialData = passkey.wrap().authenticator_data.credential_data
    return held


def _server(site: Site) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=site.host, name=site.name),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == site.origin,
    )
