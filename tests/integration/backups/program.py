"""A small program with clients."""

from __future__ import annotations

from datetime import UTC, datetime

from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client

AT = datetime(2026, 11, 27, 3, tzinfo=UTC)


def add_program(slug: str = "harbor") -> Organization:
    return Organization.objects.create(
        slug=slug, name=slug, sender_name=slug, app_name=slug, created_at=AT
    )


def add_clients(organization: Organization, *names: str) -> None:
    Client.objects.bulk_create(
        [Client(organization=organization, name=name, created_at=AT) for name in names]
    )
