"""The caseload: who is in it, what makes its flags, what it costs, and that it is written down."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.admissions import admitted
from stepwell.actions.appointments import NewAppointment, book_appointment, settle_appointment
from stepwell.actions.caseload_table import read_caseload, read_needs
from stepwell.actions.client_page import open_client_page
from stepwell.actions.clients import NewClient, assign_client, create_client
from stepwell.actions.encounters import NewEncounter, record_contact
from stepwell.actions.enrolling import enroll
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting, keep_log
from stepwell.actions.saved_views import MOST_VIEWS, drop_view, list_views, save_view
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.policies.clients import can_see_clinical
from stepwell.domain.care.appointments import AppointmentEvent
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.caseload.sifting import CaseSift, Only, Order, Whose
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.recovery.log import DayState, Source
from stepwell.queries.caseload import CaseRow, caseload
from stepwell.queries.clients import clients_in_care_of, facts_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import SavedView
from stepwell.records.people.models import Client, ClientAssignment, GlassBreak, TeamMembership
from stepwell.web.staff.caseload_charts import day_strip
from stepwell.web.staff.weeks_chart import finding, weeks_chart

TODAY = date(2026, 11, 25)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
USED, ABSTINENT = DayState.USED, DayState.ABSTINENT
CARE = ("ben", "dana", "cleo")
EVERYONE = CaseSift()


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


def row_of(client: UUID, by: Actor, at: datetime) -> CaseRow:
    found = read_caseload(EVERYONE, by=by, at=at).found
    return next(one for one in found.rows if one.id == client)


def kinds(row: CaseRow) -> list[str]:
    return [one.kind for one in row.flags]


def in_course(client: UUID, *, by: Actor, at: datetime) -> tuple[UUID, UUID]:
    episode = admitted(client, by=by, at=at)
    course = enroll(episode, "match-tsf", "standard", Answers(), reason="x", by=by, at=at)
    return episode, course


def lived(client: UUID, *, by: Actor, at: datetime) -> None:
    """A course, a session, days, meetings, a check-in and an appointment."""
    episode, course = in_course(client, by=by, at=at)
    held = NewEncounter(enrollment_id=course, session="introduction")
    record_contact(episode, SessionKind.INDIVIDUAL, TODAY, held, by=by, at=at)
    keep_log(
        client,
        days=[NewDay(TODAY - n * DAY, USED if n == 2 else ABSTINENT) for n in range(12)],
        meetings=[NewMeeting(TODAY - n * WEEK, "Noon") for n in range(2, 8)],
        check_ins=[NewCheckIn(TODAY, urge=4)],
        source=Source.ASKED,
        by=by,
        at=at,
    )


def test_row_says_what_is_known_and_nothing_else(cast: Cast, ben: Actor, ana: UUID) -> None:
    lived(ana, by=ben, at=cast.at)
    row = row_of(ana, ben, cast.at)

    assert kinds(row) == ["return-to-use", "strong-urge", "no-meeting"]
    assert row.counted
    assert (row.counted.abstinent, row.counted.used, row.counted.unknown) == (11, 1, 16)
    assert sum(one.meetings for one in row.weeks) == 6
    assert row.heard_on == TODAY
    (course,) = row.courses
    assert (course.done, course.needed) == (1, 5) or course.done == 1
    assert row.next_at is None


def test_what_is_struck_is_not_counted(cast: Cast, ben: Actor, ana: UUID) -> None:
    lived(ana, by=ben, at=cast.at)
    for model in (Client.objects.get(pk=ana).day_reports, Client.objects.get(pk=ana).attendances):
        model.update(struck_at=cast.at)

    row = row_of(ana, ben, cast.at)

    assert row.counted
    assert row.counted.known == 0
    assert sum(one.meetings for one in row.weeks) == 0
    assert kinds(row) == ["strong-urge"]


def test_missed_appointment_is_a_flag_until_they_are_seen(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    episode = admitted(ana, by=ben, at=cast.at)
    starts = cast.at + timedelta(hours=1)
    new = NewAppointment(starts, cast.users["ben"].pk)
    booked = book_appointment(ana, new, by=ben, at=cast.at)
    assert row_of(ana, ben, cast.at).next_at == starts
    assert row_of(ana, ben, cast.at).is_today

    settle_appointment(booked, AppointmentEvent.MISS, by=ben, at=starts)
    later = starts + DAY
    assert kinds(row_of(ana, ben, later)) == ["missed-session"]

    record_contact(episode, SessionKind.INDIVIDUAL, TODAY + DAY, NewEncounter(), by=ben, at=later)
    assert kinds(row_of(ana, ben, later)) == []


def test_overdue_session_is_what_the_protocol_says(cast: Cast, ben: Actor, ana: UUID) -> None:
    in_course(ana, by=ben, at=cast.at)

    assert kinds(row_of(ana, ben, cast.at + 14 * DAY)) == []
    assert kinds(row_of(ana, ben, cast.at + 15 * DAY)) == ["overdue-session"]


def test_what_is_clinical_waits_for_the_privacy_notice(
    cast: Cast, ben: Actor, settings: Any
) -> None:
    settings.NOTICE_GRACE = timedelta(hours=72)
    new = NewClient(name="Wen Zhao", substances=("alcohol",))
    wen = create_client(new, by=cast.actor("dana"), at=cast.at)
    assign_client(wen, cast.users["ben"].pk, by=cast.actor("dana"), at=cast.at)
    assert row_of(wen, ben, cast.at).substances == ("alcohol",)

    row = row_of(wen, ben, cast.at + 4 * DAY)

    assert row == CaseRow(wen, "Wen Zhao", "", lacks_notice=True, carers=("Ben Okafor",))


@pytest.mark.parametrize("seed", range(6))
def test_caseload_is_exactly_whom_the_rule_lets_each_see(cast: Cast, seed: int) -> None:
    """Assignments, teams, emergencies and closed records by chance; rule and query agree."""
    chance, at = random.Random(seed), cast.at + timedelta(hours=2)
    staff = [cast.users[name] for name in CARE]
    teams = list(TeamMembership.objects.values_list("team_id", flat=True).distinct())
    for number in range(14):
        where = chance.choice(["harbor", "northgate"])
        one = Client.objects.create(
            organization=cast.organizations[where],
            name=f"Person {number}",
            created_at=cast.at,
            created_by="test",
            closed_at=at if chance.random() < 0.2 else None,
        )
        for user in chance.sample(staff, chance.randrange(3)):
            over = at - timedelta(minutes=1) if chance.random() < 0.3 else None
            ClientAssignment.objects.create(
                client=one, user=user, starts_at=cast.at, ends_at=over, assigned_by="test"
            )
        if chance.random() < 0.2:
            GlassBreak.objects.create(
                client=one,
                user=chance.choice(staff),
                reason="other",
                words="A test.",
                minutes=60,
                opened_at=cast.at,
                expires_at=at + timedelta(minutes=chance.choice([-5, 5])),
            )
    TeamMembership.objects.update(ends_at=cast.at + timedelta(minutes=30))
    for user in staff:
        TeamMembership.objects.create(
            team_id=chance.choice(teams),
            user=user,
            is_lead=chance.random() < 0.5,
            starts_at=cast.at + timedelta(hours=1),
        )

    for name in CARE:
        actor = cast.actor(name, at=at)
        found = caseload(actor, at, EVERYONE, per_page=99).found
        allowed = {
            one.pk
            for one in Client.objects.filter(closed_at=None)
            if can_see_clinical(actor, facts_of(one, actor, at))
        }
        assert {one.id for one in found.rows} == allowed
        for whose in Whose:
            part = caseload(actor, at, CaseSift(whose=whose), per_page=99).found
            assert {one.id for one in part.rows} <= allowed
        assert set(clients_in_care_of(actor, at).filter(closed_at=None)) == set(
            Client.objects.filter(pk__in=allowed)
        )


@pytest.mark.parametrize("name", ["ana", "gil", "fay", "cora", "abe", "ida", "vic", "sol", "pat"])
def test_caseload_is_refused_to_all_who_do_not_care_for_clients(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    for read in (
        lambda: read_caseload(EVERYONE, by=actor, at=cast.at),
        lambda: read_needs(by=actor, at=cast.at),
        lambda: list_views(by=actor),
        lambda: save_view("x", EVERYONE, by=actor, at=cast.at),
        lambda: drop_view(cast.client("ana").pk, by=actor),
    ):
        with pytest.raises(AccessDenied):
            read()


def test_caseload_asks_for_the_second_factor(cast: Cast) -> None:
    with pytest.raises(AccessDenied):
        read_caseload(EVERYONE, by=cast.actor("ben", has_second_factor=False), at=cast.at)


def test_whom_a_page_showed_is_written_down_once(cast: Cast, ben: Actor, ana: UUID) -> None:
    before = AuditEvent.objects.count()
    read_caseload(EVERYONE, by=ben, at=cast.at)
    (event,) = (
        AuditEvent.objects.order_by("sequence")[before:]
        if before
        else (AuditEvent.objects.latest("pk"),)
    )

    assert event.event_type == "record.listed"
    assert str(ana) in str(event.details)
    assert "Ana" not in str(event.details)


def test_questions_are_the_same_for_three_clients_and_for_thirty(cast: Cast, ben: Actor) -> None:
    dana, counts = cast.actor("dana"), []
    for size in (3, 27):
        for _ in range(size):
            one = create_client(NewClient(name="Person"), by=dana, at=cast.at)
            assign_client(one, cast.users["ben"].pk, by=dana, at=cast.at)
            lived(one, by=ben, at=cast.at)
            new = NewAppointment(
                cast.at + len(counts) * WEEK + Client.objects.count() * timedelta(hours=1),
                cast.users["ben"].pk,
            )
            book_appointment(one, new, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            found = read_caseload(EVERYONE, by=ben, at=cast.at)
        counts.append(len(asked))

    assert len(found.found.rows) >= 30
    assert counts[0] == counts[1]
    assert counts[0] <= 32


def test_filters_and_orders_work_on_what_is_stored(cast: Cast, ben: Actor, ana: UUID) -> None:
    lived(ana, by=ben, at=cast.at)
    other = create_client(NewClient(name="Aaron"), by=cast.actor("dana"), at=cast.at)
    assign_client(other, cast.users["ben"].pk, by=cast.actor("dana"), at=cast.at)

    def ids(sift: CaseSift) -> list[UUID]:
        return [one.id for one in read_caseload(sift, by=ben, at=cast.at).found.rows]

    assert ids(CaseSift(only=Only.NEEDS)) == [ana]
    assert ids(CaseSift(flag="no-meeting")) == [ana]
    assert ids(CaseSift(flag="safety")) == []
    assert ids(CaseSift(course="match-tsf")) == [ana]
    assert ids(CaseSift(order=Order.NAME)) == [other, ana]
    assert ids(EVERYONE) == [ana, other]
    assert [one.id for one in read_needs(by=ben, at=cast.at).found.rows] == [ana]


def test_views_are_ones_own_and_their_names_are_sealed(cast: Cast, ben: Actor) -> None:
    sift = CaseSift(only=Only.NEEDS, order=Order.NEXT)
    view = save_view("  Ana and  others ", sift, by=ben, at=cast.at)
    dana = cast.actor("dana")

    (kept,) = list_views(by=ben)
    assert (kept.name, dict(kept.params)) == ("Ana and others", {"only": "needs", "order": "next"})
    assert list_views(by=dana) == []
    with pytest.raises(NotFound):
        drop_view(view, by=dana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sift FROM care_savedview")
        stored = cursor.fetchall()
    assert b"Ana" not in bytes(stored[0][0])
    assert "Ana" not in str(stored[0][1])

    save_view("ana AND others", EVERYONE, by=ben, at=cast.at)
    assert [dict(one.params) for one in list_views(by=ben)] == [{}]
    drop_view(view, by=ben)
    assert not SavedView.objects.exists()


def test_views_without_name_too_long_or_too_many_are_refused(cast: Cast, ben: Actor) -> None:
    for name in ("  ", "x" * 41):
        with pytest.raises(CareRefused):
            save_view(name, EVERYONE, by=ben, at=cast.at)
    for number in range(MOST_VIEWS):
        save_view(str(number), EVERYONE, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="at most"):
        save_view("one more", EVERYONE, by=ben, at=cast.at)


def test_weeks_on_one_line_say_the_same_in_drawing_and_table(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    lived(ana, by=ben, at=cast.at)
    page = open_client_page(ana, with_weeks=True, by=ben, at=cast.at)

    weeks = page.weeks
    assert weeks
    drawn = str(weeks_chart(weeks))
    assert (weeks.meetings, weeks.last_use) == (6, TODAY - 2 * DAY)
    assert weeks.sessions == ((TODAY, True),)
    assert sum(one.days.abstinent for one in weeks.lines) == 11
    assert sum(one.held for one in weeks.lines) == 1
    assert drawn.count('"day"') == 11 + 1
    assert drawn.count('"day used"') == 1
    assert drawn.count('"day unknown"') == weeks.counted.unknown == len(weeks.days) - 12
    assert "Last use that is known: Nov. 23" in finding(weeks) or "Nov 23" in finding(weeks)


def test_weeks_are_for_those_who_see_what_is_clinical(cast: Cast, ben: Actor, ana: UUID) -> None:
    assert open_client_page(ana, with_weeks=True, by=ben, at=cast.at).weeks is None
    lived(ana, by=ben, at=cast.at)

    fay = cast.actor("fay")
    assert open_client_page(ana, with_weeks=True, by=fay, at=cast.at).weeks is None


def test_unknown_days_are_dots_in_the_strip(cast: Cast, ben: Actor, ana: UUID) -> None:
    lived(ana, by=ben, at=cast.at)
    row = row_of(ana, ben, cast.at)

    assert row.counted
    strip = str(day_strip(row.days, row.counted))
    assert strip.count('"day"') == 11
    assert strip.count('"day unknown"') == 16
    assert "11 abstinent, 1 used, 16 not known" in strip
