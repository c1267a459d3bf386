"""Booking, moving, calling off, and what happened; the schedule; the calendar of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cast import Cast
from factories.admissions import admitted
from stepwell.actions.appointments import (
    NewAppointment,
    book_appointment,
    move_appointment,
    settle_appointment,
)
from stepwell.actions.calendar_feeds import feed_made_at, make_feed, read_feed, revoke_feed
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.encounters import (
    NewEncounter,
    record_appointment,
    record_contact,
    strike_encounter,
)
from stepwell.actions.enrolling import enroll
from stepwell.actions.enrollment_reading import EnrollmentPage, open_enrollment
from stepwell.actions.roles import end_role
from stepwell.actions.schedule_reading import open_appointment, open_schedule
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.appointments import AppointmentEvent, AppointmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.care.models import Appointment, CalendarFeed, Encounter

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def slot(cast: Cast, by: str = "ben", **more: object) -> NewAppointment:
    fields = {"starts_at": cast.at + HOUR, "staff_id": cast.users[by].pk} | more
    return NewAppointment(**fields)  # type: ignore[arg-type]


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def course(cast: Cast, ben: Actor) -> tuple[UUID, UUID]:
    """Ana’s episode, and her enrollment in the network protocol."""
    episode = admitted(cast.client("ana").pk, by=ben, at=cast.at)
    enrolled = enroll(
        episode, "network-support", "standard", Answers(), reason="A test.", by=ben, at=cast.at
    )
    return episode, enrolled


def page(enrolled: UUID, by: Actor, at: datetime) -> EnrollmentPage:
    return open_enrollment(enrolled, by=by, at=at)


def next_of(enrolled: UUID, by: Actor, at: datetime) -> list[str]:
    return [one.session for one in page(enrolled, by, at).course.next]


def test_front_desk_books_moves_and_calls_off_and_reads_nothing_clinical(
    cast: Cast, ben: Actor
) -> None:
    fay, ana = cast.actor("fay"), cast.client("ana").pk
    first = book_appointment(ana, slot(cast, room="2"), by=fay, at=cast.at)
    second = move_appointment(first, slot(cast, starts_at=cast.at + 3 * HOUR), by=fay, at=cast.at)
    settle_appointment(
        second, AppointmentEvent.CALL_OFF, words="Her bus broke down.", by=fay, at=cast.at
    )

    (day,) = open_schedule(by=fay, at=cast.at)
    assert [(one.name, one.status) for one in day.appointments] == [
        ("Ana", AppointmentState.CALLED_OFF)
    ]
    seen = open_appointment(second, by=fay, at=cast.at)
    assert (seen.words, seen.may_record) == ("", False)
    assert open_appointment(second, by=ben, at=cast.at).words == "Her bus broke down."
    assert open_appointment(first, by=fay, at=cast.at).moved_to == second
    with pytest.raises(CareRefused, match="moved to another time"):
        settle_appointment(first, AppointmentEvent.CALL_OFF, by=fay, at=cast.at)
    with pytest.raises(NotFound):
        open_appointment(first, by=cast.actor("cleo"), at=cast.at)


def test_nobody_is_in_two_places_at_once(cast: Cast, ben: Actor) -> None:
    dana, noel = cast.actor("dana"), cast.client("noel").pk
    book_appointment(cast.client("ana").pk, slot(cast), by=ben, at=cast.at)
    late = slot(cast, starts_at=cast.at + HOUR + timedelta(minutes=49))

    with pytest.raises(CareRefused, match="Whoever sees them"):
        book_appointment(noel, late, by=dana, at=cast.at)
    with pytest.raises(CareRefused, match="This person has"):
        book_appointment(
            cast.client("ana").pk,
            replace(late, staff_id=cast.users["dana"].pk),
            by=ben,
            at=cast.at,
        )
    after = replace(late, starts_at=cast.at + HOUR + timedelta(minutes=50))
    book_appointment(noel, after, by=dana, at=cast.at)


def test_what_is_not_fit_is_refused(cast: Cast, ben: Actor) -> None:
    ana = cast.client("ana").pk
    for more, told in (
        ({"minutes": 4}, "minutes"),
        ({"video_url": "http://example.org/room"}, "https"),
        ({"session": "network-map"}, "which course"),
    ):
        with pytest.raises(CareRefused, match=told):
            book_appointment(ana, slot(cast, **more), by=ben, at=cast.at)
    for staff in ("fay", "cleo", "vic"):
        with pytest.raises(NotFound):
            book_appointment(ana, slot(cast, by=staff), by=ben, at=cast.at)
    with pytest.raises(AccessDenied):
        book_appointment(cast.client("noel").pk, slot(cast), by=ben, at=cast.at)
    coming = book_appointment(ana, slot(cast), by=ben, at=cast.at)
    for event in (AppointmentEvent.MISS, AppointmentEvent.HOLD):
        with pytest.raises(CareRefused):
            settle_appointment(coming, event, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="still to come"):
        record_appointment(coming, NewEncounter(), by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="not in care"):
        record_appointment(coming, NewEncounter(), by=ben, at=cast.at + 2 * HOUR)


def test_what_happened_becomes_what_may_come_next(
    cast: Cast, ben: Actor, course: tuple[UUID, UUID]
) -> None:
    _, enrolled = course
    ana, at = cast.client("ana").pk, cast.at
    first = next_of(enrolled, ben, at)
    planned = slot(cast, enrollment_id=enrolled, session=first[0])
    booked = book_appointment(ana, planned, by=ben, at=at)
    held = NewEncounter(enrollment_id=enrolled, session=first[0])
    encounter = record_appointment(booked, held, by=ben, at=at + 2 * HOUR)

    seen = page(enrolled, ben, at + DAY)
    assert first[0] not in [one.session for one in seen.course.next]
    assert seen.course.stands
    assert seen.course.stands.done == (first[0],)
    assert all(one.reasons for one in seen.course.next), "each says which rule offers it"
    assert all(one.words for one in seen.rules.not_yet)
    assert [(one.title, one.recorded_by) for one in seen.encounters] == [
        (dict(seen.rules.sessions)[first[0]], "Ben Okafor")
    ]
    assert Appointment.objects.get(pk=booked).status == AppointmentState.HELD

    with pytest.raises(CareRefused, match="what was wrong"):
        strike_encounter(encounter, words=" ", by=ben, at=at + DAY)
    strike_encounter(encounter, words="It was the other Ana.", by=ben, at=at + DAY)
    assert next_of(enrolled, ben, at + DAY) == first
    assert Appointment.objects.get(pk=booked).status == AppointmentState.BOOKED
    again = page(enrolled, ben, at + DAY).encounters
    assert [one.struck_words for one in again] == ["It was the other Ana."]


def test_session_against_a_rule_needs_a_reason_or_is_refused(
    cast: Cast, ben: Actor, course: tuple[UUID, UUID]
) -> None:
    episode, enrolled = course
    seen = page(enrolled, ben, cast.at)
    later = next(one for one in seen.rules.not_yet if one.may_override)
    alone = SessionKind.INDIVIDUAL
    on = date(2026, 11, 25)
    new = NewEncounter(enrollment_id=enrolled, session=later.session)

    with pytest.raises(CareRefused) as refused:
        record_contact(episode, alone, on, new, by=ben, at=cast.at)
    assert str(refused.value) == later.words
    record_contact(
        episode, alone, on, replace(new, reason="She leaves for a month."), by=ben, at=cast.at
    )
    assert Encounter.objects.get().reason == "She leaves for a month."
    for day in (on - DAY, on + DAY):
        with pytest.raises(CareRefused, match="Choose a day"):
            record_contact(episode, alone, day, new, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="no such session"):
        record_contact(episode, alone, on, replace(new, session="no-such"), by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="left out"):
        record_contact(
            episode,
            alone,
            on,
            replace(new, session=seen.course.next[0].session, skipped=("no-such",)),
            by=ben,
            at=cast.at,
        )


def test_session_that_was_missed_is_offered_again_and_can_be_taken_back(
    cast: Cast, ben: Actor, course: tuple[UUID, UUID]
) -> None:
    _, enrolled = course
    ana, fay, at = cast.client("ana").pk, cast.actor("fay"), cast.at
    session = next_of(enrolled, ben, at)[0]
    planned = slot(cast, enrollment_id=enrolled, session=session)
    booked = book_appointment(ana, planned, by=ben, at=at)

    settle_appointment(booked, AppointmentEvent.MISS, by=fay, at=at + 2 * HOUR)

    seen = page(enrolled, ben, at + DAY)
    assert [(one.outcome, one.told_before) for one in seen.encounters] == [(Outcome.MISSED, False)]
    assert next(one for one in seen.course.next if one.session == session)
    again = slot(
        cast,
        enrollment_id=enrolled,
        session=session,
        starts_at=at + DAY,
        makes_up_id=booked,
    )
    made_up = book_appointment(ana, again, by=ben, at=at + 3 * HOUR)
    assert open_appointment(made_up, by=ben, at=at).makes_up == at + HOUR
    settle_appointment(booked, AppointmentEvent.REOPEN, by=fay, at=at + 4 * HOUR)
    seen = page(enrolled, ben, at + DAY)
    assert seen.course.stands
    assert seen.course.stands.dose.contacts == 0
    assert not Encounter.objects.standing().exists()
    settle_appointment(booked, AppointmentEvent.CANCEL, by=fay, at=at + 4 * HOUR)
    assert not Encounter.objects.standing().exists(), "the program’s doing is nobody’s absence"


def test_schedule_shows_to_each_what_they_may_see(cast: Cast, ben: Actor) -> None:
    dana, fay = cast.actor("dana"), cast.actor("fay")
    book_appointment(cast.client("ana").pk, slot(cast), by=ben, at=cast.at)
    book_appointment(cast.client("noel").pk, slot(cast, by="dana"), by=dana, at=cast.at)

    def names(by: Actor, **more: object) -> list[str]:
        (day,) = open_schedule(by=by, at=cast.at, **more)  # type: ignore[arg-type]
        return sorted(one.name for one in day.appointments)

    assert names(fay) == names(dana) == ["Ana", "Noel Farrow"]
    assert names(ben) == ["Ana"]
    assert names(dana, whose="own") == ["Noel Farrow"]
    for name in ("gil", "cora", "abe", "ida", "vic", "ana", "sol"):
        with pytest.raises(AccessDenied):
            open_schedule(by=cast.actor(name), at=cast.at)


def test_week_takes_as_many_queries_full_as_empty(cast: Cast, ben: Actor) -> None:
    counts = []
    for wanted in (1, 15):
        while Appointment.objects.count() < wanted:
            number = Appointment.objects.count()
            client = create_client(NewClient(name=f"P{number}"), by=ben, at=cast.at)
            later = slot(cast, starts_at=cast.at + number * HOUR)
            book_appointment(client, later, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as queries:
            days = open_schedule(days=7, by=ben, at=cast.at)
        assert sum(len(one.appointments) for one in days) == wanted
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_calendar_names_nobody_and_its_address_can_be_taken_back(cast: Cast, ben: Actor) -> None:
    book_appointment(cast.client("ana").pk, slot(cast, room="2"), by=ben, at=cast.at)
    book_appointment(
        cast.client("noel").pk,
        slot(cast, by="dana"),
        by=cast.actor("dana"),
        at=cast.at,
    )
    assert feed_made_at(by=ben) is None

    token = make_feed(by=ben, at=cast.at)
    data = read_feed(token, at=cast.at)

    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Appointment", "2")
    assert b"Ana" not in data
    assert token not in str(CalendarFeed.objects.values())
    newer = make_feed(by=ben, at=cast.at)
    for gone in (token, "", "x" * 43):
        with pytest.raises(NotFound):
            read_feed(gone, at=cast.at)
    revoke_feed(by=ben, at=cast.at)
    with pytest.raises(NotFound):
        read_feed(newer, at=cast.at)
    with pytest.raises(AccessDenied):
        make_feed(by=cast.actor("fay"), at=cast.at)


def test_calendar_ends_with_the_role(cast: Cast, ben: Actor) -> None:
    token = make_feed(by=ben, at=cast.at)
    role = RoleAssignment.objects.get(user=cast.users["ben"])
    end_role(role.pk, by=cast.actor("abe"), at=cast.at + HOUR)

    with pytest.raises(NotFound):
        read_feed(token, at=cast.at + 2 * HOUR)
