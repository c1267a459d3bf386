"""The file of help lines: shipped whole, and refused with every problem at once."""

from __future__ import annotations

from datetime import date

import pytest

from stepwell.domain.content.provenance import Basis
from stepwell.domain.help.lines import HelpLinesError, Part, parse_lines
from stepwell.queries.help_lines import help_lines

RESEARCHED_ON = date(2026, 11, 23)
GOOD = """
[crisis]
number = "988"
hours = "always"
languages = ["en"]
basis = "source"
source = "A page"
checked_on = 2026-11-23
en = { name = "988", says = "Call." }
es = { name = "988", says = "Llame." }
"""


def test_shipped_lines_say_how_to_reach_them() -> None:
    lines = help_lines().by_key

    assert list(lines)[:2] == ["emergency", "crisis"]
    assert {key: one.dialed for key, one in lines.items()} | {"ct-beds": ""} == {
        "emergency": "911",
        "crisis": "988",
        "poison": "+18002221222",
        "home-violence": "+18007997233",
        "treatment": "+18006624357",
        "ct-access": "+18005634086",
        "ct-beds": "",
        "ct-action": "+18004673135",
        "ct-home-violence": "+18887742900",
    }
    assert lines["crisis"].texted == "988"
    assert lines["treatment"].tty_dialed == "+18004874889"
    assert list(help_lines().of_state("CT")) == [key for key in lines if key.startswith("ct-")]
    assert not set(help_lines().nationwide) & set(help_lines().of_state("CT"))
    assert help_lines().states == ["CT"]


def test_no_line_claims_a_later_look_than_the_research() -> None:
    lines = help_lines().by_key.values()

    assert {one.checked_on for one in lines} == {RESEARCHED_ON, None}
    assert all(one.basis is Basis.SOURCE for one in lines if one.checked_on)


def test_the_old_access_line_number_is_marked_unconfirmed() -> None:
    assert Part.NUMBER in help_lines().by_key["ct-access"].unverified
    words = [one.words(code).says for one in help_lines().by_key.values() for code in ("en", "es")]
    assert not [text for text in words if "press 3" in text or "oprima 3" in text]  # closed 2025


def test_good_file_is_read() -> None:
    line = parse_lines(GOOD.encode(), "x.toml").by_key["crisis"]

    assert (line.dialed, line.words("es").says, line.words("fr").says) == (
        "988",
        "Llame.",
        "Call.",
    )
    assert line.texted == line.tty_dialed == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('number = "988"', 'number = "98"', "[crisis]: number: '98' has 2 digits"),
        ('number = "988"', 'number = "CALL-NOW"', "[crisis]: number: 'CALL-NOW' is no telephone"),
        ('number = "988"', 'number = ""', "neither a number nor a page"),
        ('number = "988"', 'number = "988"\nurl = "http://x"', "must start with https://"),
        ('number = "988"', 'number = "988"\ntext_first = "HI"', "text_first needs a number"),
        ('languages = ["en"]', "languages = []", "languages is empty"),
        ('languages = ["en"]', 'languages = ["en"]\nstates = ["Conn"]', "'Conn' is no state"),
        ('source = "A page"', 'source = ""', "source is empty"),
        ('basis = "source"', 'basis = "recalled"', "checked_on is for lines"),
        ('says = "Llame."', 'says = ""', "es: name and says must not be empty"),
        ('hours = "always"', 'hours = "often"', "Invalid enum value 'often'"),
        ('hours = "always"', 'hours = "always"\nfax = "1"', "unknown field `fax`"),
        ("[crisis]", "[Crisis]", "small letters"),
        ("[crisis]", "[crisis", "not valid TOML"),
    ],
)
def test_wrong_file_is_refused_with_place_and_remedy(old: str, new: str, said: str) -> None:
    assert old in GOOD

    with pytest.raises(HelpLinesError, match=r"x\.toml") as refused:
        parse_lines(GOOD.replace(old, new).encode(), "x.toml")

    assert said in str(refused.value)


def test_all_problems_are_named_at_once() -> None:
    second = GOOD.replace("[crisis]", "[other]").replace('"988"', '"9"', 1)
    third = GOOD.replace("[crisis]", "[third]").replace('hours = "always"', "hours = 24")
    text = GOOD.replace('source = "A page"', 'source = ""') + second + third

    with pytest.raises(HelpLinesError) as refused:
        parse_lines(text.encode(), "x.toml")

    assert [line.split("]")[0] for line in str(refused.value).splitlines()] == [
        "x.toml [third",
        "x.toml [crisis",
        "x.toml [other",
    ]
