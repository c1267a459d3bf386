"""Consent forms as the library ships them: TOML for what a form offers, prose for what it tells.

The prose is sections of plain paragraphs and lists, so that the screen and the PDF say the same.
A heading names the statements its section makes: `## You can take it back {right_to_revoke}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec

from stepwell.domain.consents.kinds import (
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    Statement,
)

LANGUAGES = ("en", "es")
PLACEHOLDER = re.compile(r"\[([a-z_]+)\]")
_HEADING = re.compile(r"## (?P<words>[^{}]+?)(?: \{(?P<statements>[a-z_ ]+)\})?")


class TextError(ValueError):
    """A form or notice cannot be read; says where and what to do."""


class Grounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a text rests on. counsel: what a lawyer must confirm."""

    basis: Literal["source", "recalled", "design"]
    source: str
    checked_on: date
    counsel: str


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who has read a version; apart from it, for a published version never changes."""

    reviewed_by: str
    reviewed_on: str
    spanish_reviewed_by: str


class ConsentTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a form offers to choose from. takes_names: recipients are named, not classes.

    rights: name of the text that follows the form's own. suggested_days: until it ends; 0 for none.
    """

    slug: str
    version: int
    kind: ConsentKind
    rights: str
    information: tuple[InformationKind, ...]
    recipients: tuple[RecipientKind, ...]
    purposes: tuple[Purpose, ...]
    takes_names: bool
    may_be_open_ended: bool
    suggested_days: int
    events: tuple[str, ...]
    title: dict[str, str]
    summary: dict[str, str]
    grounds: Grounds

    @property
    def name(self) -> str:
        return f"{self.slug}.v{self.version}"


class NoticeTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    slug: str
    version: int
    title: dict[str, str]
    grounds: Grounds

    @property
    def name(self) -> str:
        return f"{self.slug}.v{self.version}"


class FormWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the slugs are called on a form, by language."""

    version: int
    labels: dict[str, dict[str, str]]
    information: dict[InformationKind, dict[str, str]]
    recipients: dict[RecipientKind, dict[str, str]]
    purposes: dict[Purpose, dict[str, str]]
    events: dict[str, dict[str, str]]
    signers: dict[str, dict[str, str]]
    methods: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one item of a list."""

    text: str
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    heading: str
    statements: frozenset[Statement]
    blocks: tuple[Block, ...]

    @property
    def groups(self) -> list[tuple[bool, list[str]]]:
        """Neighboring items together, for a list: (is a list, texts)."""
        groups: list[tuple[bool, list[str]]] = []
        for block in self.blocks:
            if block.is_item and groups and groups[-1][0]:
                groups[-1][1].append(block.text)
            else:
                groups.append((block.is_item, [block.text]))
        return groups


def parse_prose(data: bytes, file: str) -> tuple[FormSection, ...]:
    """
    Raises:
        TextError: something is neither heading, paragraph nor item, or a statement is unknown.
    """
    sections: list[FormSection] = []
    for number, line in enumerate(data.decode().splitlines(), start=1):
        where = f"{file}, line {number}"
        if not line.strip():
            continue
        if line.startswith("#"):
            sections.append(_section(line, where))
        elif not sections:
            raise TextError(f"{where}: text before the first heading. Start with “## Heading”.")
        else:
            last = sections[-1]
            block = Block(line.removeprefix("- ").strip(), line.startswith("- "))
            sections[-1] = FormSection(last.heading, last.statements, (*last.blocks, block))
    for section in sections:
        if not section.blocks:
            raise TextError(f"{file}: nothing stands under “{section.heading}”.")
    return tuple(sections)


def filled(sections: tuple[FormSection, ...], values: Mapping[str, str]) -> tuple[FormSection, ...]:
    """The sections with [program] and the like replaced. Raises TextError for an unknown one."""
    return tuple(
        FormSection(
            section.heading,
            section.statements,
            tuple(Block(fill(one.text, values), one.is_item) for one in section.blocks),
        )
        for section in sections
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TextError(f"[{match[1]}] stands for nothing; known are: {', '.join(values)}.")
        return values[match[1]]

    return PLACEHOLDER.sub(value, text)


def statements_of(sections: tuple[FormSection, ...]) -> frozenset[Statement]:
    """What the sections state, by their headings."""
    return frozenset(one for section in sections for one in section.statements)


def text_sha256(title: str, sections: tuple[FormSection, ...]) -> str:
    """Of the words alone, to tell which text someone was given."""
    return sha256("\n".join(_lines(title, sections)).encode()).hexdigest()


def _lines(title: str, sections: tuple[FormSection, ...]) -> Iterator[str]:
    yield title
    for section in sections:
        yield section.heading
        yield from (one.text for one in section.blocks)


def _section(line: str, where: str) -> FormSection:
    heading = _HEADING.fullmatch(line.rstrip())
    if heading is None:
        raise TextError(f"{where}: write the heading as “## Heading {{statement}}”.")
    names = (heading["statements"] or "").split()
    known = {one.value: one for one in Statement}
    if unknown := [name for name in names if name not in known]:
        raise TextError(f"{where}: no statement is called {unknown[0]!r}: {', '.join(known)}.")
    return FormSection(heading["words"].strip(), frozenset(known[name] for name in names), ())
