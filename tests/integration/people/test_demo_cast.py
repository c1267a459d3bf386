"""The cast of the demo: invented, complete, and loaded once."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from cast import AT, NAMES, Cast, build_cast, ensure_own_organization
from signing_in import PASSWORD, create_person
from stepwell.actions.demo_cast import load_cast
from stepwell.domain.access.roles import Role
from stepwell.domain.demo import cast as script
from stepwell.records.accounts.models import Organization, User
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client

EVERYONE = [
    "ana",
    "ben",
    "dana",
    "gil",
    "fay",
    "cora",
    "abe",
    "ida",
    "vic",
    "sol",
    "cleo",
    "pat",
    "dot",
]


def test_cast_is_the_one_that_permission_tables_use(cast: Cast) -> None:
    assert list(NAMES) == EVERYONE
    assert {one.role for one in script.PEOPLE} == set(Role)


def test_cast_each_holds_exactly_their_role(cast: Cast) -> None:
    for one in script.PEOPLE:
        assert cast.actor(one.username).roles == {one.role}
        assert cast.users[one.username].organization_ids(AT) == [
            str(cast.organizations[one.organization].pk)
        ]
    assert cast.user("dot") is None


def test_cast_is_loaded_once(cast: Cast) -> None:
    before = (User.objects.count(), Client.objects.count(), AuditEvent.objects.count())

    assert not load_cast(password=None, at=AT)
    assert (User.objects.count(), Client.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.django_db
def test_cast_keeps_the_administrator_who_is_there() -> None:
    abe = create_person("abe", is_administrator=True)

    cast = build_cast(password="another password of abe")

    again = User.objects.get(username="abe")
    assert again.pk == abe.pk
    assert again.is_administrator
    assert again.check_password(PASSWORD)
    assert cast.actor("abe").roles == {Role.ADMINISTRATOR}
    assert cast.users["ben"].check_password("another password of abe")


@pytest.mark.django_db
def test_own_organization_is_made_by_the_migration() -> None:
    migration = import_module("stepwell.records.accounts.migrations.0003_organizations")
    Organization.objects.filter(is_own=True).delete()

    migration.make_own_organization(apps, None)

    own = Organization.objects.get(is_own=True)
    assert ensure_own_organization() == own
    assert own.slug == "own"
