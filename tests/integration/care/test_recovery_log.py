"""What staff type in for someone: days, meetings, check-ins; from talk and from paper."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.admissions import admitted
from stepwell.actions.encounters import NewEncounter, record_contact
from stepwell.actions.enrolling import enroll
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.actions.log_reading import LogPage, open_log
from stepwell.actions.recovery_log import (
    NewCheckIn,
    NewDay,
    NewMeeting,
    keep_log,
    strike_entry,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.recovery.log import DayState, Deed, Liking, Medicine, Source
from stepwell.records.audit.models import AuditEvent
from stepwell.records.recovery.models import DayReport, MeetingAttendance

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
USED, ABSTINENT = DayState.USED, DayState.ABSTINENT


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


def log(ana: UUID, by: Actor, cast: Cast, weeks: int = 2) -> LogPage:
    return open_log(ana, weeks=weeks, by=by, at=cast.at)


def test_week_from_a_paper_log_is_kept_at_once_with_who_typed_it_in(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    kept = keep_log(
        ana,
        days=[
            NewDay(TODAY - n * DAY, USED if n == 3 else ABSTINENT, amount="4" if n == 3 else "")
            for n in range(6)
        ],
        meetings=[
            NewMeeting(
                TODAY,
                "Early group",
                "aa",
                liking=Liking.GLAD,
                deeds=frozenset({Deed.SPOKE, Deed.GOT_NUMBER}),
                words="Liked the quiet.",
            )
        ],
        check_ins=[NewCheckIn(TODAY, urge=2, mood=6, medicine=Medicine.AS_PRESCRIBED)],
        source=Source.PAPER,
        by=ben,
        at=cast.at,
    )

    page = log(ana, ben, cast)
    assert kept == 8
    assert len(page.days) == 14
    assert (page.known, page.abstinent, page.meetings) == (6, 5, 1)
    assert page.days[7].reports == (), "a day nobody spoke of is unknown"
    assert page.days[3].whole
    assert (page.days[3].whole.state, page.days[3].whole.amount) == (USED, "4")
    (meeting,) = page.days[0].meetings
    assert (meeting.meeting, meeting.deeds) == ("Early group", (Deed.GOT_NUMBER, Deed.SPOKE))
    assert (meeting.said.source, meeting.said.recorded_by) == (Source.PAPER, "Ben Okafor")
    assert page.days[0].check_ins[0].answers == {
        "urge": 2,
        "mood": 6,
        "medicine": "as_prescribed",
    }
    told = AuditEvent.objects.filter(event_type="care.changed").values_list("details", flat=True)
    assert not any("used" in one or "Early" in one for one in told)


def test_day_said_otherwise_strikes_what_stood_and_overwrites_nothing_unseen(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    dana, at = cast.actor("dana"), cast.at

    def say(state: DayState | None, seen: object = "", by: Actor = ben) -> int:
        day = NewDay(TODAY, state, seen=str(seen))
        return keep_log(ana, days=[day], source=Source.ASKED, by=by, at=at)

    say(ABSTINENT)
    first = DayReport.objects.get()
    assert say(ABSTINENT, by=dana) == 0, "the same again is no entry"
    with pytest.raises(CareRefused, match="in the meantime"):
        say(USED, by=dana)
    say(USED, seen=first.pk, by=dana)

    first.refresh_from_db()
    assert first.struck_by == dana.key
    assert log(ana, ben, cast).days[0].is_used
    with pytest.raises(CareRefused, match="in the meantime"):
        say(ABSTINENT, seen=first.pk)
    standing = DayReport.objects.standing().get()
    say(None, seen=standing.pk)
    assert log(ana, ben, cast).days[0].reports == ()
    assert DayReport.objects.count() == 2


def test_log_becomes_the_history_that_branches_ask_for(cast: Cast, ben: Actor, ana: UUID) -> None:
    at = cast.at
    episode = admitted(ana, by=ben, at=at)
    enrolled = enroll(episode, "network-support", "standard", Answers(), reason="x", by=ben, at=at)

    def branches(days: int) -> tuple[str, ...]:
        stands = open_enrollment(enrolled, by=ben, at=at + days * DAY).course.stands
        assert stands
        return stands.branches

    first = open_enrollment(enrolled, by=ben, at=at).course.next[0].session
    record_contact(
        episode,
        SessionKind.INDIVIDUAL,
        TODAY,
        NewEncounter(enrollment_id=enrolled, session=first),
        by=ben,
        at=at,
    )
    assert "no-meeting" in branches(7)
    keep_log(
        ana,
        days=[NewDay(TODAY + 2 * DAY, USED)],
        meetings=[NewMeeting(TODAY + 3 * DAY, fellowship="aa")],
        source=Source.ASKED,
        by=ben,
        at=at + 4 * DAY,
    )
    assert {"attended", "return-to-use"} <= set(branches(7))
    assert "no-meeting" not in branches(7)
    entry = MeetingAttendance.objects.get()
    strike_entry(ana, "attendance", entry.pk, by=ben, at=at + 4 * DAY)
    assert "no-meeting" in branches(7)
    with pytest.raises(CareRefused, match="struck already"):
        strike_entry(ana, "attendance", entry.pk, by=ben, at=at + 4 * DAY)


def test_what_is_not_fit_is_refused_and_nothing_of_it_is_kept(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    good = NewDay(TODAY, ABSTINENT)
    for more, told in (
        ({"days": [good, NewDay(TODAY + DAY, USED)]}, "November 26 lies ahead"),
        ({"days": [good, NewDay(date(2020, 1, 1), USED)]}, "January 1, 2020 is too far back"),
        ({"days": [good], "meetings": [NewMeeting(TODAY)]}, "which meeting"),
        ({"days": [good], "check_ins": [NewCheckIn(TODAY)]}, "says nothing"),
        ({"days": [good], "check_ins": [NewCheckIn(TODAY, urge=5)]}, "from 0 to 4"),
    ):
        with pytest.raises(CareRefused, match=told):
            keep_log(ana, source=Source.ASKED, by=ben, at=cast.at, **more)  # type: ignore[arg-type]
    with pytest.raises(CareRefused, match="how you know"):
        keep_log(ana, days=[good], source=Source.OWN, by=ben, at=cast.at)
    assert not DayReport.objects.exists()


def test_log_is_for_those_who_care(cast: Cast, ana: UUID) -> None:
    day = NewDay(TODAY, ABSTINENT)
    for name in ("fay", "gil", "cora", "abe", "ida", "vic", "sol", "ana"):
        by = cast.actor(name)
        with pytest.raises(AccessDenied):
            open_log(ana, by=by, at=cast.at)
        with pytest.raises(AccessDenied):
            keep_log(ana, days=[day], source=Source.ASKED, by=by, at=cast.at)
    with pytest.raises(NotFound):
        open_log(ana, by=cast.actor("cleo"), at=cast.at)
    with pytest.raises(NotFound):
        strike_entry(ana, "day_report", ana, by=cast.actor("ben"), at=cast.at)


def test_log_takes_as_many_queries_with_twelve_weeks_as_with_one(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    counts = []
    for weeks in (1, 12):
        days = [NewDay(TODAY - n * DAY, ABSTINENT) for n in range(weeks * 7)]
        meetings = [NewMeeting(TODAY - n * DAY, "Early group") for n in range(weeks * 7)]
        DayReport.objects.all().delete()
        keep_log(ana, days=days, meetings=meetings, source=Source.PAPER, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as queries:
            assert log(ana, ben, cast, weeks=weeks).known == weeks * 7
        counts.append(len(queries))

    assert counts[0] == counts[1]
