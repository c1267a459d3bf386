"""What the letter about a breach says: the parts the rule asks for, all of them entered.

Source: 45 CFR 164.404(c)(1): what happened with both days, the kinds of information, steps the
person can take, what the program does, and a way to ask (recalled; counsel confirms).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from stepwell.domain.consents.form_text import day_words
from stepwell.domain.consents.templates import LANGUAGES, fill
from stepwell.domain.content.provenance import Basis
from stepwell.domain.people.neutral_words import telling_word

SHORTEST_WORDS = 10
CONTACTS = ("phone", "email", "web", "post")
Section = tuple[str, tuple[str, ...]]


class LetterText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """words, kinds: by slug and language. reviewed_by: "" until someone has read it."""

    version: int
    basis: Basis
    source: str
    reviewed_by: str
    reviewed_on: str
    spanish_reviewed_by: str
    words: dict[str, dict[str, str]]
    kinds: dict[str, dict[str, str]]

    def say(self, slug: str, language: str, **values: str) -> str:
        return fill(self.words[slug][language], values)


class DueGuide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How each is told."""

    basis: Basis
    source: str
    people: tuple[str, ...]
    hhs: tuple[str, ...]
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the program wrote for the letter in one language. kinds: slugs of the letter's text."""

    what_happened: str
    kinds: tuple[str, ...]
    steps: str
    doing: str
    phone: str = ""
    email: str = ""
    web: str = ""
    post: str = ""


def parse_letter(data: bytes) -> LetterText:
    """Raises msgspec.ValidationError on a field that is not known or fit."""
    text = msgspec.toml.decode(data, type=LetterText)
    for one in (*text.words.values(), *text.kinds.values()):
        if set(one) != set(LANGUAGES):
            raise msgspec.ValidationError("Each line is there in every language.")
    return text


def parse_due(data: bytes) -> DueGuide:
    """Raises msgspec.ValidationError on a field that is not known or fit."""
    return msgspec.toml.decode(data, type=DueGuide)


def letter_problems(told: Told, text: LetterText) -> Iterator[str]:
    """All that is missing or would tell a stranger too much; nothing where it can be printed."""
    for words, about in (
        (told.what_happened, "what happened"),
        (told.steps, "what the person can do"),
        (told.doing, "what the program does about it"),
    ):
        if len(words.strip()) < SHORTEST_WORDS:
            yield f"Write in a sentence {about}."
        elif word := telling_word(words):
            yield f"“{word}” tells a stranger what the program is about. Say it without that word."
    if not told.kinds or not set(told.kinds) <= set(text.kinds):
        yield "Mark which kinds of information it was."
    if not any(getattr(told, name).strip() for name in CONTACTS):
        yield "Write how the person can ask: a free phone number, an e-mail, the web or an address."


def letter_sections(
    told: Told, text: LetterText, language: str, *, happened_on: date | None, discovered_on: date
) -> tuple[Section, ...]:
    """Headings with their paragraphs, in the order of the letter; the first has no heading."""

    def say(slug: str, **values: str) -> str:
        return text.say(slug, language, **values)

    when = (
        say("happened", day=day_words(happened_on, language)) if happened_on else say("not_known")
    )
    found = say("discovered", day=day_words(discovered_on, language))
    kinds = tuple(words[language] for slug, words in text.kinds.items() if slug in told.kinds)
    contacts = tuple(
        say(name, value=getattr(told, name)) for name in CONTACTS if getattr(told, name)
    )
    return (
        ("", (say("opening"),)),
        (say("what_happened"), (*_paragraphs(told.what_happened), f"{when} {found}")),
        (say("kinds"), kinds),
        (say("steps"), _paragraphs(told.steps)),
        (say("doing"), _paragraphs(told.doing)),
        (say("contact"), contacts),
    )


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())
