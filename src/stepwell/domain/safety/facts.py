"""Sources and help lines: facts that age, each with the day on which it was last looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from stepwell.domain.safety.library_file import check_none, read_toml

RECHECK = timedelta(days=30)
"""Help-line facts change: look them up every month. Source: product research note, part 2.6."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that a safety text rests on.

    checked_on: when it was last looked up for Stepwell; None where only a copy, or what a search
    showed of it, was read. note: what was read, and what stays unverified.
    """

    title: str
    url: str = ""
    note: str = ""
    checked_on: date | None = None


class LineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """name: as people know it. says: one sentence on who answers and when."""

    name: str
    says: str


class HelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number to call. number, text, tty: as dialed, "" where there is none.

    states: postal codes where it holds, () for the whole country. source: a key of the sources.
    """

    number: str
    source: str
    en: LineWords
    es: LineWords
    text: str = ""
    tty: str = ""
    url: str = ""
    states: tuple[str, ...] = ()
    checked_on: date | None = None

    def words(self, language: str) -> LineWords:
        """In Spanish where it is asked for, else in English."""
        return self.es if language == "es" else self.en

    @property
    def dialed(self) -> str:
        """For a tel: address: digits, with +1 where the number is a full one."""
        digits = "".join(sign for sign in self.number if sign.isdigit())
        return f"+{digits}" if len(digits) == 11 else digits


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something to look up again. kind: "line" or "source". checked_on: None for never."""

    kind: str
    key: str
    label: str
    checked_on: date | None

    def is_due(self, today: date, *, after: timedelta = RECHECK) -> bool:
        return self.checked_on is None or today - self.checked_on > after


def parse_sources(data: bytes, file: str) -> Mapping[str, Source]:
    """Raises SafetyFileError."""
    sources = read_toml(data, dict[str, Source], file)
    check_none(
        file,
        [
            f"[{key}] has neither a url nor a note. Say what was read, so that others can."
            for key, one in sources.items()
            if not (one.url or one.note)
        ],
    )
    return sources


def parse_lines(data: bytes, sources: Mapping[str, Source], file: str) -> Mapping[str, HelpLine]:
    """Raises SafetyFileError."""
    lines = read_toml(data, dict[str, HelpLine], file)
    problems = [
        f'[{key}] names the source "{one.source}", which sources.toml does not have. '
        f"Use one of: {', '.join(sources)}."
        for key, one in lines.items()
        if one.source not in sources
    ]
    problems += [
        f"[{key}] has no number to dial. Write the digits."
        for key, one in lines.items()
        if not one.dialed
    ]
    check_none(file, problems)
    return lines


def dated_facts(
    lines: Mapping[str, HelpLine], sources: Mapping[str, Source]
) -> tuple[DatedFact, ...]:
    """Everything that ages, the longest unchecked first."""
    facts = [DatedFact("line", key, one.en.name, one.checked_on) for key, one in lines.items()]
    facts += [DatedFact("source", key, one.title, one.checked_on) for key, one in sources.items()]
    return tuple(sorted(facts, key=lambda one: (one.checked_on or date.min, one.kind, one.key)))
