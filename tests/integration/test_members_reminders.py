"""A member's reminders: chosen on their page, read by a calendar program at a secret address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import Cast, build_cast, cast_of_yesterday
from factories.meetings import build_meeting, build_online_meeting, code_of, publish
from signing_in import sign_in
from stepwell.actions.appointments import NewAppointment, book_appointment, settle_appointment
from stepwell.actions.calendar_feeds import make_feed, read_feed
from stepwell.actions.clients import close_client
from stepwell.actions.reminders import (
    keep_reminders,
    make_reminder_address,
    open_reminders,
    read_reminders,
    revoke_reminder_address,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.appointments import AppointmentEvent
from stepwell.domain.people.neutral_words import telling_word
from stepwell.domain.recovery.reminders import ReminderTitle, ReminderWishes
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import RecoveryTask, ReminderCalendar

pytestmark = pytest.mark.django_db
HERE = "/me/reminders/"
DAY = timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")
FORM = {"title": "reminder", "minutes_before": "60", "has_appointments": "on"}


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


def signed_in(cast: Cast, name: str = "ana") -> Client:
    browser = Client()
    sign_in(browser, cast.users[name], kind="member")
    return browser


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def wish(cast: Cast, name: str = "ana", **more: Any) -> str:
    """The token of an address for someone who wishes so."""
    at = timezone.now()
    keep_reminders(ReminderWishes(**more), by=cast.actor(name, at=at), at=at)
    return make_reminder_address(by=cast.actor(name, at=at), at=at)


def booked(cast: Cast, in_days: int = 3) -> UUID:
    at = timezone.now()
    start = (at + in_days * DAY).replace(minute=0, second=0, microsecond=0)
    new = NewAppointment(start, cast.users["ben"].pk, room="Room 2")
    return book_appointment(cast.client("ana").pk, new, by=cast.actor("ben", at=at), at=at)


def test_member_chooses_makes_an_address_and_the_calendar_reads_it(cast: Cast) -> None:
    booked(cast)
    ana = signed_in(cast)
    form = FORM | {"at_1": "21:00", "days_1": ["1", "2", "3", "4", "5", "6", "7"]}

    assert "Kept." in text(ana.post(HERE, form, follow=True))
    page = text(ana.post(f"{HERE}address/"))
    address = page.partition('<p class="code">')[2].partition("</p>")[0]
    answer = Client().get(address)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    once, weekly = events(answer.content)
    assert weekly.decoded("dtstart").time().hour == 21
    assert weekly["rrule"]["byday"] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    assert once.decoded("duration") == timedelta(minutes=50)
    assert address not in text(ana.get(HERE)), "it is shown once"
    assert "It works." in text(ana.get(HERE))
    assert 'value="21:00"' in text(ana.get(HERE))


def test_calendar_says_when_and_nothing_else(cast: Cast) -> None:
    booked(cast)
    token = wish(cast, title=ReminderTitle.APP)

    data = read_reminders(token, at=timezone.now()).decode()

    assert data.count("SUMMARY:Harbor\r\n") == 1
    for word in ("Ana", "Whitlock", "Ben", "Room", "Harbor House", "LOCATION", "Stepwell"):
        assert word not in data
    assert not telling_word(data)
    assert "VALARM" in data


def test_address_works_until_it_is_stopped_or_made_anew_or_the_member_leaves(cast: Cast) -> None:
    at, ana = timezone.now(), cast.actor("ana")
    first = make_reminder_address(by=ana, at=at)
    second = make_reminder_address(by=ana, at=at)
    row = ReminderCalendar.objects.get()
    assert row.token_digest == sha256(second.encode()).hexdigest()
    assert second not in str(row.__dict__)
    for gone in (first, "", "none"):
        with pytest.raises(NotFound):
            read_reminders(gone, at=at)
    read_reminders(second, at=at)

    revoke_reminder_address(by=ana, at=at)
    revoke_reminder_address(by=ana, at=at)
    with pytest.raises(NotFound):
        read_reminders(second, at=at)
    third = make_reminder_address(by=ana, at=at)
    RoleAssignment.objects.filter(user=cast.users["ana"]).update(ends_at=at)

    with pytest.raises(NotFound):
        read_reminders(third, at=at + DAY)
    changes = AuditEvent.objects.filter(event_type="calendar_feed.changed")
    assert [one.details for one in changes.order_by("sequence")] == [
        '{"change":"made"}',
        '{"change":"made"}',
        '{"change":"revoked"}',
        '{"change":"made"}',
    ]


def test_unknown_address_is_not_found_and_sets_no_cookie() -> None:
    answer = Client().get("/me/calendar/none.ics")

    assert answer.status_code == 404
    assert not answer.cookies


def test_appointment_goes_when_it_is_called_off_and_when_the_record_closes(cast: Cast) -> None:
    at, ben = timezone.now(), cast.actor("ben")
    first = booked(cast, 3)
    booked(cast, 5)
    token = wish(cast)
    assert len(events(read_reminders(token, at=at))) == 2

    settle_appointment(first, AppointmentEvent.CALL_OFF, by=ben, at=at)
    assert len(events(read_reminders(token, at=at))) == 1
    close_client(cast.client("ana").pk, by=ben, at=at)

    assert events(read_reminders(token, at=at)) == []
    assert events(read_reminders(wish(cast, has_appointments=False), at=at)) == []


def test_entries_cannot_be_matched_with_those_of_the_staff(cast: Cast) -> None:
    at = timezone.now()
    booked(cast)
    theirs = events(read_feed(make_feed(by=cast.actor("ben"), at=at), at=at))
    token = wish(cast)

    ours = events(read_reminders(token, at=at))

    assert theirs[0].decoded("dtstart") == ours[0].decoded("dtstart")
    assert theirs[0]["uid"] != ours[0]["uid"]
    assert ours[0]["uid"] == events(read_reminders(token, at=at + DAY))[0]["uid"], "for ever"


@pytest.fixture
def listed(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    publish(settings.SNAPSHOT_PATH, [build_meeting("Basement Lights"), build_online_meeting()])


def taken_on(cast: Cast, code: str, at: datetime, **more: Any) -> RecoveryTask:
    return RecoveryTask.objects.create(
        client=cast.client("ana"),
        kind="attend",
        title="Go to Basement Lights",
        code=code,
        given_at=at,
        given_by="test",
        **more,
    )


def test_meeting_of_a_task_comes_at_its_time_in_the_directory(db: None, listed: None) -> None:
    cast = build_cast()
    at = datetime(2027, 3, 8, 12, tzinfo=UTC)  # a Monday; clocks go forward on the 14th
    taken_on(cast, code_of(0), at, due_on=date(2027, 3, 17))
    taken_on(cast, code_of(5), at)  # no longer listed
    token = wish(cast, has_meetings=True, has_appointments=False)

    found = events(read_reminders(token, at=at))

    starts = [one.decoded("dtstart").astimezone(NEW_YORK) for one in found]
    assert [(one.day, one.hour, one.minute) for one in starts] == [(10, 18, 30), (17, 18, 30)]
    assert found[1].decoded("dtstart") - found[0].decoded("dtstart") == 7 * DAY - timedelta(hours=1)
    assert all("LOCATION" not in one for one in found)
    assert not telling_word(read_reminders(token, at=at).decode())


def test_street_address_comes_only_where_it_was_switched_on(cast: Cast, listed: None) -> None:
    at = timezone.now()
    taken_on(cast, code_of(0), at)
    taken_on(cast, code_of(1), at)

    without = read_reminders(wish(cast, has_meetings=True), at=at).decode()
    found = events(read_reminders(wish(cast, has_meetings=True, with_address=True), at=at))

    assert "LOCATION" not in without
    places = {str(one.get("location", "")) for one in found}
    assert places == {"214 Harbor Street, Middletown, CT 06457, USA", ""}


def test_what_a_partner_took_on_is_in_nobodys_calendar(cast: Cast, listed: None) -> None:
    at = timezone.now()
    partner = ConjointPartner.objects.get(user=cast.users["sol"])
    taken_on(cast, code_of(0), at, partner_id=partner.pk)

    assert events(read_reminders(wish(cast, has_meetings=True), at=at)) == []


def test_member_without_a_program_has_times_of_their_own(cast: Cast) -> None:
    pat = signed_in(cast, "pat")
    form = {"title": "time", "minutes_before": "0", "at_2": "07:30", "days_2": ["6"]}

    pat.post(HERE, form)

    page = text(pat.get(HERE))
    assert "No program keeps a record of you here" in page
    at = timezone.now()
    (event,) = events(read_reminders(make_reminder_address(by=cast.actor("pat"), at=at), at=at))
    assert str(event["summary"]) == "Time for me"
    assert event.decoded("dtstart").isoweekday() == 6


def test_times_are_on_the_clock_of_the_person(cast: Cast) -> None:
    client = cast.client("ana")
    client.time_zone = "America/Chicago"
    client.save()
    form = FORM | {"at_1": "21:00", "days_1": ["1"]}
    ana = signed_in(cast)
    ana.post(HERE, form)
    assert "America/Chicago" in text(ana.get(HERE))

    at = timezone.now()
    token = make_reminder_address(by=cast.actor("ana"), at=at)
    (event,) = events(read_reminders(token, at=at))

    assert event["dtstart"].params["TZID"] == "America/Chicago"
    assert event.decoded("dtstart").hour == 21


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"at_1": "21:00"}, "Choose at least one day."),
        ({"days_1": ["1"]}, "Say at what time."),
        ({"at_1": "25:00", "days_1": ["1"]}, "Enter a valid time."),
        ({"title": "Go to the meeting"}, "Select a valid choice."),
        ({"minutes_before": "7"}, "Select a valid choice."),
    ],
)
def test_form_that_is_not_fit_is_shown_again(
    cast: Cast, spoilt: dict[str, Any], words: str
) -> None:
    answer = signed_in(cast).post(HERE, FORM | spoilt)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not ReminderCalendar.objects.exists()


def test_reminders_are_for_members(cast: Cast) -> None:
    for name in ("ben", "sol", "vic", "abe"):
        actor = cast.actor(name)
        with pytest.raises(AccessDenied):
            open_reminders(by=actor)
        with pytest.raises(AccessDenied):
            make_reminder_address(by=actor, at=cast.at)
        with pytest.raises(AccessDenied):
            revoke_reminder_address(by=actor, at=cast.at)
        with pytest.raises(AccessDenied):
            keep_reminders(ReminderWishes(), by=actor, at=cast.at)


def test_page_is_linked_from_the_plan_and_from_the_account(cast: Cast) -> None:
    ana = signed_in(cast)

    for page in ("/me/safety-plan/", "/account/"):
        assert 'href="/me/reminders/"' in text(ana.get(page))
