"""At which of the program's sites a client is seen. It decides nothing about who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import ClientPage, open_client_page
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_move_client
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.queries.organizations import open_sites_of, sites_of
from stepwell.records.accounts.models import Site
from stepwell.records.people.models import Client


class MoveRefused(Exception):
    """Why the client was not moved, and what to do."""


@dataclass(frozen=True, slots=True)
class SiteChoice:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class MovePage:
    """sites: the open ones where the client is not yet."""

    page: ClientPage
    sites: tuple[SiteChoice, ...]


@transaction.atomic
def open_move_page(client_id: UUID | str, *, by: Actor, at: datetime) -> MovePage:
    """Raises AccessDenied or NotFound, before anyone is asked where to."""
    client = client_of(by, client_id)
    check_can_move_client(by, facts_of(client, by, at))
    choices = tuple(
        SiteChoice(one.pk, one.name) for one in open_sites_of(by) if one.pk != client.site_id
    )
    return MovePage(open_client_page(client_id, by=by, at=at), choices)


@transaction.atomic
def move_client(
    client_id: UUID | str, site_id: UUID | str | None, *, by: Actor, at: datetime
) -> None:
    """
    Args:
        site_id: None for a client who belongs to no site.

    Raises:
        AccessDenied, NotFound: `by` may not, or the client or the site is not of the organization.
        MoveRefused: the site or the record is closed, or the client is there already.
    """
    client = client_of(by, client_id)
    check_can_move_client(by, facts_of(client, by, at))
    client = Client.objects.select_for_update().get(pk=client.pk)
    site = None if site_id is None else found(sites_of(by), site_id)
    _check_can_arrive(client, site)
    left, client.site = client.site_id, site
    client.save(update_fields=["site"])
    sites = {"from_site": left, "to_site": site.pk if site else None}
    record_event(
        "record.moved",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={name: str(key) for name, key in sites.items() if key},
    )


def _check_can_arrive(client: Client, site: Site | None) -> None:
    if client.closed_at is not None:
        raise MoveRefused("This record is closed. Open it again first.")
    if site is not None and site.closed_at is not None:
        raise MoveRefused(f"{site.name} is closed. Choose a site that is open.")
    if client.site_id == (site.pk if site else None):
        raise MoveRefused("This client is there already.")
