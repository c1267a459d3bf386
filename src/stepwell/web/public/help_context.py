"""What the help pages show, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from stepwell.domain.help.lines import LANGUAGES
from stepwell.domain.places.states import STATE_NAMES
from stepwell.queries.help_lines import help_lines
from stepwell.queries.help_pages import (
    ShownLine,
    ShownTopic,
    shown_line,
    shown_lines,
    shown_topic,
    shown_topics,
    words_of,
)

AUTONYMS = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class StateLines:
    state: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    code: str
    name: str
    href: str


def front_address(language: str) -> str:
    return reverse("public:help_now" if language == "en" else f"public:help_now_{language}")


def topic_address(slug: str, language: str) -> str:
    name = "public:help_topic" if language == "en" else f"public:help_topic_{language}"
    return reverse(name, kwargs={"topic": slug})


def addresses() -> list[str]:
    """Of every help page in every language."""
    return [
        address
        for language in LANGUAGES
        for address in (
            front_address(language),
            *(topic_address(one.slug, language) for one in shown_topics(language)),
        )
    ]


def front_context(language: str) -> dict[str, Any]:
    topics = shown_topics(language)
    return _context(language, {code: front_address(code) for code in LANGUAGES}) | {
        "emergency": shown_line("emergency", language),
        "crisis": shown_line("crisis", language),
        "front_topics": _with_addresses(topics, language, is_on_front=True),
        "other_topics": _with_addresses(topics, language, is_on_front=False),
        "nationwide": shown_lines(help_lines().nationwide, language),
        "states": state_lines(language),
        "near": settings.PROGRAM_PLACE,
    }


def topic_context(slug: str, language: str) -> dict[str, Any] | None:
    """None where there is no such topic."""
    topic = shown_topic(slug, language)
    if topic is None:
        return None
    others = [
        (one, topic_address(one.slug, language))
        for one in shown_topics(language)
        if one.slug != slug
    ]
    return _context(language, {code: topic_address(slug, code) for code in LANGUAGES}) | {
        "topic": topic,
        "other_topics": others,
        "front_url": front_address(language),
    }


@cache
def state_lines(language: str) -> tuple[StateLines, ...]:
    lines = help_lines()
    return tuple(
        StateLines(STATE_NAMES[state], shown_lines(lines.of_state(state), language))
        for state in lines.states
    )


def _with_addresses(
    topics: tuple[ShownTopic, ...], language: str, *, is_on_front: bool
) -> list[tuple[ShownTopic, str]]:
    return [
        (one, topic_address(one.slug, language)) for one in topics if one.is_on_front is is_on_front
    ]


def _context(language: str, here: dict[str, str]) -> dict[str, Any]:
    return {
        "w": words_of(language),
        "language": language,
        "other_languages": [
            OtherLanguage(code, AUTONYMS[code], here[code])
            for code in LANGUAGES
            if code != language
        ],
        "worker_url": reverse("public:help_worker"),
        "scope": front_address("en"),
    }
