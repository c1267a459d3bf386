"""When a group meets, with which topic; and what a calendar program is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from stepwell.domain.care.encounters import check_may_count
from stepwell.domain.care.groups import WeeklyTime, rotation_of, topics_from
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.history import Contact, History, Spell
from stepwell.domain.protocols.loading import load_protocol
from stepwell.exchange.staff_calendar import CalendarEntry, EntryKind, staff_calendar
from stepwell.queries.protocols import protocol
from unit.protocols.made_up import made_up

NEW_YORK = ZoneInfo("America/New_York")


def test_group_keeps_its_time_on_the_wall_when_the_clocks_change() -> None:
    weekly = WeeklyTime(1, time(17, 30), "America/New_York")
    starts = list(weekly.starts_between(date(2026, 10, 21), date(2026, 11, 10)))

    assert [one.astimezone(NEW_YORK).strftime("%a %b %d %H:%M") for one in starts] == [
        "Tue Oct 27 17:30",
        "Tue Nov 03 17:30",
        "Tue Nov 10 17:30",
    ]
    assert [one.hour for one in starts] == [21, 22, 22]
    assert list(weekly.starts_between(date(2026, 10, 28), date(2026, 11, 2))) == []


def test_topics_go_round_and_graduates_have_no_event_of_their_own() -> None:
    rotation = rotation_of(protocol("maaez"), "group")

    assert rotation == ("intro", "spirituality", "principles", "sponsorship", "living-sober")
    assert list(islice(topics_from(rotation, "sponsorship"), 3)) == [
        "living-sober",
        "intro",
        "spirituality",
    ]
    assert next(topics_from(rotation, "")) == "intro"
    assert list(islice(topics_from((), ""), 2)) == ["", ""]
    assert rotation_of(protocol("systematic-linkage"), "intensive") == ()
    # Of twelve groups, those to which a guest comes are the group's too; the guest's visit to one
    # person alone is not.
    modules = rotation_of(protocol("dual-diagnosis-tsf"), "modules")
    assert len(modules) == 12
    assert modules[:4] == ("m1-two-illnesses", "m1-guest", "m1-medicines", "m1-acceptance")
    assert rotation_of(protocol("dual-diagnosis-tsf"), "individual") == ()


def history(*contacts: Contact, spells: tuple[Spell, ...] = ()) -> History:
    return History(date(2026, 11, 1), "usual", contacts=contacts, spells=spells)


@pytest.mark.parametrize(
    ("session", "reason", "told"),
    [
        ("red", "Because.", "First: Title"),
        ("pair", "Because.", "Words"),
        ("end", "", "write why"),
        ("end", "She moves away.", None),
        ("start", "", None),
    ],
)
def test_session_counts_where_the_rules_offer_it(
    session: str, reason: str, told: str | None
) -> None:
    made = load_protocol(made_up())
    on = date(2026, 11, 10)
    if told is None:
        check_may_count(made, history(), session, on, reason=reason)
    else:
        with pytest.raises(CareRefused) as refused:
            check_may_count(made, history(), session, on, reason=reason)
        assert told in str(refused.value)


def test_elective_needs_a_reason_and_what_was_had_counts_no_more() -> None:
    made, on = load_protocol(made_up()), date(2026, 11, 10)
    had = history(Contact(date(2026, 11, 2), "start"), Contact(date(2026, 11, 3), "red"))
    with pytest.raises(CareRefused, match="why this topic"):
        check_may_count(made, had, "green", on, reason="")
    check_may_count(made, had, "green", on, reason="He asked for it.")
    with pytest.raises(CareRefused, match="had already"):
        check_may_count(made, had, "red", on, reason="Again.")
    check_may_count(made, had, "red", date(2026, 11, 2), reason="As it was on that day.")


def test_calendar_says_when_and_where_and_nothing_else() -> None:
    entries = (
        CalendarEntry("a", EntryKind.APPOINTMENT, datetime(2026, 11, 25, 15, tzinfo=UTC), 50),
        CalendarEntry(
            "b",
            EntryKind.GROUP,
            datetime(2026, 11, 24, 22, 30, tzinfo=UTC),
            90,
            "Room 2",
            is_cancelled=True,
            changed=1,
        ),
    )
    titles = {EntryKind.APPOINTMENT: "Appointment", EntryKind.GROUP: "Group"}
    data = staff_calendar(entries, at=datetime(2026, 11, 20, tzinfo=UTC), titles=titles)

    first, second = Calendar.from_ical(data).walk("VEVENT")
    assert (first["SUMMARY"], first["STATUS"]) == ("Appointment", "CONFIRMED")
    assert (second["SUMMARY"], second["LOCATION"], second["STATUS"]) == (
        "Group",
        "Room 2",
        "CANCELLED",
    )
    assert second.decoded("DTSTART") == entries[1].starts_at
    assert {name for one in (first, second) for name in one} == {
        "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DURATION", "CLASS", "SUMMARY", "STATUS",
        "LOCATION",
    }  # fmt: skip
