"""Appointments, groups, courses and the log, through the pages of the staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.admissions import admitted
from signing_in import sign_in
from stepwell.actions.appointments import NewAppointment, book_appointment
from stepwell.actions.enrolling import enroll
from stepwell.domain.protocols.answers import Answers
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import Appointment, CareGroup, Encounter, Enrollment, GroupEvent
from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance

Enter = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def open_browser(name: str) -> Client:
        browser = Client()
        sign_in(browser, cast.users[name])
        return browser

    return open_browser


@pytest.fixture
def episode(cast: Cast) -> UUID:
    return admitted(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)


def course(cast: Cast, episode: UUID, slug: str, variant: str) -> UUID:
    return enroll(
        episode, slug, variant, Answers(), reason="Asked for it.", by=cast.actor("ben"), at=cast.at
    )


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def today() -> date:
    """On the program's wall."""
    return timezone.now().astimezone(ZoneInfo("America/New_York")).date()


def tomorrow() -> str:
    return (today() + timedelta(days=1)).isoformat()


def test_desk_books_without_seeing_why_and_the_counselor_sees_it(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    course(cast, episode, "match-tsf", "standard")
    ben = str(cast.users["ben"].pk)
    form = {
        "on": tomorrow(),
        "starts": "10:00",
        "minutes": "50",
        "staff": ben,
        "kind": "individual",
    }
    address = f"/staff/clients/{cast.client('ana').pk}/book/"

    assert "Planned for" not in text(enter("fay").get(address))
    assert "Planned for" in text(enter("ben").get(address))
    assert enter("fay").post(address, form).status_code == 302
    taken = enter("fay").post(address, form)
    assert taken.status_code == 422
    assert "has another appointment at that time" in text(taken)
    week = text(enter("ben").get("/staff/schedule/?span=week"))
    assert "Ana" in week
    assert "One to one" in week


def test_appointment_is_moved_called_off_taken_back_and_made_up(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    ben = enter("ben")
    new = NewAppointment(timezone.now() + timedelta(days=1), cast.users["ben"].pk)
    key = book_appointment(cast.client("ana").pk, new, by=cast.actor("ben"), at=timezone.now())
    given = {"on": tomorrow(), "starts": "23:00", "minutes": "30", "kind": "phone",
             "staff": str(cast.users["ben"].pk)}  # fmt: skip

    moved = ben.post(f"/staff/appointments/{key}/move/", given, follow=True)
    assert "By phone" in text(moved)
    other = Appointment.objects.exclude(pk=key).get()
    for event, shown in (
        ("call_off", "Called off"),
        ("reopen", "Booked"),
        ("cancel", "Cancelled by us"),
    ):
        page = ben.post(f"/staff/appointments/{other.pk}/settle/", {"event": event}, follow=True)
        assert f"<dd>{shown}" in text(page), event
    early = ben.post(f"/staff/appointments/{other.pk}/settle/", {"event": "hold"}, follow=True)
    assert "Choose what became of the appointment." in text(early)
    ben.post(
        f"/staff/clients/{cast.client('ana').pk}/book/?makes_up={other.pk}",
        given | {"starts": "22:00"},
    )
    assert Appointment.objects.filter(makes_up=other).exists()


def test_what_was_held_counts_only_as_the_rules_say_and_can_be_struck(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    key, ben = course(cast, episode, "match-tsf", "standard"), enter("ben")
    new = NewAppointment(timezone.now() - timedelta(hours=1), cast.users["ben"].pk)
    one = book_appointment(cast.client("ana").pk, new, by=cast.actor("ben"), at=cast.at)
    record = f"/staff/appointments/{one}/record/"

    page = text(ben.get(record))
    assert f"{key}:introduction" in page
    assert "Everyone has the four core topics, in this order." in page
    no = ben.post(
        record, {"outcome": "completed", "session": f"{key}:termination", "minutes": "50"}
    )
    assert no.status_code == 422
    ben.post(record, {"outcome": "completed", "session": f"{key}:introduction", "minutes": "55"})
    row = Encounter.objects.get()
    assert (row.session, row.minutes) == ("introduction", 55)
    shown = text(ben.get(f"/staff/courses/{key}/"))
    assert "Acceptance" in shown
    ben.post(f"/staff/encounters/{row.pk}/strike/", {"words": "Wrong day.", "course": str(key)})
    assert "Wrong day." in text(ben.get(f"/staff/courses/{key}/"))
    assert Appointment.objects.get(pk=one).status == "booked"


def test_chooser_names_everything_and_enrolls_only_with_a_reason(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    ben, base = enter("ben"), f"/staff/episodes/{episode}/"

    assert "Where are they seen?" in text(ben.get(f"{base}choose/"))
    found = text(ben.post(f"{base}choose/", {"format": "group", "beliefs": "secular"}))
    for title in ("Making AA Easier", "Network Support", "STAGE-12"):
        assert title in found
    assert "It is given in groups." in found
    given = {"format": "group", "beliefs": "secular", "chosen": "maaez:group", "reason": " "}
    refused = ben.post(f"{base}enroll/", given)
    assert refused.status_code == 422
    assert "Write why you chose this one." in text(refused)
    page = text(ben.post(f"{base}enroll/", given | {"reason": "Likes groups."}, follow=True))
    assert "What may come next, and why" in page
    assert "Likes groups." in page
    assert "Secular" in page


def test_course_changes_with_their_situation_and_is_stopped_and_resumed(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    key, ben = course(cast, episode, "cbt-tsf", "youth"), enter("ben")
    base = f"/staff/courses/{key}/"

    page = ben.post(f"{base}circumstances/", {"circumstance": "parent-takes-part"}, follow=True)
    assert "A parent or guardian takes part <span" in text(page)
    (spell,) = re.findall(r'name="spell" value="([^"]+)"', text(page))
    page = ben.post(f"{base}circumstances/end/", {"spell": spell}, follow=True)
    assert "until" in text(page)
    assert "Write why this ends." in text(ben.post(f"{base}stop/", {}, follow=True))
    assert "Moved away." in text(ben.post(f"{base}stop/", {"words": "Moved away."}, follow=True))
    assert "Under way" in text(ben.post(f"{base}resume/", follow=True))
    newest = text(ben.post(f"{base}upgrade/", follow=True))
    assert "in the newest version already" in newest


def test_group_is_begun_joined_held_cancelled_and_closed(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    course(cast, episode, "maaez", "group")
    ben, day = enter("ben"), today()
    yesterday = day - timedelta(days=1)
    begun = {
        "name": "Evenings", "weekday": str(yesterday.weekday()), "starts": "00:30",
        "minutes": "60", "starts_on": yesterday.isoformat(), "protocol": "maaez:group",
        "is_rolling": "on",
    }  # fmt: skip
    ben.post("/staff/groups/add/", begun)
    group = CareGroup.objects.get()
    base, ana = f"/staff/groups/{group.pk}/", str(cast.client("ana").pk)
    assert "Ana" in text(ben.post(f"{base}join/", {"client": ana}, follow=True))
    assert "Choose someone." in text(ben.post(f"{base}join/", {}, follow=True))
    group.members.update(joined_on=yesterday)
    past, coming = GroupEvent.objects.order_by("starts_at")[:2]
    event = f"/staff/group-events/{past.pk}/"
    assert "Ana" in text(ben.get(event))
    kept = ben.post(event, {f"p-{ana}": "came"}, follow=True)
    assert "Written down." in text(kept)
    assert Encounter.objects.filter(group_event=past).count() == 1
    ben.post(event, {f"p-{ana}": "came"})
    assert Encounter.objects.filter(group_event=past).count() == 1, "nothing differs"
    later = f"/staff/group-events/{coming.pk}/"
    page = ben.post(f"{later}cancel/", {"cause": "holiday", "moves_topics": "yes"}, follow=True)
    assert "Holiday" in text(page)
    assert "To come" in text(ben.post(f"{later}reopen/", follow=True))
    topic = ben.post(f"{later}topic/", {"session": "nonsense"}, follow=True)
    assert "Choose one of the topics of this group." in text(topic)
    only = ben.post(f"{base}leaders/end/", {"user": str(cast.users["ben"].pk)}, follow=True)
    assert "A group needs somebody who leads it." in text(only)
    assert "Choose the last day" in text(ben.post(f"{base}close/", {}, follow=True))
    ben.post(f"{base}close/", {"ends_on": day.isoformat()})
    assert CareGroup.objects.get().ends_on == day


def test_calendar_address_is_shown_once_read_without_signing_in_and_stops(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    ben = enter("ben")
    new = NewAppointment(timezone.now() + timedelta(days=1), cast.users["ben"].pk, room="Room 4")
    book_appointment(cast.client("ana").pk, new, by=cast.actor("ben"), at=timezone.now())

    page = text(ben.post("/staff/schedule/calendar/make/"))
    (path,) = re.findall(r"http://testserver(/staff/calendar/[\w-]+\.ics)", page)
    read = Client().get(path)

    assert read["Content-Type"].startswith("text/calendar")
    assert "no-store" in read["Cache-Control"] or "no-cache" in read["Cache-Control"]
    assert b"Room 4" in read.content
    assert b"Ana" not in read.content
    assert path not in text(ben.get("/staff/schedule/calendar/"))
    ben.post("/staff/schedule/calendar/stop/")
    assert Client().get(path).status_code == 404


def test_week_is_typed_in_shown_and_never_overwritten_unseen(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    ben, ana = enter("ben"), cast.client("ana").pk
    address = f"/staff/clients/{ana}/log/week/"
    day = today()
    given = {
        "source": "paper", "day-6": "abstinent", "day-5": "used", "amount-5": "4",
        "m0-on": day.isoformat(), "m0-meeting": "Noon Hour", "m0-fellowship": "aa",
        "m0-liking": "glad", "m0-deeds": ["spoke"], "m0-words": "Liked the quiet.",
        "check_on": day.isoformat(), "urge": "2", "mood": "6",
    }  # fmt: skip

    no_day = ben.post(address, {"source": "paper", "m1-meeting": "Lost?"})
    assert no_day.status_code == 422
    assert "Choose the day of this meeting." in text(no_day)
    assert "Lost?" in text(no_day)
    page = text(ben.post(address, given, follow=True))

    assert (DayReport.objects.count(), MeetingAttendance.objects.count()) == (2, 1)
    assert CheckIn.objects.get().answers == {"urge": 2, "mood": 6}
    for shown in ("Noon Hour", "Glad they went", "Liked the quiet.", "urge 2 of 4", "Used, 4"):
        assert shown in page, shown
    unseen = ben.post(address, {"source": "asked", "day-6": "used"})
    assert unseen.status_code == 422, "somebody wrote about that day and it was not seen"
    entry = MeetingAttendance.objects.get().pk
    ben.post(f"/staff/clients/{ana}/log/strike/", {"kind": "attendance", "entry": str(entry)})
    assert "Noon Hour" not in text(ben.get(f"/staff/clients/{ana}/log/"))
    assert "Ana" not in text(ben.get("/staff/paper-log/")).split("<body")[1]
    assert AuditEvent.objects.filter(event_type="care.changed").exists()


def test_schedule_and_groups_ask_the_same_number_of_questions_at_any_size(
    enter: Enter, cast: Cast, episode: UUID
) -> None:
    ben, by, counts = enter("ben"), cast.actor("ben"), []
    for size in (1, 6):
        for number in range(size):
            starts = timezone.now() + timedelta(days=1, hours=3 * size + number)
            new = NewAppointment(starts, cast.users["ben"].pk)
            book_appointment(cast.client("ana").pk, new, by=by, at=timezone.now())
            form = {"name": f"G{size}{number}", "weekday": str(number), "starts": "10:00",
                    "minutes": "60", "starts_on": tomorrow()}  # fmt: skip
            ben.post("/staff/groups/add/", form)
        for path in ("/staff/schedule/?span=week&whose=all", "/staff/groups/"):
            with CaptureQueriesContext(connection) as asked:
                assert ben.get(path).status_code == 200
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
    assert Enrollment.objects.count() == 0
