from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.expectations import (
    ExpectationTextsError,
    Topic,
    expectations_for,
    parse_expectations,
)
from stepwell.domain.meetings.meeting import Attendance, Meeting, TimezoneBasis
from stepwell.library import read_bytes
from stepwell.library.vocabularies import fellowships, meeting_types

TEXTS = parse_expectations(read_bytes("content/en/expectations.toml"), "expectations.toml")
SMALL = """
reviewed_by = ""
reviewed_on = ""
[sense.open]
text = "Anyone can come."
topic = "openness"
icon = "door-open"
basis = "source"
source = "A page"
replaces = ["cost"]
[code]
[fellowship.aa]
text = "For people who drink."
basis = "recalled"
source = "Ours"
[attendance]
[spoken]
[every.cost]
text = "It's free."
topic = "cost"
icon = "check"
basis = "design"
source = "Ours"
"""


def _meeting(*types: str, **fields: object) -> Meeting:
    plain = Meeting(
        source_key="a",
        name="Basement Lights",
        fellowship="aa",
        timezone="America/New_York",
        timezone_basis=TimezoneBasis.FEED,
        attendance=Attendance.IN_PERSON,
        attendance_reason="",
        types=types,
    )
    return msgspec.structs.replace(plain, **fields)


def _shown(meeting: Meeting) -> list[str]:
    return [item.text for item in expectations_for(meeting, TEXTS, meeting_types())]


def test_expectations_open_speaker_meeting_in_order() -> None:
    items = expectations_for(_meeting("SP", "W", "X", "O"), TEXTS, meeting_types())

    assert [item.text.split()[0] for item in items[:3]] == ["Open", "One", "AA"]
    topics = [item.topic for item in items]
    assert topics == sorted(topics, key=list(Topic).index)
    assert set(topics) == set(Topic)
    assert items[0].icon == "door-open"


def test_expectations_without_types_still_say_what_holds_everywhere() -> None:
    shown = _shown(_meeting())

    assert TEXTS.every["cost"].text in shown
    assert TEXTS.every["anonymity"].text in shown
    assert TEXTS.every["no-duty-to-speak"].text in shown
    assert TEXTS.sense["open"].text not in shown
    assert TEXTS.sense["closed"].text not in shown


def test_expectations_cross_talk_takes_the_place_of_no_advice() -> None:
    assert TEXTS.every["no-advice"].text in _shown(_meeting("D"))
    assert TEXTS.every["no-advice"].text not in _shown(_meeting("D", "XT"))


def test_expectations_secular_meeting_has_no_prayer() -> None:
    assert TEXTS.every["prayer"].text in _shown(_meeting("D"))
    assert TEXTS.every["prayer"].text not in _shown(_meeting("A"))
    assert TEXTS.every["prayer"].text not in _shown(_meeting(fellowship="smart"))


def test_expectations_code_is_read_in_its_fellowship() -> None:
    book, business = TEXTS.sense["literature"].text, _shown(_meeting("B", fellowship="da"))

    assert book in _shown(_meeting("B"))
    assert book not in business
    assert TEXTS.code["H"].text in _shown(_meeting("H"))
    assert TEXTS.code["H"].text not in _shown(_meeting("H", fellowship="coda"))
    assert TEXTS.sense["open"].text in _shown(_meeting("O", fellowship="na"))
    assert TEXTS.sense["secular"].text not in _shown(_meeting("A", fellowship="aca"))


def test_expectations_family_fellowship_has_its_own_closed_words() -> None:
    shown = _shown(_meeting("C", fellowship="al-anon"))

    assert shown[0].startswith("Closed meeting: for people troubled by someone else's drinking")
    assert TEXTS.every["used-today"].text not in shown


def test_expectations_several_book_codes_say_it_once() -> None:
    shown = _shown(_meeting("B", "LIT", "DR"))

    assert shown.count(TEXTS.sense["literature"].text) == 1


def test_expectations_online_spanish_meeting() -> None:
    shown = _shown(_meeting(attendance=Attendance.ONLINE, languages=("es",)))

    assert TEXTS.attendance[Attendance.ONLINE].text in shown
    assert TEXTS.spoken["es"].text in shown
    assert TEXTS.attendance[Attendance.IN_PERSON].text not in shown


def test_expectations_unknown_fellowship_and_code_are_passed_over() -> None:
    shown = _shown(_meeting("ZZZ", fellowship="new-one"))

    assert TEXTS.every["cost"].text in shown
    assert not any(item.text in shown for item in TEXTS.fellowship.values())


@given(
    st.sampled_from(sorted(fellowships())),
    st.lists(st.sampled_from(sorted(meeting_types().base)), max_size=8, unique=True),
    st.sampled_from(Attendance),
)
def test_expectations_any_meeting_is_ordered_and_says_nothing_twice(
    fellowship: str, types: list[str], attendance: Attendance
) -> None:
    items = expectations_for(
        _meeting(*types, fellowship=fellowship, attendance=attendance), TEXTS, meeting_types()
    )

    texts = [item.text for item in items]
    assert len(set(texts)) == len(texts)
    assert {Topic.COST, Topic.ANONYMITY, Topic.PEOPLE} <= {item.topic for item in items}
    topics = [item.topic for item in items]
    assert topics == sorted(topics, key=list(Topic).index)


def test_parse_expectations_takes_the_small_file() -> None:
    texts = parse_expectations(SMALL.encode(), "small.toml")

    items = expectations_for(_meeting("O"), texts, meeting_types())
    assert [item.text for item in items] == ["Anyone can come.", "For people who drink."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('icon = "check"\n', "", r"small\.toml: .*icon.*compare it with the text above it"),
        ('icon = "check"', 'icon = "check"\ncolor = "red"', "color"),
        ('topic = "cost"', 'topic = "money"', "money"),
        ("It's free.\"", "It's free.", "not valid TOML"),
        ('"It\'s free."', '"It\'s free"', r"every\.cost: .*End it with a period"),
        ('"It\'s free."', '""', r"every\.cost: the text is empty"),
        ('"It\'s free."', '"' + "free " * 50 + '."', r"every\.cost: .*longer than 240"),
        ('source = "A page"', 'source = ""', r"sense\.open: the source is empty"),
        ('["cost"]', '["costs"]', r"\[every\.costs\] does not exist\. Use: cost"),
        ("[attendance]", "[attendence]", "attendence"),
        ('"For people who drink."', '"For people"', r"fellowship\.aa: .*period"),
    ],
)
def test_parse_expectations_refusal_says_where_and_what(old: str, new: str, message: str) -> None:
    assert old in SMALL

    with pytest.raises(ExpectationTextsError, match=message):
        parse_expectations(SMALL.replace(old, new).encode(), "small.toml")
