"""A person's own ways to sign in, and where they are signed in now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.queries.staff_members import invitations_of
from stepwell.records.accounts.models import Organization, SharedPhonePin, User, UserSession


@dataclass(frozen=True, slots=True)
class Passkey:
    id: str
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaysToSignIn:
    sign_in_name: str
    passkeys: tuple[Passkey, ...]
    has_password: bool
    has_app: bool
    recovery_codes_left: int
    has_pin: bool

    @property
    def has_second_factor(self) -> bool:
        return bool(self.passkeys) or (self.has_password and self.has_app)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """kind: as in domain.access.session_limits. label: the kind of browser, "" if not known."""

    id: UUID
    label: str
    kind: str
    began_at: datetime
    last_seen_at: datetime
    is_this: bool


def ways_to_sign_in(actor: Actor) -> WaysToSignIn:
    user = User.objects.get(pk=actor.key)
    held = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kinds = {one.type for one in held}
    sheet = next((one for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    used = int(sheet.data["used_mask"]).bit_count() if sheet else 0
    return WaysToSignIn(
        sign_in_name=user.username,
        passkeys=tuple(
            Passkey(one.data["public_id"], one.data["name"], one.created_at, one.last_used_at)
            for one in held
            if one.type == Authenticator.Type.WEBAUTHN
        ),
        has_password=user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        recovery_codes_left=settings.MFA_RECOVERY_CODE_COUNT - used if sheet else 0,
        has_pin=SharedPhonePin.objects.filter(user=user).exists(),
    )


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """An organization where the person holds a role. is_here: they act in it now."""

    id: str
    name: str
    is_here: bool


def work_places(actor: Actor, *, at: datetime) -> tuple[WorkPlace, ...]:
    user = User.objects.get(pk=actor.key)
    found = Organization.objects.filter(pk__in=user.organization_ids(at))
    return tuple(
        WorkPlace(str(one.pk), one.name, str(one.pk) == actor.organization_id) for one in found
    )


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    id: UUID
    role: Role
    expires_at: datetime


def open_invitations(actor: Actor, *, at: datetime) -> tuple[OpenInvitation, ...]:
    """Those the actor made that nobody has taken up."""
    waiting = invitations_of(actor).filter(
        made_by=actor.key, used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    return tuple(OpenInvitation(one.pk, Role(one.role), one.expires_at) for one in waiting)


def open_sessions(actor: Actor, *, at: datetime) -> tuple[OpenSession, ...]:
    """Those that still open something, the last used first."""
    return tuple(
        OpenSession(
            id=one.pk,
            label=one.label,
            kind=one.kind,
            began_at=one.began_at,
            last_seen_at=one.last_seen_at,
            is_this=one.key_digest == actor.session_key_digest,
        )
        for one in UserSession.objects.filter(user_id=actor.key, ended_at=None)
        if not one.why_over(at)
    )
