from __future__ import annotations

from datetime import date

import pytest

from stepwell.domain.content.pages import PageError, parse_page
from stepwell.domain.content.provenance import Basis

PAGE = """+++
title = "Two things"
summary = "Short."
reviewed_by = ""
reviewed_on = ""

[[grounds]]
section = "What does it cost?"
basis = "source"
source = "A page"
checked_on = 2026-02-01

[[grounds]]
section = "Other"
basis = "design"
source = "Ours"
checked_on = 2026-01-01
+++

Hello **there**.

## What does it cost?

Nothing. [Call](tel:911).

## Other

- one
- two <b>bold</b> <script>alert(1)</script>
"""


def test_parse_page_cuts_it_into_sections() -> None:
    page = parse_page(PAGE.encode(), "two.md")

    assert (page.title, page.summary, page.is_reviewed) == ("Two things", "Short.", False)
    assert page.intro_html == "<p>Hello <strong>there</strong>.</p>\n"
    assert [section.heading for section in page.sections] == ["What does it cost?", "Other"]
    assert page.sections[0].slug == "what-does-it-cost"
    assert page.sections[0].html == '<p>Nothing. <a href="tel:911">Call</a>.</p>\n'
    assert page.sections[0].grounds[0].basis is Basis.SOURCE
    assert page.checked_on == date(2026, 1, 1)


def test_parse_page_shows_html_as_text() -> None:
    html = parse_page(PAGE.encode(), "two.md").sections[1].html

    assert "<li>one</li>" in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_parse_page_draws_no_pictures() -> None:
    text = PAGE.replace("- one", "![x](https://elsewhere.example/x.png)")

    assert "<img" not in parse_page(text.encode(), "two.md").sections[1].html


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\ntitle", "---\ntitle", r"two\.md must start with a line of \+\+\+"),
        ('title = "Two things"', "title = Two", "not valid TOML"),
        ('title = "Two things"', 'titel = "Two"', r"titel.*may hold title, summary"),
        ('summary = "Short."\n', "", "summary.*may hold"),
        ('"source"', '"rumor"', "rumor"),
        ('section = "Other"', 'section = "Othre"', '"Other" has no'),
        ("## Other\n", "", '"Other", but no section'),
        ("## Other", "## What does it cost?", "two sections are called"),
        ('source = "Ours"', 'source = ""', "no source"),
        ("tel:911", "ftp://x.example", "ftp://x.example is not allowed"),
        ("tel:911", "intent:x", "intent:x is not allowed"),
        ("Hello", "# Hello", "title is in the front matter"),
    ],
)
def test_parse_page_refusal_says_where_and_what(old: str, new: str, message: str) -> None:
    assert old in PAGE

    with pytest.raises(PageError, match=message):
        parse_page(PAGE.replace(old, new).encode(), "two.md")


def test_parse_page_that_is_no_text_is_refused() -> None:
    with pytest.raises(PageError, match="UTF-8"):
        parse_page(b"+++\n\xff", "two.md")
