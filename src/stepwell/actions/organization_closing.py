"""Closing a program to everyone, and opening it again. Its records stay where they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.organizations import OrganizationRefused
from stepwell.actions.roles import give_role
from stepwell.actions.sessions import end_sessions_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import check_can_close_organization
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.event_types.organizations import WHY_CLOSED
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.found import found
from stepwell.queries.organizations import organizations_run_by, own_organization
from stepwell.queries.registers import closing_of
from stepwell.queries.rights import day_there
from stepwell.records.accounts.models import Organization, RoleAssignment, User
from stepwell.records.people.models import Client


@transaction.atomic
def close_organization(organization_id: UUID | str, *, reason: str, by: Actor, at: datetime) -> int:
    """From now on nobody acts in it: all roles there rest and the sessions of those people end.

    Its members go on without a program. Nothing is erased.

    Args:
        reason: a code of WHY_CLOSED.

    Returns:
        How many sessions ended.

    Raises:
        AccessDenied, NotFound: `by` does not operate the installation, or there is no such program.
        OrganizationRefused: it is the installation's own, is closed already, or keeps records that
            nobody is named for yet.
    """
    check_can_close_organization(by)
    one = _locked(organization_id, by)
    if reason not in WHY_CLOSED:
        raise OrganizationRefused(f"Say why, by one of: {', '.join(WHY_CLOSED)}.")
    _check_may_rest(one, at)
    held = RoleAssignment.objects.held_at(at).filter(organization=one)
    people = sorted(set(held.values_list("user_id", flat=True)))
    _let_members_go_on(held.filter(role=Role.MEMBER), by=by, at=at)
    one.closed_at = at
    one.save(update_fields=["closed_at"])
    _record("organization.closed", one, reason, by=by, at=at)
    return sum(end_sessions_of(str(key), cause="role_ended", by=by, at=at) for key in people)


@transaction.atomic
def reopen_organization(organization_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Everyone has again the role they had, unless its own time is over by now.

    Raises:
        AccessDenied, NotFound: `by` does not operate the installation, or there is no such program.
        OrganizationRefused: it is not closed.
    """
    check_can_close_organization(by)
    one = _locked(organization_id, by)
    if one.closed_at is None:
        raise OrganizationRefused(f"{one.name} is not closed.")
    one.closed_at = None
    one.save(update_fields=["closed_at"])
    _record("organization.reopened", one, by=by, at=at)


def _locked(organization_id: UUID | str, by: Actor) -> Organization:
    return found(organizations_run_by(by).select_for_update(), organization_id)


def _check_may_rest(one: Organization, at: datetime) -> None:
    if one.is_own:
        raise OrganizationRefused(
            "Members without a program belong to the installation’s own; it cannot be closed."
        )
    if one.closed_at is not None:
        raise OrganizationRefused(f"{one.name} is closed already.")
    if not Client.objects.filter(organization=one, merged_into=None, erased_at=None).exists():
        return
    plan = closing_of(str(one.pk))
    if plan is None:
        raise OrganizationRefused(
            f"{one.name} keeps records of clients, and nobody is named who will hold them. Its "
            "director plans that first, under Privacy, Closing the program."
        )
    if plan.closes_on > day_there(one, at):
        raise OrganizationRefused(
            f"{one.name} is planned to close on {plan.closes_on:%B %-d, %Y}; people work there "
            "until then."
        )


def _let_members_go_on(held: models.QuerySet[RoleAssignment], *, by: Actor, at: datetime) -> None:
    """Each keeps an account, in the installation's own organization."""
    own = own_organization()
    there = RoleAssignment.objects.held_at(at).filter(organization=own, role=Role.MEMBER)
    for user in User.objects.filter(pk__in=held.values("user_id")).exclude(
        pk__in=there.values("user_id")
    ):
        give_role(user, Role.MEMBER, organization=own, by=by, at=at)


def _record(event: str, one: Organization, reason: str = "", *, by: Actor, at: datetime) -> None:
    """In the program's own trail and in that of the installation."""
    record = RecordRef("organization", str(one.pk), one.slug)
    for where in ("", str(one.pk)):
        record_event(event, by=by, at=at, record=record, reason=reason, organization_id=where)
