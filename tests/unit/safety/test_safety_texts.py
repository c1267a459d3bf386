"""The shipped safety texts, and what their parsers refuse."""

from __future__ import annotations

import pytest

from stepwell.domain.safety.facts import parse_sources
from stepwell.domain.safety.library_file import SafetyFileError
from stepwell.domain.safety.promises import promises_in
from stepwell.domain.safety.protocols import (
    SLUGS,
    Audience,
    SafetyProtocol,
    check_same_shape,
    parse_protocol,
)
from stepwell.library import read_bytes
from stepwell.queries.help_lines import help_lines
from stepwell.queries.safety_library import safety_protocol, safety_protocols, safety_sources

OVERDOSE = read_bytes("safety/protocols/en/overdose.toml").decode()


def parsed(text: str) -> SafetyProtocol:
    return parse_protocol(
        text.encode(),
        slug="overdose",
        language="en",
        lines=help_lines().by_key,
        sources=safety_sources(),
        file="overdose.toml",
    )


def test_safety_texts_say_the_same_in_both_languages() -> None:
    for one, other in zip(safety_protocols("en"), safety_protocols("es"), strict=True):
        check_same_shape(one, other)
        assert one.title != other.title


def test_safety_texts_await_their_review_and_have_something_for_everyone() -> None:
    assert [one.slug for one in safety_protocols()] == list(SLUGS)
    for one in safety_protocols():
        assert not one.is_reviewed, "a review needs a person and a day"
        assert one.public_parts


def test_overdose_steps_come_in_the_order_of_their_source() -> None:
    steps = [item.text for item in safety_protocol("overdose").part("steps").item]

    words = ("911", "breathe", "naloxone", "second dose", "side", "Stay")
    assert len(steps) == len(words)
    for step, word in zip(steps, words, strict=True):
        assert word in step
    assert safety_protocol("overdose").part("steps").item[0].source == "samhsa-five-steps"


def test_medication_text_never_discourages_prescribed_medicine() -> None:
    text = safety_protocol("medication")
    said = " ".join(item.text for part in text.parts for item in part.item).casefold()

    assert "go together" in text.summary
    assert "never tell a client to stop" in said
    for word in ("crutch", "substitut", "not sober", "not really", "get off"):
        assert word not in said


def test_staff_parts_are_not_among_the_public_ones() -> None:
    for one in safety_protocols():
        assert {part.audience for part in one.public_parts} == {Audience.EVERYONE}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"samhsa-five-steps"', '"samhsa-six-steps"', "is not in sources.toml"),
        ('slug = "know"', 'slug = "signs"', 'two parts have the slug "signs"'),
        ('audience = "everyone"', 'audience = "staff"', "no part is for everyone"),
        ('"emergency", "crisis"', '"emergency", "crysis"', 'lines names "crysis"'),
        ("Stay until help comes.", "Help is on the way.", "promises that somebody watches"),
        ('basis = "recalled"\nnote', 'basis = "recalled"\nsource', "needs a note"),
        ('basis = "design"', 'basis = "guess"', "overdose.toml"),
        ('kind = "steps"', 'kind = "steps"\ncolour = "red"', "colour"),
        ('back."', 'back"', "whole sentence"),
        ('title = "Overdose"', 'title = "Overdose', "missing quote"),
    ],
)
def test_broken_text_is_refused_with_place_and_remedy(before: str, after: str, said: str) -> None:
    assert before in OVERDOSE
    with pytest.raises(SafetyFileError) as refusal:
        parsed(OVERDOSE.replace(before, after))
    assert said in str(refusal.value)
    assert "overdose.toml" in str(refusal.value)


def test_source_that_says_nothing_of_what_was_read_is_refused() -> None:
    with pytest.raises(SafetyFileError, match="neither a url nor a note"):
        parse_sources(b'[a]\ntitle = "A"\n', "sources.toml")


@pytest.mark.parametrize(
    "text",
    [
        "We are monitoring your messages.",
        "We’ll watch over you.",
        "Someone will answer right away.",
        "A counselor will call back within minutes.",
        "Help is on the way.",
        "This page is monitored day and night.",
        "Alguien le responderá de inmediato.",
    ],
)
def test_promise_of_watching_is_found(text: str) -> None:
    assert promises_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody watches this page.",
        "This page is not monitored.",
        "Your counselor sees this when they next open the site.",
        "The person who answers 911 tells you how.",
    ],
)
def test_honest_words_are_let_through(text: str) -> None:
    assert promises_in(text) == ()
