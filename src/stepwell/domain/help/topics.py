"""What the help page has pages about, in the order to show them.

The texts stand elsewhere: in a page of our own (`library/help/pages/<language>/`) or in a
safety protocol. Here is only which, with whose numbers, and where.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from enum import StrEnum

import msgspec

_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*")
RESERVED = frozenset({"es", "worker"})
"""Words of addresses beside the topics."""


class Place(StrEnum):
    FRONT = "front"  # with its text on the first page
    LIST = "list"  # a row that leads to its own page


class TopicWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What fits someone in need better than the text's own title and summary, or ""."""

    title: str = ""
    says: str = ""


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """page, protocol: which text it has, one of them. lines: keys of help lines, the first
    one on the biggest button. shows: the parts of a protocol that stand on the first page.
    is_alarm: stands out. is_neutral: the page's title and address say nothing, and leaving
    it quickly is the first thing on it.
    """

    slug: str
    icon: str
    place: Place
    page: str = ""
    protocol: str = ""
    lines: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    en: TopicWords = TopicWords()
    es: TopicWords = TopicWords()
    is_alarm: bool = False
    is_neutral: bool = False

    def words(self, language: str) -> TopicWords:
        return self.es if language == "es" else self.en


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[Topic, ...]


class TopicsError(ValueError):
    """The list is wrong; the message names every problem, its place and what to do."""


def parse_topics(data: bytes, file: str, *, lines: Collection[str]) -> tuple[Topic, ...]:
    """
    Args:
        lines: keys of the help lines that there are.

    Raises:
        TopicsError: with all problems at once.
    """
    try:
        topics = msgspec.convert(tomllib.loads(data.decode()), _File).topic
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TopicsError(f"{file}: {error}. Each [[topic]] needs slug, icon and place.") from error
    problems = list(_problems(topics, lines))
    if problems:
        raise TopicsError("\n".join(f"{file} {problem}" for problem in problems))
    return topics


def _problems(topics: tuple[Topic, ...], lines: Collection[str]) -> Iterator[str]:
    slugs = [topic.slug for topic in topics]
    for topic in topics:
        where = f"topic {topic.slug!r}:"
        if not _SLUG.fullmatch(topic.slug) or topic.slug in RESERVED:
            yield f"{where} the slug must be small letters and hyphens, not es or worker."
        if slugs.count(topic.slug) > 1:
            yield f"{where} two topics have this slug. Rename one."
        if bool(topic.page) is bool(topic.protocol):
            yield f"{where} give it either a page or a protocol."
        if topic.shows and not topic.protocol:
            yield f"{where} shows names parts of a protocol; of a page its beginning is shown."
        for name in ("title", "says"):
            if bool(getattr(topic.en, name)) is not bool(getattr(topic.es, name)):
                yield f"{where} give {name} in both languages, or in none."
        for key in topic.lines:
            if key not in lines:
                yield f"{where} there is no help line {key!r}. There are {', '.join(lines)}."
