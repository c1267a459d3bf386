"""The shipped English texts: complete, easy to read, and careful in their words."""

from __future__ import annotations

import re

import pytest

from stepwell.domain.content.pages import parse_page
from stepwell.domain.content.provenance import Basis
from stepwell.domain.meetings.expectations import ExpectationTexts, parse_expectations
from stepwell.library import read_bytes
from stepwell.library.vocabularies import fellowships, meeting_types
from stepwell.web.shared.icons import check_icon
from unit.content.readability import grade, syllables

PAGES = ("what_to_expect", "first_questions", "privacy")
MAX_GRADE = 7.5
LABELS = re.compile(
    r"\b(addicts?|alcoholics?|abusers?|junkies?|relapse[ds]?|slips?|dirty|failures?)\b",
    re.IGNORECASE,
)


def _texts() -> ExpectationTexts:
    return parse_expectations(read_bytes("content/en/expectations.toml"), "expectations.toml")


def _body(page: str) -> str:
    return read_bytes(f"content/en/{page}.md").decode().split("\n+++\n", 1)[1]


def _without_addresses(markdown: str) -> str:
    return re.sub(r"\]\([^)]*\)", "]", markdown)


def _all_words() -> list[str]:
    texts = _texts()
    tables = (texts.sense, texts.code, texts.attendance, texts.spoken, texts.every)
    words = [item.text for table in tables for item in table.values()]
    for item in texts.fellowship.values():
        words += [part for part in (item.text, item.open, item.closed) if part]
    return words


@pytest.mark.parametrize("page", PAGES)
def test_page_parses_and_waits_for_review(page: str) -> None:
    parsed = parse_page(read_bytes(f"content/en/{page}.md"), page)

    assert parsed.sections
    assert not parsed.is_reviewed  # change this when a clinician has signed it


@pytest.mark.parametrize("page", PAGES)
def test_page_is_easy_to_read(page: str) -> None:
    body = _without_addresses(_body(page))

    assert grade(body) <= MAX_GRADE
    for section in body.split("\n## "):
        if section.strip():
            assert grade(section) <= MAX_GRADE, section.splitlines()[0]


def test_expectations_are_easy_to_read() -> None:
    assert grade("\n\n".join(_all_words())) <= MAX_GRADE


@pytest.mark.parametrize("page", PAGES)
def test_page_uses_person_first_words(page: str) -> None:
    assert LABELS.findall(_without_addresses(_body(page))) == []


def test_expectations_use_person_first_words() -> None:
    assert [text for text in _all_words() if LABELS.search(text)] == []


def test_every_fellowship_says_who_it_is_for() -> None:
    assert set(_texts().fellowship) == set(fellowships())


def test_every_type_without_a_language_has_a_text() -> None:
    texts, vocabulary = _texts(), meeting_types()
    missing = {
        code
        for code, found in vocabulary.base.items()
        if not found.language and found.sense not in texts.sense and code not in texts.code
    }

    assert missing == {"TC", "LO-I"}  # shown as attendance; meets by letter


def test_every_sense_exists_in_the_vocabulary() -> None:
    vocabulary = meeting_types()
    tables = [vocabulary.base, *vocabulary.overrides.values()]
    known = {found.sense for table in tables for found in table.values()}

    assert set(_texts().sense) <= known


def test_every_icon_is_drawn() -> None:
    texts = _texts()
    for table in (texts.sense, texts.code, texts.attendance, texts.spoken, texts.every):
        for item in table.values():
            check_icon(item.icon)


def test_texts_marked_recalled_are_known_to_the_reviewer() -> None:
    texts = _texts()
    recalled = [key for key, item in texts.fellowship.items() if item.basis is Basis.RECALLED]

    assert recalled
    assert all(texts.fellowship[key].source for key in recalled)


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("make", 1), ("meeting", 2), ("passes", 2), ("anonymous", 4)],
)
def test_syllables_by_rule(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_tells_hard_from_easy() -> None:
    easy = "You can sit by the door. You do not have to talk."
    hard = (
        "Participation in mutual-help organizations is facilitated by anticipatory "
        "socialization regarding the conventions governing interpersonal disclosure."
    )

    assert grade(easy) < 3
    assert grade(hard) > 15
