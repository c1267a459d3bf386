"""The texts of the help pages in one language, put together from the library.

Read once per process: they change with the software only, and must show even where the
database doesn't answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from stepwell.domain.content.pages import Page, parse_page
from stepwell.domain.content.provenance import Basis
from stepwell.domain.help.lines import LANGUAGES, HelpLine
from stepwell.domain.help.linking import with_links
from stepwell.domain.help.topics import Place, Topic, parse_topics
from stepwell.domain.help.words import Words, parse_words
from stepwell.domain.safety.protocols import Kind
from stepwell.library import read_bytes
from stepwell.queries.help_lines import help_lines
from stepwell.queries.safety_library import safety_protocol

FOR_ALL = "everyone"
"""The only public part of a short protocol: on a public page its heading says too little."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One help line in one language. call: the words on its button. below: the number below
    them, where they don't say it."""

    key: str
    line: HelpLine
    name: str
    says: str
    call: str

    @property
    def below(self) -> str:
        return "" if self.line.number in self.call else self.line.number


@dataclass(frozen=True, slots=True)
class ShownItem:
    """html: safe, its numbers as links. is_recalled: no document says so yet, and the page
    must not hide that."""

    html: str
    is_recalled: bool


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Either items or html. is_steps: in this order."""

    slug: str
    heading: str
    items: tuple[ShownItem, ...] = ()
    is_steps: bool = False
    html: str = ""
    is_recalled: bool = False


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A page of help. front: what of it stands on the first page."""

    slug: str
    icon: str
    title: str
    summary: str
    intro_html: str
    parts: tuple[ShownPart, ...]
    front: tuple[ShownPart, ...]
    lines: tuple[ShownLine, ...]
    is_on_front: bool
    is_alarm: bool
    is_neutral: bool
    reviewed_by: str
    reviewed_on: str
    checked_on: date | None

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_by and self.reviewed_on)

    @property
    def has_recalled(self) -> bool:
        """Whether a part of it rests on no document yet."""
        return any(
            part.is_recalled or any(item.is_recalled for item in part.items) for part in self.parts
        )


@cache
def all_words() -> Mapping[str, Words]:
    return parse_words({one: read_bytes(f"help/words.{one}.toml") for one in LANGUAGES})


def words_of(language: str) -> Words:
    return all_words()[language]


@cache
def topics() -> tuple[Topic, ...]:
    file = "help/topics.toml"
    return parse_topics(read_bytes(file), file, lines=help_lines().by_key)


@cache
def help_page(name: str, language: str) -> Page:
    """One of our own texts."""
    file = f"help/pages/{language}/{name}.md"
    return parse_page(read_bytes(file), file)


@cache
def shown_topics(language: str) -> tuple[ShownTopic, ...]:
    return tuple(
        _from_page(topic, language) if topic.page else _from_protocol(topic, language)
        for topic in topics()
    )


def shown_topic(slug: str, language: str) -> ShownTopic | None:
    return next((one for one in shown_topics(language) if one.slug == slug), None)


@cache
def shown_line(key: str, language: str) -> ShownLine:
    line = help_lines().by_key[key]
    words = line.words(language)
    return ShownLine(key, line, words.name, words.says, words.call or words.name)


def shown_lines(lines: Mapping[str, HelpLine], language: str) -> tuple[ShownLine, ...]:
    return tuple(shown_line(key, language) for key in lines)


def _from_protocol(topic: Topic, language: str) -> ShownTopic:
    """Only what is for everyone; the rest is for those who work in a program."""
    text = safety_protocol(topic.protocol, language)
    parts = {
        one.slug: ShownPart(
            one.slug,
            words_of(language)["what_helps"] if one.slug == FOR_ALL else one.heading,
            items=tuple(
                ShownItem(with_links(item.text), item.basis is Basis.RECALLED) for item in one.item
            ),
            is_steps=one.kind is Kind.STEPS,
        )
        for one in text.public_parts
    }
    return ShownTopic(
        slug=topic.slug,
        icon=topic.icon,
        title=topic.words(language).title or text.title,
        summary=topic.words(language).says or text.summary,
        intro_html="",
        parts=tuple(parts.values()),
        front=tuple(parts[slug] for slug in topic.shows),
        lines=tuple(shown_line(key, language) for key in topic.lines),
        is_on_front=topic.place is Place.FRONT,
        is_alarm=topic.is_alarm,
        is_neutral=topic.is_neutral,
        reviewed_by=text.reviewed_by,
        reviewed_on=text.reviewed_on,
        checked_on=text.checked_on,
    )


def _from_page(topic: Topic, language: str) -> ShownTopic:
    page = help_page(topic.page, language)
    parts = tuple(
        ShownPart(
            one.slug,
            one.heading,
            html=one.html,
            is_recalled=any(ground.basis is Basis.RECALLED for ground in one.grounds),
        )
        for one in page.sections
    )
    return ShownTopic(
        slug=topic.slug,
        icon=topic.icon,
        title=topic.words(language).title or page.title,
        summary=topic.words(language).says or page.summary,
        intro_html=page.intro_html,
        parts=parts,
        front=(),
        lines=tuple(shown_line(key, language) for key in topic.lines),
        is_on_front=topic.place is Place.FRONT,
        is_alarm=topic.is_alarm,
        is_neutral=topic.is_neutral,
        reviewed_by=page.reviewed_by,
        reviewed_on=page.reviewed_on,
        checked_on=page.checked_on,
    )
