"""Help lines as data: numbers, hours, languages, whom they are for, and what that rests on.

Three steps: the TOML is parsed, its shape converted, and the whole cross-checked. Every
step names all the problems it finds, so that one reading of the message mends the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.help.telephone import NotANumber, dialed
from stepwell.domain.places.states import STATE_NAMES

LANGUAGES = ("en", "es")
"""In which every text for everyone is written."""

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Hours(StrEnum):
    ALWAYS = "always"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """What of a line nobody has been able to look up."""

    NUMBER = "number"
    HOURS = "hours"
    LANGUAGES = "languages"
    TEXT = "text"


class LineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """name: as read on the page. says: whom it is for and what happens, one or two sentences.
    call: on the button, "" for the name alone."""

    name: str
    says: str
    call: str = ""


class HelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line. A line without a number to call has a page (`url`).

    text: the number that takes texts; text_first: what to write first, "" for anything.
    languages: codes in which people answer. states: of the United States, none for all.
    unverified: the parts that no source says. checked_on: the day on which the source was
    read, None where nobody has.
    """

    number: str
    hours: Hours
    languages: tuple[str, ...]
    basis: Basis
    source: str
    en: LineWords
    es: LineWords
    text: str = ""
    text_first: str = ""
    tty: str = ""
    url: str = ""
    states: tuple[str, ...] = ()
    unverified: tuple[Part, ...] = ()
    checked_on: date | None = None

    def words(self, language: str) -> LineWords:
        return self.es if language == "es" else self.en

    @property
    def dialed(self) -> str:
        """As `tel:` takes it; "" for a line that is a page."""
        return dialed(self.number) if self.number else ""

    @property
    def texted(self) -> str:
        """As `sms:` takes it; "" where nobody reads texts."""
        return dialed(self.text) if self.text else ""

    @property
    def tty_dialed(self) -> str:
        """For people who type instead of speaking; "" where there is none."""
        return dialed(self.tty) if self.tty else ""


@dataclass(frozen=True, slots=True)
class HelpLines:
    """All lines by key, in the order of the file, which is the order to show them."""

    by_key: Mapping[str, HelpLine]

    def of_state(self, state: str) -> dict[str, HelpLine]:
        """Those for one state alone."""
        return {key: one for key, one in self.by_key.items() if state in one.states}

    @property
    def nationwide(self) -> dict[str, HelpLine]:
        return {key: one for key, one in self.by_key.items() if not one.states}

    @property
    def states(self) -> list[str]:
        """Which have lines of their own, by name."""
        return sorted({state for one in self.by_key.values() for state in one.states})


class HelpLinesError(ValueError):
    """The file is wrong; the message names every problem, its place and what to do."""


def parse_lines(data: bytes, file: str) -> HelpLines:
    """
    Raises:
        HelpLinesError: with all problems at once.
    """
    problems: list[str] = []
    lines: dict[str, HelpLine] = {}
    for key, table in _tables(data, file).items():
        try:
            lines[key] = msgspec.convert(table, HelpLine)
        except msgspec.ValidationError as error:
            problems.append(f"[{key}]: {error}.")
    for key, line in lines.items():
        problems += [f"[{key}]: {problem}" for problem in _problems(key, line)]
    if problems:
        raise HelpLinesError("\n".join(f"{file} {problem}" for problem in problems))
    return HelpLines(MappingProxyType(lines))


def _tables(data: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HelpLinesError(f"{file} is not valid TOML in UTF-8: {error}.") from error


def _problems(key: str, line: HelpLine) -> Iterator[str]:
    if not _KEY.fullmatch(key):
        yield "the key must be small letters, digits and hyphens."
    if not line.number and not line.url:
        yield "it has neither a number nor a page. Give it one of them."
    for name in ("number", "text", "tty"):
        yield from _number_problems(name, getattr(line, name))
    if line.text_first and not line.text:
        yield "text_first needs a number in text."
    if line.url and not line.url.startswith("https://"):
        yield f"url {line.url!r} must start with https://."
    if not line.languages:
        yield "languages is empty. Name at least one, such as en."
    yield from (f"{state!r} is no state; write CT." for state in _not_states(line))
    if not line.source:
        yield "source is empty. Name the document, or say why you know."
    if line.checked_on and line.basis is not Basis.SOURCE:
        yield "checked_on is for lines whose basis is a source that was read."
    for language in LANGUAGES:
        words = line.words(language)
        if not words.name or not words.says:
            yield f"{language}: name and says must not be empty."


def _number_problems(name: str, number: str) -> Iterator[str]:
    if not number:
        return
    try:
        dialed(number)
    except NotANumber as error:
        yield f"{name}: {error}"


def _not_states(line: HelpLine) -> list[str]:
    return [state for state in line.states if state not in STATE_NAMES]
