"""The standing cast over two programs, as rows and as actors.

    cast = build_cast()
    cast.actor("ben"), cast.user("ana"), cast.client("una")

`dot` is a visitor who never signs in: `cast.user("dot")` is None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from operator import eq
from zoneinfo import ZoneInfo

from django.utils import timezone

from cast_rows import load_rows
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.origin import WEB
from stepwell.domain.demo import cast as script
from stepwell.queries.organizations import own_organization
from stepwell.records.accounts.models import Organization, User
from stepwell.records.people.models import Client

NAMES = (*(one.username for one in script.PEOPLE), "dot")
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""When everyone got their role."""


@dataclass(frozen=True, slots=True)
class Cast:
    """users: by username. clients: by key. organizations: by slug, "own" among them."""

    users: dict[str, User]
    clients: dict[str, Client]
    organizations: dict[str, Organization]
    at: datetime

    def user(self, name: str) -> User | None:
        assert name in NAMES, f"{name} is not in the cast"
        return self.users.get(name)

    def client(self, key: str) -> Client:
        return self.clients[key]

    def organization_of(self, name: str) -> Organization:
        (slug,) = {one.organization for one in script.PEOPLE if one.username == name}
        return self.organizations[slug]

    def actor(
        self, name: str, *, at: datetime | None = None, has_second_factor: bool = True
    ) -> Actor:
        """As signed in to their program, with the roles held at this instant."""
        actor = self.users[name].as_actor(str(self.organization_of(name).pk), at or self.at)
        return replace(actor, has_second_factor=has_second_factor, origin=WEB)


def build_cast(at: datetime = AT, *, password: str | None = None) -> Cast:
    """Load the cast into an empty database; all rows start at `at`."""
    ensure_own_organization(at)
    return _loaded(load_rows(at, password=password, fits=eq))


def cast_of_yesterday() -> Cast:
    """For tests of now: everyone got their role a day ago or some minutes earlier (`cast.at`)."""
    at = timezone.now() - timedelta(days=1)
    ensure_own_organization(at)
    return _loaded(load_rows(at, password=None, fits=_is_nearly))


def _is_nearly(kept: datetime, wanted: datetime) -> bool:
    """Less than ten minutes earlier and on the same day, in the program's zone and in UTC."""
    days = [
        {one.astimezone(zone).date() for one in (kept, wanted)}
        for zone in (UTC, ZoneInfo("America/New_York"))
    ]
    return kept <= wanted < kept + timedelta(minutes=10) and all(len(one) == 1 for one in days)


def _loaded(at: datetime) -> Cast:
    own = own_organization()
    return Cast(
        users={user.username: user for user in User.objects.all()},
        clients={one.key: _client_named(one.name) for one in script.CLIENTS},
        organizations={
            **{one.slug: one for one in Organization.objects.exclude(pk=own.pk)},
            script.OWN: own,
        },
        at=at,
    )


def ensure_own_organization(at: datetime = AT) -> Organization:
    """The row a migration makes, which a test that empties the tables takes away."""
    own, _ = Organization.objects.get_or_create(
        is_own=True,
        defaults={
            "slug": "own",
            "name": "Members without a program",
            "sender_name": "Daybook",
            "app_name": "Daybook",
            "created_at": at,
        },
    )
    return own


def _client_named(name: str) -> Client:
    return Client.objects.get(name_index=name)
