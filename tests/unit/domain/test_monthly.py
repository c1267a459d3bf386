import pytest

from stepwell.domain.meetings.monthly import may_skip_weeks, parse_monthly

SUNDAY, MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = 0, 1, 3, 4, 5, 6


@pytest.mark.parametrize(
    ("name", "notes", "weekday", "weeks", "basis"),
    [
        ("", "Only meets 1st Saturday of the Month. Use the side door.", SATURDAY, (1,),
         "Only meets 1st Saturday of the Month"),
        ("", "1st Saturday of the month only/to 3:15 pm", SATURDAY, (1,),
         "1st Saturday of the month only"),
        ("", "This meeting is held on the first Sunday of each month only.", SUNDAY, (1,),
         "This meeting is held on the first Sunday of each month only"),
        ("", "Bring a chair. Meeting occurs on the 2nd and 4th Sundays of the month only.",
         SUNDAY, (2, 4), "Meeting occurs on the 2nd and 4th Sundays of the month only"),
        ("", "We meet the last Friday of the month at 7 pm", FRIDAY, (-1,),
         "We meet the last Friday of the month at 7 pm"),
        ("", "Meets 1st, 3rd & 5th Wed. of each month", WEDNESDAY, (1, 3, 5),
         "Meets 1st, 3rd & 5th Wed of each month"),
        ("Steps Workshop (2nd Sat)", "", SATURDAY, (2,), "2nd Sat"),
        ("Steps Workshop (2nd Sat)", "2nd Saturday", SATURDAY, (2,), "2nd Saturday"),
        ("Happy 2nd & 4th Fridays Only", "", FRIDAY, (2, 4), "2nd & 4th Fridays Only"),
        ("Aiken, SC - 2nd and 4th Thursdays 2pm Eastern", "", THURSDAY, (2, 4),
         "2nd and 4th Thursdays 2pm"),
        ("", "No meeting 2nd Thursday of the month.", THURSDAY, (1, 3, 4, 5),
         "No meeting 2nd Thursday of the month"),
        ("", "Every Thursday except the 1st Thursday.", THURSDAY, (2, 3, 4, 5),
         "Every Thursday except the 1st Thursday"),
    ],
)  # fmt: skip
def test_words_about_the_meeting_itself_give_its_weeks(name, notes, weekday, weeks, basis):
    pattern = parse_monthly(name, notes, weekday)

    assert pattern is not None
    assert (pattern.weeks, pattern.basis) == (weeks, basis)


@pytest.mark.parametrize(
    ("name", "notes", "weekday"),
    [
        ("", "Birthday chips given last Friday of the month.", FRIDAY),
        ("", "Open meeting 3rd Friday of month.", FRIDAY),
        ("", "Basement - Open meeting is 1st Thursday of the month only.", THURSDAY),
        ("", "Business meeting: 1st Monday @ 7 pm", MONDAY),
        ("", "Last Sunday of each month is open meeting.", SUNDAY),
        ("", "4th Friday Speaker", FRIDAY),
        ("", "1st Mon. has chips", MONDAY),
        ("", "Last Tues. meets in back room", 2),
        ("", "Meets 1st Mon. in the library, else in the hall", MONDAY),
        ("", "Meets at a residence on the last Thursday of the month.", THURSDAY),
        ("", "Typically 1st or 2nd Monday.", MONDAY),
        ("", "Meets the first Saturday of the month", SUNDAY),  # another weekday
        ("First Saturday Group", "", SATURDAY),  # only what it is called
        ("Third Tradition: Friday Freedom", "", FRIDAY),
        ("3rd Avenue Tuesday Night", "", 2),
        ("", "No meeting last Thursday of the month.", THURSDAY),  # fourth or fifth?
        ("Group (1st Fridays)", "Meets 2nd Friday of the month", FRIDAY),  # contradiction
        ("", "", FRIDAY),
    ],
)
def test_words_about_anything_else_leave_it_weekly(name, notes, weekday):
    assert parse_monthly(name, notes, weekday) is None


def test_row_of_several_days_heeds_only_weeks_without_a_meeting():
    notes = "Meets 1st Saturday of the month. No meeting 2nd Monday of the month."

    assert parse_monthly("", notes, SATURDAY, is_only_day=False) is None
    monday = parse_monthly("", notes, MONDAY, is_only_day=False)
    assert monday is not None
    assert monday.weeks == (1, 3, 4, 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This group meets every other Sunday.", "every other Sunday"),
        ("Meets once a month", "Meets once a month"),
        (
            "A business meeting that meets one Tuesday of the month",
            "meets one Tuesday of the month",
        ),
        ("Alternates between speaker and book", ""),
        ("Check the calendar monthly", ""),
    ],
)
def test_other_rhythms_are_noticed_not_guessed(text, words):
    assert may_skip_weeks("", text) == words
    assert parse_monthly("", text, SUNDAY) is None
