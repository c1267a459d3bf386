"""Flags of the caseload: each from its figures, with its reason, and not a day early."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.caseload.facts import CaseFacts, CourseFacts, OpenPath, state_of_day
from stepwell.domain.caseload.flags import Flag, flags_of
from stepwell.domain.caseload.rules import Level, RulesRefused, parse_rules
from stepwell.domain.caseload.sifting import (
    CaseSift,
    Only,
    Order,
    SiftRow,
    Whose,
    counts_of,
    sift_from,
    sifted,
)
from stepwell.domain.caseload.spans import counted_days, strip_of, weeks_of
from stepwell.domain.protocols.standing import Due, Ending
from stepwell.domain.recovery.log import DayState
from stepwell.library.caseload import flag_rules

TODAY = date(2026, 11, 25)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
USED, ABSTINENT, RESTRICTED = DayState.USED, DayState.ABSTINENT, DayState.RESTRICTED
KINDS = [one.kind for one in flag_rules()]
STATES = st.sampled_from([USED, ABSTINENT, RESTRICTED, None])


def kinds(facts: CaseFacts) -> list[str]:
    return [one.kind for one in flags_of(facts, flag_rules(), TODAY)]


def only(facts: CaseFacts) -> Flag:
    (found,) = flags_of(facts, flag_rules(), TODAY)
    return found


def log(letters: str) -> dict[date, DayState]:
    """One letter a day, today last: a abstinent, u used, r restricted, ? unknown."""
    states = {"a": ABSTINENT, "u": USED, "r": RESTRICTED}
    days = enumerate(reversed(letters))
    return {TODAY - n * DAY: states[one] for n, one in days if one in states}


def test_nothing_known_makes_no_flag() -> None:
    assert kinds(CaseFacts()) == []


def test_open_safety_path_comes_first_and_says_since_when() -> None:
    path = OpenPath(date(2026, 11, 24))
    flag = only(CaseFacts(paths=(OpenPath(TODAY, waits_for_sign_off=True), path)))

    assert (flag.kind, flag.level, flag.label) == ("safety", Level.ACT, "Safety path, Nov 24")
    assert "is open" in flag.reason
    assert "sign-off" in only(CaseFacts(paths=(OpenPath(TODAY, True),))).reason


@pytest.mark.parametrize(
    ("letters", "label"),
    [
        ("aaaaaaa" + "auuua??", "Used Nov 20–22"),
        ("aaaaaaa" + "aaaaaau", "Used Nov 25"),
        ("???aaaa" + "u??????", "Used Nov 19"),
        ("aaaaaaa" + "uaauaaa", "2 days since Nov 19"),
    ],
)
def test_use_after_known_abstinence_is_a_return(letters: str, label: str) -> None:
    flag = only(CaseFacts(days=log(letters)))

    assert flag.kind == "return-to-use"
    assert label in flag.label


@pytest.mark.parametrize(
    "letters",
    [
        "uuuuuuu" + "uuuuuuu",  # went on all the time
        "???????" + "??????u",  # nothing is known of the days before
        "????aaa" + "u??????",  # three known days are not four
        "rrrrrrr" + "rrrrrru",  # a ward says nothing
        "aaaaaau" + "aaaaaaa",  # longer ago than a week
    ],
)
def test_other_use_is_no_return(letters: str) -> None:
    assert kinds(CaseFacts(days=log(letters))) == []


@pytest.mark.parametrize(("urge", "ago", "is_flag"), [(4, 0, 1), (4, 1, 1), (4, 2, 0), (3, 0, 0)])
def test_strong_urge_of_the_last_two_days(urge: int, ago: int, is_flag: int) -> None:
    assert len(kinds(CaseFacts(urges=((TODAY - ago * DAY, urge),)))) == is_flag


def every_week(last: date, weeks: int) -> tuple[date, ...]:
    return tuple(last - n * WEEK for n in range(weeks))


def test_no_meeting_for_two_weeks_after_four_weeks_with_one() -> None:
    flag = only(CaseFacts(meetings_on=every_week(TODAY - 35 * DAY, 4)))

    assert (flag.kind, flag.label) == ("no-meeting", "5 weeks, no meeting")
    assert flag.reason == (
        "No meeting is written down since Oct 21, 35 days ago; before that there was one in each "
        "of 4 weeks."
    )


@pytest.mark.parametrize(
    ("days", "is_flag"),
    [
        (every_week(TODAY - 14 * DAY, 4), True),
        (every_week(TODAY - 13 * DAY, 4), False),  # not two weeks yet
        (every_week(TODAY - 14 * DAY, 3), False),  # three weeks only
        (every_week(TODAY - 85 * DAY, 9), False),  # too long ago to be news
        ((TODAY - 14 * DAY, TODAY - 22 * DAY, TODAY - 36 * DAY, TODAY - 41 * DAY), False),
        ((), False),
    ],
)
def test_no_meeting_at_its_thresholds(days: tuple[date, ...], is_flag: bool) -> None:
    assert kinds(CaseFacts(meetings_on=days)) == ["no-meeting"] * is_flag


def course(*, overdue: date | None = None, ends: date | None = None) -> CourseFacts:
    due = Due(overdue - WEEK, overdue, "weekly", True, overdue <= TODAY) if overdue else None
    ending = Ending(ends, "weeks", ends < TODAY) if ends else None
    return CourseFacts("match-tsf", "TSF", due, "Every week", ending, "Twelve weeks")


def test_overdue_session_names_the_rule_and_whether_one_is_booked() -> None:
    facts = CaseFacts(courses=(course(overdue=date(2026, 11, 20)),))
    flag = only(facts)
    booked = only(replace(facts, next_on=date(2026, 11, 30)))

    assert flag.label == "Overdue since Nov 20, not booked"
    assert "(Every week); nothing is booked." in flag.reason
    assert booked.label == "Overdue since Nov 20"
    assert "booked for Nov 30" in booked.reason
    assert kinds(CaseFacts(courses=(course(overdue=TODAY + DAY),))) == []


@pytest.mark.parametrize(
    ("missed", "held", "is_flag"),
    [(6, None, 1), (6, 7, 1), (6, 6, 0), (6, 3, 0), (28, None, 0), (27, None, 1)],
)
def test_missed_session_until_they_are_seen(missed: int, held: int | None, is_flag: int) -> None:
    held_on = None if held is None else TODAY - held * DAY
    facts = CaseFacts(missed_on=TODAY - missed * DAY, last_held_on=held_on)

    assert kinds(facts) == ["missed-session"] * is_flag
    if is_flag:
        assert only(facts).label.endswith(", rebook")
        assert "rebook" not in only(replace(facts, next_on=TODAY)).label


def test_unsigned_note_after_two_days_and_how_many_more() -> None:
    days = (TODAY - DAY, TODAY - 2 * DAY, date(2026, 11, 10))

    assert only(CaseFacts(unsigned_on=days)).label == "Nov 10 note unsigned and 1 more"
    assert kinds(CaseFacts(unsigned_on=(TODAY - DAY,))) == []


@pytest.mark.parametrize(("ahead", "is_flag"), [(14, 1), (15, 0), (-14, 1), (-15, 0)])
def test_course_that_ends_soon(ahead: int, is_flag: int) -> None:
    facts = CaseFacts(courses=(course(ends=TODAY + ahead * DAY),))

    assert kinds(facts) == ["course-ending"] * is_flag


def test_flags_stand_in_the_order_of_the_file() -> None:
    facts = CaseFacts(
        paths=(OpenPath(TODAY),),
        days=log("aaaaaaau??????"),
        urges=((TODAY, 4),),
        meetings_on=every_week(TODAY - 14 * DAY, 4),
        missed_on=TODAY - DAY,
        courses=(course(overdue=TODAY, ends=TODAY),),
        unsigned_on=(TODAY - WEEK,),
    )

    assert kinds(facts) == KINDS


@given(st.lists(STATES, min_size=28, max_size=28))
def test_unknown_day_is_never_drawn_or_counted_as_abstinent(states: list[DayState | None]) -> None:
    days = {TODAY - n * DAY: one for n, one in enumerate(reversed(states)) if one is not None}
    marks = strip_of(days, TODAY)
    counted = counted_days(marks)

    assert [one.state for one in marks] == states
    assert counted.abstinent == states.count(ABSTINENT)
    assert counted.unknown == states.count(None)
    assert counted.known + counted.unknown == len(states)


@given(st.lists(st.sampled_from([USED, ABSTINENT, RESTRICTED]), max_size=4))
def test_day_is_used_where_anything_was_used(said: list[DayState]) -> None:
    state = state_of_day(said)

    assert (state is None) == (not said)
    assert (state is USED) == (USED in said)
    assert (state is ABSTINENT) == (ABSTINENT in said and USED not in said)


@given(st.lists(st.integers(-10, 120)))
def test_weeks_count_every_meeting_of_their_days_once(ago: list[int]) -> None:
    weeks = weeks_of([TODAY - n * DAY for n in ago], TODAY)

    assert len(weeks) == 12
    assert [one.is_now for one in weeks] == [False] * 11 + [True]
    assert all(one.monday.weekday() == 0 for one in weeks)
    inside = [n for n in ago if n >= 0 and TODAY - n * DAY >= weeks[0].monday]
    assert sum(one.meetings for one in weeks) == len(inside)


def row(number: int, *found: str, **more: object) -> SiftRow:
    levels = {one.kind: one.level for one in flag_rules()}
    flags = tuple(Flag(kind, levels[kind], kind, kind, TODAY) for kind in found)
    return SiftRow(UUID(int=number), f"Person {number}", flags, **more)  # type: ignore[arg-type]


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


ROWS = [
    row(1),
    row(2, "unsigned-note", next_at=at(26)),
    row(3, "no-meeting", heard_on=TODAY - WEEK, recent=0, courses=("match-tsf",)),
    row(4, "overdue-session", next_at=at(28), heard_on=TODAY, recent=4),
    row(5, "strong-urge", next_at=at(25), is_today=True, recent=2),
    row(6, "safety", "no-meeting", recent=9),
    row(7, "course-ending", recent=1),
]


@pytest.mark.parametrize(
    ("sift", "wanted"),
    [
        (CaseSift(), [6, 5, 4, 3, 2, 7, 1]),
        (CaseSift(only=Only.NEEDS), [6, 5, 4, 3]),
        (CaseSift(only=Only.TODAY), [5]),
        (CaseSift(only=Only.ENDING), [7]),
        (CaseSift(flag="no-meeting"), [6, 3]),
        (CaseSift(course="match-tsf"), [3]),
        (CaseSift(order=Order.NAME), [1, 2, 3, 4, 5, 6, 7]),
        (CaseSift(order=Order.NEXT), [5, 2, 4, 1, 3, 6, 7]),
        (CaseSift(order=Order.HEARD), [1, 2, 5, 6, 7, 3, 4]),
        (CaseSift(order=Order.MEETINGS), [1, 2, 3, 7, 5, 4, 6]),
    ],
)
def test_rows_are_chosen_and_sorted(sift: CaseSift, wanted: list[int]) -> None:
    assert [one.id.int for one in sifted(ROWS, sift, KINDS)] == wanted


def test_counts_are_of_everyone() -> None:
    counts = counts_of(ROWS)

    assert (counts.everyone, counts.needs, counts.acts) == (7, 4, 2)
    assert (counts.today, counts.ending) == (1, 1)


@given(
    st.sampled_from(Whose), st.sampled_from(Only), st.sampled_from(Order),
    st.sampled_from(["", *KINDS]), st.sampled_from(["", "match-tsf"]),
)  # fmt: skip
def test_choice_survives_its_address(
    whose: Whose, chosen: Only, order: Order, flag: str, course: str
) -> None:
    sift = CaseSift(whose, chosen, order, flag, course)

    assert sift_from(sift.as_params(), flags=KINDS, courses=["match-tsf"]) == sift


def test_unknown_choices_count_as_not_said() -> None:
    said = dict.fromkeys(("show", "only", "order", "flag", "course"), "Ana Whitlock")

    assert sift_from(said, flags=KINDS, courses=[]) == CaseSift()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[flags]]\nrule = 'safety'", "level"),
        ("[[flags]]\nrule = 'mood'\nlevel = 'act'\nbasis = 'design'\nsource = ''", "mood"),
        ("[[flags]]\nrule='safety'\nlevel='act'\nbasis='design'\nsource=''\n" * 2, "more than"),
        (
            "[[flags]]\nrule='unsigned-note'\nlevel='act'\nbasis='design'\nsource=''\nafter_days=0",
            "after_days over 0",
        ),
        ("flags = 3 4", "flags.toml"),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_the_place(text: str, says: str) -> None:
    with pytest.raises(RulesRefused, match=says):
        parse_rules(text.encode())
