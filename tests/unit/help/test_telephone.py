from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.help.linking import with_links
from stepwell.domain.help.telephone import NotANumber, dialed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("911", "911"),
        (" 988 ", "988"),
        ("435748", "435748"),
        ("1-800-662-4357", "+18006624357"),
        ("(203) 555-0142", "+12035550142"),
        ("+1 203.555.0142", "+12035550142"),
    ],
)
def test_number_is_dialed(written: str, expected: str) -> None:
    assert dialed(written) == expected


@pytest.mark.parametrize(
    "written", ["", " ", "91", "1-800-FLOWERS", "20355501", "2-203-555-0142", "٩١١", "911;x"]
)
def test_what_is_no_number_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(NotANumber, match="Write"):
        dialed(written)


@settings(max_examples=25)
@given(st.from_regex(r"[2-9][0-9]{9}", fullmatch=True))
def test_however_it_is_written_the_same_is_dialed(digits: str) -> None:
    area, office, line = digits[:3], digits[3:6], digits[6:]
    written = (digits, f"({area}) {office}-{line}", f"1-{area}-{office}-{line}", f"+1{digits}")

    assert {dialed(one) for one in written} == {f"+1{digits}"}


def test_numbers_in_a_sentence_become_links_and_nothing_else_does() -> None:
    text = "Call 911, or 988. <b>1-800-799-7233</b> & 1911, 988-x, 88788."

    assert with_links(text) == (
        'Call <a href="tel:911">911</a>, or <a href="tel:988">988</a>. '
        '&lt;b&gt;<a href="tel:+18007997233">1-800-799-7233</a>&lt;/b&gt; &amp; '
        "1911, 988-x, 88788."
    )
