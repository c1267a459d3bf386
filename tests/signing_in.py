"""People who can sign in, and signed-in browsers, without going through the pages."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from stepwell.domain.access.roles import Role
from stepwell.records.accounts import session_store
from stepwell.records.accounts.models import Organization, RoleAssignment, User

PASSWORD = "lantern quarry mitten seven"


def create_person(username: str, *, password: str | None = PASSWORD, **fields: object) -> User:
    user = User(username=username, name=username.title(), **fields)
    user.set_password(password)
    user.save()
    return user


def create_staff(
    username: str, role: Role, *, slug: str = "harbor", password: str | None = PASSWORD
) -> User:
    """Someone who has held a role in the program of that slug since yesterday."""
    now = timezone.now()
    program, _ = Organization.objects.get_or_create(
        slug=slug,
        defaults={
            "name": slug.title(),
            "sender_name": slug.title(),
            "app_name": slug.title(),
            "created_at": now,
        },
    )
    user = create_person(username, password=password)
    RoleAssignment.objects.create(
        user=user,
        organization=program,
        role=role,
        starts_at=now - timedelta(days=1),
        granted_by="test",
    )
    return user


def sign_in(
    client: Client,
    user: User,
    *,
    kind: str = "staff",
    has_second_factor: bool = True,
    is_confirmed: bool = True,
    organization_id: str | None = None,
) -> None:
    """A session as the sign-in pages would make it.

    Args:
        is_confirmed: the person proved who they are just now.
        organization_id: where they act; None for where they hold a role longest.
    """
    if organization_id is None:
        organization_id = next(iter(user.organization_ids(timezone.now())), "")
    client.force_login(user)
    session = client.session
    session[session_store.KIND] = kind
    session[session_store.SECOND_FACTOR] = has_second_factor
    session[session_store.CONFIRMED_AT] = timezone.now().timestamp() if is_confirmed else 0
    session[session_store.ORGANIZATION] = organization_id
    session.save()
