"""Home, people and roles, the program, teams, the trail and health."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cast import Cast
from signing_in import create_person, sign_in
from stepwell.actions import audit_reading
from stepwell.actions.invitations import make_invitation
from stepwell.actions.job_runs import record_heartbeat
from stepwell.actions.teams import create_team, join_team
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import Organization, RoleAssignment, Site, UserSession
from stepwell.records.people.models import Team, TeamMembership

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
STAFF = ("ben", "dana", "gil", "fay", "cora", "abe", "ida", "cleo")


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def operator(client: Client) -> Client:
    """The administrator of the installation, who works in no program."""
    sign_in(client, create_person("op", is_administrator=True))
    return client


@pytest.mark.parametrize("name", STAFF)
def test_home_says_what_needs_doing(enter: Enter, name: str) -> None:
    answer = enter(name).get("/staff/")
    (sentence,) = re.findall(r'<p class="lede">(.*?)</p>', text(answer), re.DOTALL)

    assert answer.status_code == 200
    wanted = {"dana": "1 client is in nobody’s care yet."}.get(name, "Nothing waits for you.")
    assert wanted in sentence


def test_home_counts_open_invitations(enter: Enter, cast: Cast) -> None:
    make_invitation(Role.MEMBER, by=cast.actor("ben"), at=timezone.now())

    assert "1 invitation of yours has not been taken up" in text(enter("ben").get("/staff/"))


@pytest.mark.parametrize("name", ["ana", "vic", "sol", "pat"])
def test_home_is_refused_to_those_who_do_not_work_here(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/").status_code == 403


def test_home_without_second_factor_says_how_and_nothing_else(enter: Enter) -> None:
    page = text(enter("dana", has_second_factor=False).get("/staff/"))

    assert "Set it up" in page
    assert "nobody’s care" not in page


@pytest.mark.parametrize("name", STAFF)
def test_every_entry_of_the_rail_opens(enter: Enter, name: str) -> None:
    """The menu offers nobody a page that is refused."""
    browser = enter(name)
    rail = text(browser.get("/staff/")).partition('<header class="rail">')[2]
    links = re.findall(r'href="(/staff/[^"]*)"', rail.partition("</header>")[0])

    assert links
    assert [link for link in links if browser.get(link).status_code != 200] == []


@pytest.mark.parametrize("name", ["abe", "dana", "gil"])
def test_people_are_listed(enter: Enter, name: str) -> None:
    page = text(enter(name).get("/staff/people/"))

    assert "Ben Okafor" in page
    assert "Cleo Varga" not in page


def test_people_for_the_coordinator_are_volunteers(enter: Enter) -> None:
    page = text(enter("cora").get("/staff/people/"))

    assert ">Vic<" in page
    assert "Ben Okafor" not in page


@pytest.mark.parametrize("name", ["ben", "fay", "ida", "vic", "ana"])
def test_people_are_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/people/").status_code == 403


def test_role_is_given_and_ended(enter: Enter, cast: Cast) -> None:
    browser = enter("abe")
    data = {"username": "ben", "role": "supervisor"}
    assert browser.post("/staff/people/role/", data)["Location"] == "/staff/people/"
    given = RoleAssignment.objects.get(user=cast.users["ben"], role="supervisor")

    browser.post(f"/staff/people/role/{given.pk}/end/")
    given.refresh_from_db()
    assert given.ends_at is not None


def test_role_that_ends_signs_out_at_once(enter: Enter, cast: Cast) -> None:
    UserSession.objects.create(
        user=cast.users["ben"],
        key_digest="x" * 64,
        kind="staff",
        began_at=cast.at,
        last_seen_at=cast.at,
    )
    held = RoleAssignment.objects.get(user=cast.users["ben"])

    enter("abe").post(f"/staff/people/role/{held.pk}/end/")

    assert not UserSession.objects.filter(user=cast.users["ben"], ended_at=None).exists()


def test_role_refused_keeps_what_was_typed(enter: Enter) -> None:
    answer = enter("abe").post(
        "/staff/people/role/", {"username": "cleo", "role": "counselor", "ends_on": "2030-01-31"}
    )

    assert answer.status_code == 422
    assert "Invite them instead" in text(answer)
    assert all(f'value="{one}"' in text(answer) for one in ("cleo", "2030-01-31"))


@pytest.mark.parametrize("path", ["/staff/people/role/", "end"])
def test_roles_need_a_recent_proof_of_who_it_is(enter: Enter, cast: Cast, path: str) -> None:
    held = RoleAssignment.objects.get(user=cast.users["ben"])
    path = f"/staff/people/role/{held.pk}/end/" if path == "end" else path
    answer = enter("abe", is_confirmed=False).post(path, {"username": "ben", "role": "director"})

    assert answer["Location"].startswith("/account/confirm/")
    assert RoleAssignment.objects.filter(user=cast.users["ben"], ends_at=None).count() == 1


@pytest.mark.parametrize("name", ["gil", "fay", "ida", "ben", "dana"])
def test_roles_are_given_by_no_others(enter: Enter, cast: Cast, name: str) -> None:
    browser, held = enter(name), RoleAssignment.objects.get(user=cast.users["vic"])

    answer = browser.post("/staff/people/role/", {"username": "vic", "role": "counselor"})
    assert answer.status_code == 403
    assert browser.post(f"/staff/people/role/{held.pk}/end/").status_code == 403


def test_role_of_another_program_does_not_exist(enter: Enter, cast: Cast) -> None:
    held = RoleAssignment.objects.get(user=cast.users["cleo"])

    assert enter("abe").post(f"/staff/people/role/{held.pk}/end/").status_code == 404


def test_people_ask_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, harbor, counts = enter("abe"), cast.organizations["harbor"], []
    for size in (2, 8):
        for number in range(size):
            RoleAssignment.objects.create(
                user=create_person(f"p{size}-{number}", password=None),
                organization=harbor,
                role=Role.COUNSELOR,
                starts_at=cast.at,
                granted_by="test",
            )
        with CaptureQueriesContext(connection) as asked:
            browser.get("/staff/people/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


NAMES = {"name": "Harbor House", "sender_name": "Quay", "app_name": "Quay"}
ZONE = {"time_zone": "America/Chicago"}


def test_program_names_are_changed(enter: Enter, cast: Cast) -> None:
    enter("abe").post("/staff/program/", NAMES | ZONE)

    harbor = Organization.objects.get(pk=cast.organizations["harbor"].pk)
    assert (harbor.sender_name, harbor.time_zone) == ("Quay", "America/Chicago")


def test_program_names_that_tell_too_much_are_refused(enter: Enter, cast: Cast) -> None:
    answer = enter("abe").post("/staff/program/", NAMES | ZONE | {"sender_name": "Sober Days"})

    assert answer.status_code == 422
    assert "tells strangers what this is about" in text(answer)
    assert 'value="Sober Days"' in text(answer)
    assert "must not say what the program" in text(answer)


def test_site_is_added_and_closed(enter: Enter, cast: Cast) -> None:
    browser = enter("abe")
    browser.post("/staff/program/sites/add/", {"name": "North pier"})
    site = Site.objects.get(organization=cast.organizations["harbor"])
    assert "North pier" in text(browser.get("/staff/program/"))

    browser.post(f"/staff/program/sites/{site.pk}/close/")
    site.refresh_from_db()
    assert site.closed_at is not None


def test_site_refused_keeps_what_was_typed(enter: Enter) -> None:
    answer = enter("abe").post(
        "/staff/program/sites/add/", {"name": "Pier", "time_zone": "Nowhere"}
    )

    assert answer.status_code == 422
    assert "is no time zone" in text(answer)
    assert all(f'value="{one}"' in text(answer) for one in ("Pier", "Nowhere"))


def test_site_of_another_program_does_not_exist(enter: Enter, cast: Cast) -> None:
    theirs = Site.objects.create(
        organization=cast.organizations["northgate"], name="N", time_zone="UTC"
    )

    assert enter("abe").post(f"/staff/program/sites/{theirs.pk}/close/").status_code == 404


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "cora", "ida", "vic", "ana"])
def test_program_is_refused_to_others(enter: Enter, name: str) -> None:
    browser = enter(name)

    assert browser.get("/staff/program/").status_code == 403
    assert browser.post("/staff/program/", NAMES | ZONE).status_code == 403
    assert browser.post("/staff/program/sites/add/", {"name": "X"}).status_code == 403


def test_team_is_made_joined_and_left(enter: Enter, cast: Cast) -> None:
    browser, ben = enter("abe"), cast.users["ben"]
    browser.post("/staff/teams/", {"name": "Night team"})
    team = Team.objects.get(name="Night team")
    browser.post("/staff/teams/join/", {"team": str(team.pk), "user": str(ben.pk)})
    assert TeamMembership.objects.filter(team=team, user=ben, ends_at=None).exists()

    browser.post(f"/staff/teams/{team.pk}/leave/", {"user": str(ben.pk)})
    assert not TeamMembership.objects.filter(team=team, user=ben, ends_at=None).exists()


def test_team_refused_says_why(enter: Enter, cast: Cast) -> None:
    browser = enter("abe")
    answer = browser.post("/staff/teams/", {"name": "Day team"})
    assert answer.status_code == 422
    assert "already a team called Day team" in text(answer)

    team = Team.objects.get(name="Day team")
    data = {"team": str(team.pk), "user": str(cast.users["ben"].pk)}
    answer = browser.post("/staff/teams/join/", data)
    assert answer.status_code == 422
    assert "in the team already" in text(answer)


def test_team_takes_nobody_of_another_program(enter: Enter, cast: Cast) -> None:
    team = Team.objects.get(name="Day team")
    data = {"team": str(team.pk), "user": str(cast.users["cleo"].pk)}

    assert enter("abe").post("/staff/teams/join/", data).status_code == 422
    assert not TeamMembership.objects.filter(user=cast.users["cleo"]).exists()


def test_nobody_puts_themselves_into_a_team(enter: Enter, cast: Cast) -> None:
    team = create_team("Other", by=cast.actor("abe"), at=cast.at)
    data = {"team": str(team), "user": str(cast.users["dana"].pk)}

    assert enter("dana").post("/staff/teams/join/", data).status_code == 403


@pytest.mark.parametrize("name", ["ben", "gil", "fay", "cora", "ida", "vic"])
def test_teams_are_refused_to_others(enter: Enter, name: str) -> None:
    browser = enter(name)

    assert browser.get("/staff/teams/").status_code == 403
    assert browser.post("/staff/teams/", {"name": "X"}).status_code == 403


def test_teams_ask_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, abe, counts = enter("abe"), cast.actor("abe"), []
    for size in (2, 8):
        for number in range(size):
            team = create_team(f"Team {size} {number}", by=abe, at=cast.at)
            join_team(team, cast.users["ben"].pk, by=abe, at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            browser.get("/staff/teams/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_trail_is_read_by_the_auditor_and_names_no_client(enter: Enter, cast: Cast) -> None:
    enter("ben").get(f"/staff/clients/{cast.client('ana').pk}/")
    page = text(enter("ida").get("/staff/trail/"))

    assert "record.viewed" in page
    assert "Ben Okafor" in page
    assert "Whitlock" not in page
    assert "Cleo" not in page


def test_trail_is_narrowed_and_paged(
    enter: Enter, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading, "PER_PAGE", 2)
    browser, ben = enter("ida"), enter("ben")
    for _ in range(3):
        ben.get("/staff/clients/")
    page = text(browser.get("/staff/trail/", {"actor": str(cast.users["ben"].pk)}))
    assert "1 to 2 of " in page
    assert f"actor={cast.users['ben'].pk}&amp;page=2" in page

    none = text(browser.get("/staff/trail/", {"first_day": "2031-01-01"}))
    assert "No event fits" in none


def test_trail_filter_that_is_no_day_is_refused(enter: Enter) -> None:
    answer = enter("ida").get("/staff/trail/", {"first_day": "soon"})

    assert answer.status_code == 422
    assert 'value="soon"' in text(answer)


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "cora", "abe", "vic", "ana"])
def test_trail_is_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/trail/").status_code == 403


def test_trail_of_the_installation_is_its_administrators(operator: Client, cast: Cast) -> None:
    page = text(operator.get("/staff/trail/"))

    assert "organization.created" in page
    assert "Ben Okafor" not in page


@pytest.mark.parametrize("name", STAFF)
def test_health_is_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/health/").status_code == 403


def test_health_tells_of_the_worker_and_of_what_failed(operator: Client) -> None:
    record_heartbeat(timezone.now())
    DBTaskResult.objects.create(
        task_path="stepwell.jobs.tasks.deliver_notice",
        args_kwargs={"args": ["secret-id"], "kwargs": {}},
        queue_name="default",
        priority=0,
        backend_name="default",
        status=TaskResultStatus.FAILED,
        exception_class_path="builtins.OSError",
        traceback="secret traceback",
        finished_at=timezone.now() - timedelta(minutes=3),
    )
    page = text(operator.get("/staff/health/"))

    assert all(words in page for words in ("deliver_notice", "OSError", "worker", "backup"))
    assert "secret" not in page
