"""A public page: TOML front matter between two +++ lines, then Markdown in sections.

The front matter says for every section what it rests on, so a reviewer sees at once
what has been looked up, what was recalled and what is our own choice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from markdown_it import MarkdownIt

from stepwell.domain.content.provenance import Basis

_FENCE = "+++"
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_ALLOWED_LINKS = ("https://", "http://", "tel:", "sms:", "mailto:", "/", "#")
_SAFE_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


class Grounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one section rests on. section: its heading. checked_on: when a fact that
    changes (a telephone number) was last looked up, or None."""

    section: str
    basis: Basis
    source: str
    checked_on: date | None = None


class _FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    summary: str
    reviewed_by: str
    reviewed_on: str
    grounds: tuple[Grounds, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """slug: for the address (#slug). html: safe to show, without the heading."""

    heading: str
    slug: str
    html: str
    grounds: tuple[Grounds, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """title and summary are plain text. intro_html: what comes before the first section.
    reviewed_by, reviewed_on: "" until a clinician has signed the page."""

    title: str
    summary: str
    intro_html: str
    sections: tuple[Section, ...]
    reviewed_by: str
    reviewed_on: str

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_by and self.reviewed_on)

    @property
    def checked_on(self) -> date | None:
        """The oldest date on which a changing fact of this page was looked up."""
        dates = [
            grounds.checked_on
            for section in self.sections
            for grounds in section.grounds
            if grounds.checked_on
        ]
        return min(dates, default=None)


class PageError(ValueError):
    """A page cannot be read; the message says where and what to do."""


def parse_page(data: bytes, file: str) -> Page:
    """Read and check one page. file: its name, for the messages.

    Raises: PageError.
    """
    front, body = _split(data, file)
    parts = _HEADING.split(body)
    headings = [heading.strip() for heading in parts[1::2]]
    for problem in _problems(front, headings, body):
        raise PageError(f"{file}: {problem}")
    sections = tuple(
        Section(
            heading,
            _slug(heading),
            _SAFE_MARKDOWN.render(text),
            tuple(grounds for grounds in front.grounds if grounds.section == heading),
        )
        for heading, text in zip(headings, parts[2::2], strict=True)
    )
    intro = _SAFE_MARKDOWN.render(parts[0])
    return Page(front.title, front.summary, intro, sections, front.reviewed_by, front.reviewed_on)


def _split(data: bytes, file: str) -> tuple[_FrontMatter, str]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise PageError(f"{file} is not UTF-8 text: {error}. Save it as UTF-8.") from error
    empty, _, rest = text.partition(_FENCE + "\n")
    head, fence, body = rest.partition("\n" + _FENCE + "\n")
    if empty or not fence:
        raise PageError(
            f"{file} must start with a line of +++, then title, summary, reviewed_by, "
            "reviewed_on and [[grounds]], then a second line of +++."
        )
    try:
        return msgspec.convert(tomllib.loads(head), _FrontMatter), body
    except tomllib.TOMLDecodeError as error:
        raise PageError(
            f"{file}: the lines between the +++ are not valid TOML: {error}."
        ) from error
    except msgspec.ValidationError as error:
        raise PageError(
            f"{file}: {error}. The lines between the +++ may hold title, summary, "
            "reviewed_by, reviewed_on and [[grounds]] with section, basis, source, checked_on."
        ) from error


def _problems(front: _FrontMatter, headings: list[str], body: str) -> Iterator[str]:
    named = {grounds.section for grounds in front.grounds}
    for heading in headings:
        if heading not in named:
            yield f'section "{heading}" has no [[grounds]]. Say what it rests on.'
        if headings.count(heading) > 1:
            yield f'two sections are called "{heading}". Rename one.'
    for grounds in front.grounds:
        if grounds.section not in headings:
            yield f'[[grounds]] names "{grounds.section}", but no section is called that.'
        if not grounds.source:
            yield f'the [[grounds]] of "{grounds.section}" has no source. Name it.'
    for token in _SAFE_MARKDOWN.parse(body):
        for child in token.children or ():
            href = str(child.attrGet("href") or "") if child.type == "link_open" else "/"
            if not href.startswith(_ALLOWED_LINKS):
                yield f"the link to {href} is not allowed. Use https, tel, sms or mailto."
        if token.type == "heading_open" and token.tag == "h1":
            yield "a line starts with one #. The title is in the front matter; use ##."


def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")
