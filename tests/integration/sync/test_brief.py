"""GET /api/app/brief: what the program made for a member, and why there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.entries import made, sent
from factories.meetings import build_meeting, build_online_meeting, code_of, publish
from factories.session_runs import enrolled, routine, started, typed
from signing_in import sign_in
from stepwell.actions.appointments import NewAppointment, book_appointment, settle_appointment
from stepwell.actions.clients import close_client
from stepwell.actions.group_places import join_group, leave_group
from stepwell.actions.groups import NewGroup, make_group
from stepwell.actions.help_numbers import HelpNumberValues, add_help_number
from stepwell.actions.own_brief import open_own_brief
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.own_record import who_opened_mine
from stepwell.actions.recovery_tasks import NewTask, TaskAnswer, answer_task, give_task
from stepwell.actions.safety_plans import keep_plan
from stepwell.actions.session_ending import end_run
from stepwell.domain.care.appointments import AppointmentEvent
from stepwell.domain.protocols.items import TaskKind
from stepwell.domain.recovery.tasks import TaskState
from stepwell.domain.safety.plan import PlanPart
from stepwell.queries.registers import today_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import Enrollment

pytestmark = pytest.mark.django_db
ADDRESS = "/api/app/brief"
DAY = timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def _directory(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    publish(settings.SNAPSHOT_PATH, [build_meeting(), build_online_meeting()])


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def ask(cast: Cast) -> Ask:
    def asked(name: str = "ana") -> dict[str, Any]:
        browser = Browser()
        sign_in(browser, cast.users[name], kind="member")
        answer = browser.get(ADDRESS)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        found: dict[str, Any] = answer.json()
        return found

    return asked


def give(cast: Cast, title: str = "Call Bob", name: str = "ana", **more: Any) -> UUID:
    new = NewTask(title, TaskKind.CALL, **more)
    by = "ben" if name == "ana" else "dana"
    return give_task(cast.client(name).pk, new, by=cast.actor(by), at=cast.at)


def test_open_tasks_are_told_as_agreed_with_ones_own_word(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    due = today_of(cast.actor("ana"), now) + DAY
    first = give(cast, who="Bob", where="at home", when="at noon", due_on=due)
    settled, others = give(cast, "Read"), give(cast, "Another’s", "noel")
    answer_task(
        cast.client("ana").pk, settled, TaskAnswer(TaskState.DONE), by=cast.actor("ben"), at=now
    )
    body = {"task": str(first), "state": "partly", "words": "He was out."}
    exchange_entries(sent(made("task", body=body)), after=0, by=cast.actor("ana"), at=now)

    told = ask()

    (task,) = told["tasks"]
    assert task == {
        "id": str(first),
        "title": "Call Bob",
        "kind": "call",
        "who": "Bob",
        "where": "at home",
        "when": "at noon",
        "due_on": due.isoformat(),
        "given_on": today_of(cast.actor("ana"), cast.at).isoformat(),
        "code": "",
        "said": {"state": "partly", "words": "He was out."},
    }
    assert str(others) not in str(told)


def test_planned_meetings_come_with_time_and_place_and_gone_ones_are_named(
    cast: Cast, ask: Ask
) -> None:
    gone = code_of(50)
    for code in (code_of(0), code_of(1), gone, "not a code", ""):
        give(cast, f"Go {code}", code=code)

    planned = ask()["planned"]

    assert planned["meetings"]["meetings"]["name"] == ["Basement Lights", "Kitchen Table"]
    assert planned["meetings"]["places"][0][1] == "214 Harbor Street, Middletown, CT 06457"
    assert planned["gone"] == [gone, "not a code"]


def test_without_a_directory_the_rest_is_told(cast: Cast, ask: Ask, settings: Any) -> None:
    settings.SNAPSHOT_PATH = settings.SNAPSHOT_PATH.with_name("none.snapshot")
    give(cast, code=code_of(0))

    told = ask()

    assert len(told["tasks"]) == 1
    assert told["planned"] == {"meetings": None, "gone": []}
    assert told["why"]["planned"] == "no_directory"


def test_next_contacts_tell_when_and_where_and_nothing_of_why(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    course = enrolled(ana, by=ben, at=cast.at)
    start = now.replace(minute=0, second=0, microsecond=0) + 2 * DAY

    def book(starts_at: datetime, **more: Any) -> UUID:
        new = NewAppointment(starts_at, cast.users["ben"].pk, **more)
        return book_appointment(ana, new, by=ben, at=cast.at)

    later = book(start + DAY, enrollment_id=course, session="introduction", room="2")
    book(start, video_url="https://video.example.org/x")
    off = book(start + 2 * DAY)
    settle_appointment(off, AppointmentEvent.CALL_OFF, words="Work.", by=ben, at=now)
    assert later

    told = ask()

    assert [one["starts_at"] for one in told["contacts"]] == [
        f"{start:%Y-%m-%dT%H:%M:%SZ}",
        f"{start + DAY:%Y-%m-%dT%H:%M:%SZ}",
    ]
    assert told["contacts"][0]["video_url"] == "https://video.example.org/x"
    assert told["contacts"][1] == {
        "starts_at": f"{start + DAY:%Y-%m-%dT%H:%M:%SZ}",
        "minutes": 50,
        "kind": "individual",
        "room": "2",
        "video_url": "",
        "with": "Ben",
    }


def test_contact_is_told_until_it_is_over(cast: Cast, now: datetime) -> None:
    start = now + DAY
    new = NewAppointment(start, cast.users["ben"].pk, minutes=50)
    book_appointment(cast.client("ana").pk, new, by=cast.actor("ben"), at=cast.at)

    def told(minutes: int) -> int:
        at = start + timedelta(minutes=minutes)
        return len(open_own_brief(by=cast.actor("ana"), at=at).contacts)

    assert [told(49), told(50)] == [1, 0]


def test_group_is_told_while_one_belongs_to_it_and_not_by_name(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    enrolled(ana, by=ben, at=cast.at)
    today = today_of(cast.actor("ana"), now)
    soon = today + 2 * DAY
    group = make_group(
        NewGroup("Evening circle", soon.weekday(), time(17, 30), starts_on=today, room="4"),
        by=ben,
        at=cast.at,
    )
    # Comes in the day after the group’s first time.
    join_group(group, ana, on=soon + DAY, by=ben, at=cast.at)

    contacts = ask()["contacts"]
    assert contacts[0]["kind"] == "group"
    first = datetime.fromisoformat(contacts[0]["starts_at"]).astimezone(NEW_YORK)
    assert (first.date(), first.time()) == (soon + 7 * DAY, time(17, 30))
    assert (contacts[0]["room"], contacts[0]["with"]) == ("4", "")
    assert "Evening circle" not in str(contacts)
    assert len(contacts) == 5

    leave_group(group, ana, words="Moved.", by=ben, at=now)
    assert ask()["contacts"] == []


def test_plan_is_told_with_numbers_to_touch(cast: Cast, ask: Ask) -> None:
    keep_plan(
        cast.client("ana").pk,
        {PlanPart.PEOPLE: ["Maria 203-555-0142"], PlanPart.ALONE: ["Walk"]},
        is_made_together=True,
        replaces=None,
        by=cast.actor("ben"),
        at=cast.at,
    )

    plan = ask()["plan"]

    people = next(one for one in plan["parts"] if one["part"] == "people")
    assert plan["number"] == 1
    assert plan["made_by"] == cast.users["ben"].name
    assert people["heading"]
    assert [piece["dial"] for piece in people["entries"][0]] == ["", "+12035550142"]
    assert [one["number"] for one in plan["parts"]] == [1, 2, 3, 4, 5, 6]


def test_program_is_told_by_first_names_and_numbers(cast: Cast, ask: Ask) -> None:
    values = HelpNumberValues("Harbor’s night line", "(203) 555-0100", "Day and night")
    add_help_number(values, by=cast.actor("abe"), at=cast.at)

    program = ask()["program"]

    assert program["carers"] == [cast.users["ben"].name.split()[0]]
    assert program["numbers"][-1] == {
        "name": "Harbor’s night line",
        "phone": "(203) 555-0100",
        "dial": "+12035550100",
        "text": "",
        "hours": "Day and night",
    }


def test_course_gives_prompts_after_its_first_session_and_shapes_the_check_in(
    cast: Cast, now: datetime, ask: Ask
) -> None:
    ben, ana = cast.actor("ben", at=now), cast.client("ana").pk
    assert ask()["why"]["prompts"] == "no_course"
    course = enrolled(ana, by=ben, at=cast.at)
    before = ask()
    run = started(ana, course, "introduction", by=ben, at=now)
    typed(run, routine(run), by=ben, at=now)
    end_run(run, by=ben, at=now)

    after = ask()

    assert (before["journal"]["prompts"], before["why"]["prompts"]) == ([], "none_yet")
    assert before["check_in"] == {"asks": ["use", "urge"], "is_from_protocol": True}
    assert "introduction.journal" in [one["slug"] for one in after["journal"]["prompts"]]
    assert all(one["title"] for one in after["journal"]["prompts"])
    assert "prompts" not in after["why"]


def test_course_whose_files_are_gone_leaves_the_default(cast: Cast, ask: Ask) -> None:
    course = enrolled(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    row = Enrollment.objects.get(pk=course)
    row.content_hash = "other"
    row.save()

    told = ask()

    assert told["why"]["prompts"] == "not_installed"
    assert told["check_in"] == {
        "asks": ["use", "urge", "mood", "company"],
        "is_from_protocol": False,
    }


def test_member_without_a_program_is_told_so(ask: Ask) -> None:
    told = ask("pat")

    assert (told["tasks"], told["contacts"], told["plan"]) == ([], [], None)
    assert told["program"]["carers"] == []
    assert set(told["why"].values()) == {"no_program"}
    assert told["check_in"]["asks"]
    assert not AuditEvent.objects.filter(event_type="record.listed").exists()


def test_nothing_yet_is_told_part_by_part(ask: Ask) -> None:
    assert ask()["why"] == {
        "tasks": "none_yet",
        "contacts": "none_yet",
        "planned": "none_yet",
        "plan": "none_yet",
        "prompts": "no_course",
    }


def test_of_a_closed_record_only_the_plan_is_told(cast: Cast, now: datetime, ask: Ask) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    give(cast)
    plan = {PlanPart.ALONE: ["Walk"]}
    keep_plan(ana, plan, is_made_together=True, replaces=None, by=ben, at=cast.at)
    close_client(ana, by=ben, at=now)

    told = ask()

    assert told["plan"]["number"] == 1
    assert (told["tasks"], told["program"]["carers"]) == ([], [])
    assert told["why"] == dict.fromkeys(
        ("tasks", "contacts", "planned", "carers", "prompts"), "closed"
    )


def test_asking_is_in_the_trail_and_not_among_those_who_opened_the_record(
    cast: Cast, ask: Ask
) -> None:
    give(cast, "Call marmalade")
    later = timezone.now() + timedelta(minutes=1)
    before = who_opened_mine(by=cast.actor("ana"), at=later)

    ask()

    after = who_opened_mine(by=cast.actor("ana"), at=later)
    assert before is not None
    assert after is not None
    assert after.total == before.total
    event = AuditEvent.objects.filter(event_type="record.listed").latest("sequence")
    assert event.actor_key == cast.actor("ana").key
    assert '"brief"' in event.details
    assert "marmalade" not in event.details


@pytest.mark.parametrize(("name", "kind"), [("ben", "staff"), ("ben", "member"), ("sol", "member")])
def test_brief_is_refused_to_those_who_are_no_members(cast: Cast, name: str, kind: str) -> None:
    browser = Browser()
    sign_in(browser, cast.users[name], kind=kind)

    assert browser.get(ADDRESS).status_code == 403


def test_as_many_questions_for_many_tasks_as_for_one(cast: Cast, now: datetime) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            open_own_brief(by=cast.actor("ana"), at=now)
        return len(captured)

    give(cast, code=code_of(0))
    few = queries()
    for number in range(8):
        give(cast, f"Task {number}", code=code_of(1))

    assert queries() == few
