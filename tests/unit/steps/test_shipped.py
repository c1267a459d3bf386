"""The shipped workbook: whole, readable, in our own words, and as it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from stepwell.domain.protocols.rules import HeldBack
from stepwell.domain.steps.definition import SLOT, Practice
from stepwell.domain.steps.document import paragraphs
from stepwell.library.vocabularies import fellowships
from stepwell.queries.protocols import latest_protocols
from stepwell.queries.steps import steps_document, workbook
from unit.content.readability import grade

PUBLISHED = {1: "e1fc34008e3539a8008ee6dcd4d3379dad033eab78cd8525ecc9a1b55e77d63e"}
"""Of structure and English words, by version. Members’ writing names questions by their ids: a
change is the next version here, and an id is never given to another question."""
DOCUMENTS = {
    (1, "en"): "af72d50b52af565aa8b5007fb2077c3f4dbc701f31f1b12d1db966d073611506",
    (1, "es"): "ca597ee0fd96f027afa316f2b276a2b461d4e16a389a4684a92c54e8b58180e0",
}
MAX_GRADE = 7.0
LANGUAGES = ("en", "es")
STEPS = [one.slug for one in workbook().in_order]
WORKSHEETS = list(workbook().definition.worksheets)
FILES = [f"steps/{one}" for one in STEPS] + [f"worksheets/{one}" for one in WORKSHEETS]
NOT_OURS = re.compile(
    r"\b(powerless|unmanageable|moral inventor|fearless|shortcomings?|defects?|humbly|"
    r"conscious contact|spiritual awakening|restore us|as we understood|"
    r"one day at a time|easy does it|first things first|let go and let|keep coming back|"
    r"addicts?|alcoholics?|relapse[ds]?|slips?|clean|dirty|sin|sins|character)\b",
    re.IGNORECASE,
)
MARKS = re.compile(r"[*_`#<>\[\]]")


def texts(file: str, language: str = "en") -> Iterator[tuple[str, str]]:
    """Where it stands, and the text; a body without the labels of choices."""
    words = workbook().words(language, file)
    yield "title", words.title
    yield "summary", words.summary
    for (name, key), said in words.items.items():
        yield f"{name}.{key}", said.title
        hints = [one for one in paragraphs(said.body) if not one.startswith("- ")]
        yield from ((f"{name}.{key} body", one) for one in hints)
        yield from ((f"{name}.{key} choice", one) for one in said.fields.values())


def filled(text: str) -> str:
    return text.replace(SLOT, workbook().object_words("en", "aa"))


def test_published_words_are_as_they_were() -> None:
    version = workbook().definition.version

    assert workbook().content_hash == PUBLISHED[version]


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_document_is_as_it_was(language: str) -> None:
    version = workbook().definition.version

    assert steps_document(language).content_hash == DOCUMENTS[version, language]


def test_no_clinician_has_signed_the_words() -> None:
    assert not workbook().is_reviewed  # change this when one has


def test_both_languages_are_whole() -> None:
    assert workbook().languages == LANGUAGES


@pytest.mark.parametrize("slug", STEPS)
def test_paraphrase_and_every_question_are_easy_to_read(slug: str) -> None:
    words = workbook().words("en", f"steps/{slug}")
    asked = [words.of("questions", one.id).title for one in workbook().steps[slug].questions]

    assert all(one.endswith(("?", ".")) for one in asked)
    too_hard = {
        one: grade(filled(one)) for one in (words.summary, *asked) if grade(filled(one)) > MAX_GRADE
    }
    assert too_hard == {}


@pytest.mark.parametrize("file", ["workbook", *FILES])
def test_longer_texts_are_easy_to_read(file: str) -> None:
    bodies = [text for place, text in texts(file) if place.endswith("body")]

    assert {one: grade(one) for one in bodies if grade(filled(one)) > MAX_GRADE} == {}


def test_formula_finds_a_hard_question() -> None:
    hard = "To what extent did psychological rationalization facilitate continued consumption?"

    assert grade(hard) > MAX_GRADE


@pytest.mark.parametrize("file", ["workbook", *FILES])
def test_words_are_ours_kind_and_plain(file: str) -> None:
    for place, text in texts(file):
        assert not NOT_OURS.search(text), (place, text)
    for language in LANGUAGES:
        for place, text in texts(file, language):
            assert not MARKS.search(text), (place, text)
            assert "'" not in text, (place, "write ’")


def test_no_step_is_tied_to_one_drug() -> None:
    drugs = re.compile(r"\b(alcohol|drugs?|beer|cocaine|heroin|gambl\w+|sober)\b", re.IGNORECASE)
    said = [(slug, *one) for slug in STEPS for one in texts(f"steps/{slug}")]

    assert [one for one in said if drugs.search(one[2])] == []
    assert any(SLOT in text for _slug, _place, text in said)


def test_every_twelve_step_fellowship_has_its_object() -> None:
    named = {slug for one in workbook().definition.objects for slug in one.fellowships}

    assert named == {slug for slug, one in fellowships().items() if one.is_twelve_step}


@pytest.mark.parametrize("language", LANGUAGES)
def test_slot_fits_into_a_sentence_for_every_fellowship(language: str) -> None:
    """Spanish runs “de el” and “a el” together, so the slot never follows those."""
    for slug in STEPS:
        for place, text in texts(f"steps/{slug}", language):
            assert not re.search(rf"\b(de|a) {re.escape(SLOT)}", text), (slug, place)
    for fellowship in ("", *fellowships()):
        words = workbook().object_words(language, fellowship)
        assert words[0].islower()
        assert not words.endswith((".", "s?"))


def test_every_practice_is_trained_and_every_step_trains_one() -> None:
    trained = [one.id for step in workbook().in_order for one in step.practices]

    assert set(trained) == set(Practice)
    assert all(step.practices for step in workbook().in_order)


def test_inventory_and_amends_live_in_the_private_notebook() -> None:
    private = {step.number for step in workbook().in_order if step.is_private}

    assert private == {4, 5, 8, 9, 10}
    open_sheets = {slug for slug, one in workbook().worksheets.items() if not one.is_private}
    assert open_sheets == {"quiet-time", "service-log"}


def test_what_lets_steps_wait_is_in_some_protocol() -> None:
    tracks = {one.id for protocol in latest_protocols() for one in protocol.definition.tracks}
    held = {
        session
        for protocol in latest_protocols()
        for rule in protocol.definition.sequence
        if isinstance(rule, HeldBack)
        for session in rule.sessions
    }
    waiting = [one for one in workbook().in_order if one.track or one.sessions]

    assert [one.number for one in waiting] == [4, 5, 6, 7, 8, 9]
    assert {one.track for one in waiting} <= tracks
    assert {slug for one in waiting for slug in one.sessions} <= held
