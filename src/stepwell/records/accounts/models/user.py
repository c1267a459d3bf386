from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.passwords import normalized
from stepwell.domain.access.roles import STAFF, Role
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Sign-in names are compared without regard to case."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone who can sign in. Roles and organizations stand in tables of their own."""

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="pk",
        not_copied=("password",),
        why_not="Ways to sign in are secrets; a copy of them would weaken them.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=64, unique=True)
    name = EncryptedTextField(max_length=120)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else normalized(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(None if raw_password is None else normalized(raw_password))

    def as_actor(self, organization_id: str = "", at: datetime | None = None) -> Actor:
        """The person acting now in one organization, with the roles held there at this instant.

        Whoever holds none there, any more or ever, acts in no organization.
        """
        roles: frozenset[Role] = frozenset()
        if organization_id and at is not None and self.is_active:
            held = self.role_assignments.held_at(at).filter(organization_id=organization_id)
            roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
        return Actor(
            key=str(self.pk),
            name=self.name,
            organization_id=organization_id if roles else "",
            roles=roles,
            is_administrator=self.is_administrator and self.is_active,
        )

    def organization_ids(self, at: datetime) -> list[str]:
        """Where the person holds a role at this instant: programs, the longest-held first, and
        after them the installation's own organization."""
        if not self.is_active:
            return []
        held = self.role_assignments.held_at(at).order_by("organization__is_own", "starts_at", "pk")
        return list(dict.fromkeys(map(str, held.values_list("organization_id", flat=True))))

    def is_staff_at(self, at: datetime) -> bool:
        """Whether the person works in any organization, or operates the installation."""
        return self.is_administrator or (
            self.role_assignments.held_at(at).filter(role__in=STAFF).exists()
        )
