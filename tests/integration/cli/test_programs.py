"""`stepwell programs`, as typed: from the first program to closing it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from signing_in import sign_in
from stepwell.actions.register_keeping import plan_closing
from stepwell.cli.main import main
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import Organization, RoleAssignment, UserSession
from stepwell.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
Told = pytest.CaptureFixture[str]


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


def asked(told: Told, *words: str) -> Any:
    assert main(["programs", *words, "--json"]) == 0
    return json.loads(told.readouterr().out)


def refused(told: Told, *words: str) -> str:
    assert main(["programs", *words]) == 1
    out, error = told.readouterr()
    assert out == ""
    return error


def test_program_is_added_and_its_first_administrator_comes_in(
    cast: Cast, client: Client, capsys: Told
) -> None:
    assert main(["programs", "add", "lakeside", "--name", "Lakeside Center"]) == 0
    assert "stepwell programs invite lakeside" in capsys.readouterr().out

    path = asked(capsys, "invite", "lakeside", "--hours", "5")["path"]
    client.get(path)
    client.post("/welcome/", {"name": "Lea", "password": "mitten quarry lantern nine"})

    lakeside = Organization.objects.get(slug="lakeside")
    held = RoleAssignment.objects.get(organization=lakeside)
    assert (held.role, held.user.name) == (Role.ADMINISTRATOR, "Lea")
    reports = {one["slug"]: one for one in asked(capsys, "list")}
    assert reports["lakeside"]["staff"] == 1
    assert reports["own"]["is_own"]
    assert main(["programs", "list"]) == 0
    assert "Lakeside Center" in capsys.readouterr().out


def test_someone_who_signs_in_here_is_made_administrator(cast: Cast, capsys: Told) -> None:
    asked(capsys, "grant", "northgate", "ben")

    assert cast.users["ben"].as_actor(
        str(cast.organizations["northgate"].pk), timezone.now()
    ).roles == {Role.ADMINISTRATOR}
    assert "there already" in refused(capsys, "grant", "northgate", "ben")
    assert "Nobody here signs in" in refused(capsys, "grant", "northgate", "nobody")


def test_rename_changes_what_was_given_and_keeps_names_neutral(cast: Cast, capsys: Told) -> None:
    assert asked(capsys, "rename", "harbor", "--app-name", "Pier") == {
        "slug": "harbor",
        "changed": ["app_name"],
    }
    harbor = Organization.objects.get(slug="harbor")
    assert (harbor.name, harbor.app_name) == ("Harbor House", "Pier")
    event = AuditEvent.objects.get(event_type="organization.changed")
    assert (event.organization, event.actor_key) == (str(harbor.pk), "system:command-line")

    assert "tells strangers" in refused(capsys, "rename", "harbor", "--app-name", "Rehab")
    assert "Say what to change" in refused(capsys, "rename", "harbor")
    assert "stepwell programs list" in refused(capsys, "rename", "harbr", "--name", "X")


def plan(cast: Cast, days: int) -> None:
    at = timezone.now()
    day = at.date() + timedelta(days=days)
    director = cast.actor("gil")
    plan_closing(
        closes_on=day, is_taken_over=False, holder="H", holder_contact="1", by=director, at=at
    )


def test_close_waits_until_somebody_holds_the_records(cast: Cast, capsys: Told) -> None:
    close = ("close", "harbor", "--reason", "ended")

    assert "Closing the program" in refused(capsys, *close)
    plan(cast, 9)
    assert "people work there until then" in refused(capsys, *close)
    assert "cannot be closed" in refused(capsys, "close", "own", "--reason", "ended")
    assert not Organization.objects.exclude(closed_at=None).exists()


def test_close_shuts_everyone_out_at_once_and_reopen_lets_them_back(
    cast: Cast, client: Client, capsys: Told
) -> None:
    plan(cast, -1)
    sign_in(client, cast.users["ben"])
    member = Client()
    sign_in(member, cast.users["ana"], kind="member")
    assert client.get("/staff/clients/").status_code == 200

    assert asked(capsys, "close", "harbor", "--reason", "ended")["sessions_ended"] == 2

    assert client.get("/staff/clients/").status_code == 302
    assert not UserSession.objects.filter(ended_at=None).exists()
    own = str(cast.organizations["own"].pk)
    assert cast.users["ana"].organization_ids(timezone.now()) == [own]
    assert cast.users["ben"].organization_ids(timezone.now()) == []
    assert set(
        AuditEvent.objects.filter(event_type="organization.closed").values_list(
            "organization", "reason"
        )
    ) == {("installation", "ended"), (str(cast.organizations["harbor"].pk), "ended")}
    assert "is closed" in refused(capsys, "close", "harbor", "--reason", "ended")
    assert "is closed" in refused(capsys, "invite", "harbor")
    assert "is closed" in refused(capsys, "grant", "harbor", "cleo")

    asked(capsys, "reopen", "harbor")

    assert cast.actor("ben", at=timezone.now()).roles == {Role.COUNSELOR}
    assert "is not closed" in refused(capsys, "reopen", "harbor")


def test_close_of_a_program_that_never_had_a_client_needs_no_plan(cast: Cast, capsys: Told) -> None:
    asked(capsys, "add", "lakeside", "--name", "Lakeside")

    asked(capsys, "close", "lakeside", "--reason", "never_used")

    assert main(["programs", "list"]) == 0
    assert "closed 20" in capsys.readouterr().out
