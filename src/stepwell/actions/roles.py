"""Giving people roles in an organization, and ending them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from stepwell.actions.auditing import record_event
from stepwell.actions.sessions import end_sessions_of
from stepwell.domain.access.actor import SCHEDULE, Actor
from stepwell.domain.access.policies.organizations import check_can_end_role, check_can_grant_role
from stepwell.domain.access.roles import STAFF, Role
from stepwell.domain.access.session_limits import MEMBER
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.found import found
from stepwell.queries.organizations import organizations_run_by
from stepwell.queries.staff_members import people_of, roles_here
from stepwell.records.accounts.models import (
    Invitation,
    Organization,
    RoleAssignment,
    Site,
    User,
    UserSession,
)
from stepwell.records.people.models import ConjointPartner


class RoleRefused(Exception):
    """Why the role was not given or ended, and what to do."""


@transaction.atomic
def grant_role(
    username: str,
    role: Role,
    *,
    organization_id: UUID | str,
    by: Actor,
    at: datetime,
    site_id: UUID | str | None = None,
    ends_at: datetime | None = None,
) -> UUID:
    """Give a role to someone who has or had one here; others are invited.

    So nobody learns who has an account for another program, or pulls them in unasked. Whoever
    operates the installation may name anyone.

    Raises:
        AccessDenied, NotFound: `by` may not give this role there.
        RoleRefused: nobody here signs in so, the role is held already, or it would end before it
            starts.
    """
    organization = found(organizations_run_by(by), organization_id)
    known = User.objects.all() if by.is_administrator else people_of(by)
    user = known.filter(username=username.strip().lower(), is_active=True).first()
    check_can_grant_role(
        by,
        role,
        organization_id=str(organization.pk),
        user_key=str(user.pk) if user else "",
    )
    if user is None:
        raise RoleRefused("Nobody here signs in under that name. Invite them instead.")
    if ends_at is not None and ends_at <= at:
        raise RoleRefused("The role would end before it starts.")
    site = None if site_id is None else found(organization.sites.all(), site_id)
    return give_role(
        user, role, organization=organization, by=by, at=at, site=site, ends_at=ends_at
    )


def give_role(
    user: User,
    role: Role,
    *,
    organization: Organization,
    by: Actor,
    at: datetime,
    site: Site | None = None,
    ends_at: datetime | None = None,
    granted_by: str = "",
) -> UUID:
    """Write the role down; whoever calls this has asked whether `by` may.

    Where it is a staff role, sessions that began with a member's limits end at once: staff have
    shorter ones. (Those on a phone that others use have shorter ones still, and go on.)

    Args:
        granted_by: the key of whoever gave the role, where that is not `by`, who took it up.

    Raises:
        RoleRefused: the person holds the role there already, or the program is closed.
    """
    if organization.closed_at is not None:
        raise RoleRefused(f"{organization.name} is closed.")
    held = RoleAssignment.objects.held_at(at).filter(
        user=user, organization=organization, role=role
    )
    if held.exists():
        raise RoleRefused(f"This person is {role.value.replace('_', ' ')} there already.")
    one = RoleAssignment.objects.create(
        user=user,
        organization=organization,
        role=role,
        site=site,
        starts_at=at,
        ends_at=ends_at,
        granted_by=granted_by or by.key,
    )
    record_event(
        "role.granted",
        by=by,
        at=at,
        record=RecordRef("account", str(user.pk)),
        details={"role": role.value} | ({"until": ends_at.date().isoformat()} if ends_at else {}),
        organization_id=str(organization.pk),
    )
    if role in STAFF:
        end_sessions_of(str(user.pk), cause="role_begun", kind=MEMBER, by=by, at=at)
    return one.pk


@transaction.atomic
def end_role(assignment_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """End a role now. All sessions of the person end with it, and their open invitations there.

    Raises:
        AccessDenied, NotFound: `by` may not end it, or there is no such role.
        RoleRefused: it has ended already.
    """
    one = found(roles_here(by).select_related("user"), assignment_id)
    check_can_end_role(
        by,
        Role(one.role),
        organization_id=str(one.organization_id),
        user_key=str(one.user_id),
    )
    if one.ends_at is not None and one.ends_at <= at:
        raise RoleRefused("This role has ended already.")
    one.ends_at = max(at, one.starts_at)
    one.save(update_fields=["ends_at"])
    record_event(
        "role.ended",
        by=by,
        at=at,
        record=RecordRef("account", str(one.user_id)),
        details={"role": one.role},
        organization_id=str(one.organization_id),
    )
    if one.role == Role.SIGNIFICANT_OTHER:
        ConjointPartner.objects.in_force_at(at).filter(
            user_id=one.user_id, client__organization_id=one.organization_id
        ).update(ends_at=at)
    _withdraw_invitations_by(one, by=by, at=at)
    end_sessions_of(str(one.user_id), cause="role_ended", by=by, at=at)


@transaction.atomic
def end_sessions_of_past_roles(*, at: datetime) -> int:
    """End the sessions that began under a role whose time is over. That role opens nothing since.

    Returns:
        How many were open.
    """
    began_before = RoleAssignment.objects.filter(
        user=OuterRef("user"), ends_at__lte=at, ends_at__gt=OuterRef("began_at")
    )
    users = (
        UserSession.objects.filter(Exists(began_before), ended_at=None)
        .values_list("user_id", flat=True)
        .distinct()
    )
    return sum(
        end_sessions_of(str(user_id), cause="role_ended", by=SCHEDULE, at=at)
        for user_id in list(users)
    )


@transaction.atomic
def end_member_sessions_of_staff(*, at: datetime) -> int:
    """End what has a member's limits though its person works here: a sign-in that was under way
    while the role was given, or a role that was to begin later.

    Returns:
        How many were open.
    """
    works_here = RoleAssignment.objects.held_at(at).filter(user=OuterRef("user"), role__in=STAFF)
    users = (
        UserSession.objects.filter(Exists(works_here), kind=MEMBER, ended_at=None)
        .values_list("user_id", flat=True)
        .distinct()
    )
    return sum(
        end_sessions_of(str(user_id), cause="role_begun", kind=MEMBER, by=SCHEDULE, at=at)
        for user_id in list(users)
    )


def _withdraw_invitations_by(one: RoleAssignment, *, by: Actor, at: datetime) -> None:
    """What someone no longer here has handed out must not let others in."""
    open_ones = Invitation.objects.filter(
        organization=one.organization,
        made_by=str(one.user_id),
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=at,
    )
    for invitation in list(open_ones):
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        record_event(
            "invitation.withdrawn",
            by=by,
            at=at,
            record=RecordRef("invitation", str(invitation.pk)),
            details={"role": invitation.role},
            organization_id=str(one.organization_id),
        )
