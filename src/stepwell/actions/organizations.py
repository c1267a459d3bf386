"""Setting up programs and the places where they work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import (
    check_can_create_organization,
    check_can_manage_organization,
    check_can_name_organization,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.people.neutral_words import telling_word
from stepwell.queries.found import found
from stepwell.queries.organizations import organization_of, organizations_run_by, site_of
from stepwell.records.accounts.models import Organization, Site

CHANGEABLE = frozenset({"name", "sender_name", "app_name", "time_zone"})
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", re.ASCII)


class OrganizationRefused(Exception):
    """What is wrong with the organization or site, and what to do."""


@dataclass(frozen=True, slots=True)
class NewOrganization:
    """sender_name, app_name: "" for the first word of the name."""

    slug: str
    name: str
    sender_name: str = ""
    app_name: str = ""
    time_zone: str = "America/New_York"


@dataclass(frozen=True, slots=True)
class NewSite:
    """time_zone: "" for the organization's."""

    name: str
    address: str = ""
    phone: str = ""
    phone_after_hours: str = ""
    time_zone: str = ""


@transaction.atomic
def create_organization(new: NewOrganization, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied: `by` does not operate the installation.
        OrganizationRefused: the slug is taken or none, a name is missing or tells too much.
    """
    check_can_create_organization(by)
    name = new.name.strip()
    if not _SLUG.fullmatch(new.slug):
        raise OrganizationRefused(
            f"The short name {new.slug!r} must be 3 to 40 small letters, digits or hyphens."
        )
    if Organization.objects.filter(slug=new.slug).exists():
        raise OrganizationRefused(f"There is already a program with the short name {new.slug!r}.")
    values = {
        "name": name,
        "sender_name": new.sender_name.strip() or name.partition(" ")[0],
        "app_name": new.app_name.strip() or name.partition(" ")[0],
        "time_zone": new.time_zone,
    }
    _check(values)
    one = Organization.objects.create(slug=new.slug, created_at=at, **values)
    record = RecordRef("organization", str(one.pk), one.slug)
    record_event("organization.created", by=by, at=at, record=record)
    record_event("organization.created", by=by, at=at, record=record, organization_id=str(one.pk))
    return one.pk


@transaction.atomic
def change_organization(
    changes: Mapping[str, str],
    *,
    organization_id: UUID | str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """
    Args:
        changes: new values by field, of those in CHANGEABLE.
        organization_id: None for the one `by` acts in.

    Raises:
        AccessDenied, NotFound: `by` is no administrator there, nor of the installation.
        OrganizationRefused: a field is not among those, or a value is not fit.
    """
    one = found(organizations_run_by(by), organization_id or by.organization_id)
    check_can_name_organization(by, str(one.pk))
    if unknown := set(changes) - CHANGEABLE:
        raise OrganizationRefused(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    values = {field: value.strip() for field, value in changes.items()}
    _check(values)
    for field, value in values.items():
        setattr(one, field, value)
    one.save(update_fields=[*values])
    record_event(
        "organization.changed",
        by=by,
        at=at,
        record=RecordRef("organization", str(one.pk), one.slug),
        details={"fields": sorted(values)},
        organization_id=str(one.pk),
    )


@transaction.atomic
def add_site(new: NewSite, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` is no administrator of an organization.
        OrganizationRefused: there is a site of this name, or the time zone is unknown.
    """
    check_can_manage_organization(by, by.organization_id)
    organization = organization_of(by)
    name, time_zone = new.name.strip(), new.time_zone or organization.time_zone
    _check({"name": name, "time_zone": time_zone})
    if Site.objects.filter(organization=organization, name=name).exists():
        raise OrganizationRefused(f"There is already a site called {name}.")
    site = Site.objects.create(
        organization=organization,
        name=name,
        address=new.address.strip(),
        phone=new.phone.strip(),
        phone_after_hours=new.phone_after_hours.strip(),
        time_zone=time_zone,
    )
    record_event("site.added", by=by, at=at, record=RecordRef("site", str(site.pk), name))
    return site.pk


@transaction.atomic
def close_site(site_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, or NotFound where it is no site of the organization."""
    check_can_manage_organization(by, by.organization_id)
    site = site_of(by, site_id)
    site.closed_at = at
    site.save(update_fields=["closed_at"])
    record_event("site.closed", by=by, at=at, record=RecordRef("site", str(site.pk), site.name))


def _check(values: Mapping[str, str]) -> None:
    for field, value in values.items():
        if not value:
            raise OrganizationRefused(f"The {field.replace('_', ' ')} is missing.")
        if len(value) > 120 or (field in {"sender_name", "app_name"} and len(value) > 40):
            raise OrganizationRefused(f"The {field.replace('_', ' ')} is too long.")
        if field in {"sender_name", "app_name"} and telling_word(value):
            raise OrganizationRefused(
                f"The {field.replace('_', ' ')} {value!r} tells strangers what this is about. "
                "It shows on lock screens and in mailboxes: choose a neutral one, such as Harbor."
            )
    if "time_zone" in values and values["time_zone"] not in available_timezones():
        raise OrganizationRefused(
            f"{values['time_zone']!r} is no time zone; use a name such as America/New_York."
        )
