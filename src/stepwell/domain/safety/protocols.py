"""Short texts on what to do when someone may be in danger, one file each for each language.

`library/safety/protocols/<language>/<slug>.toml`. The public page shows the parts for everyone,
the staff page all of them, with what each sentence rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.help.lines import HelpLine
from stepwell.domain.safety.facts import Source
from stepwell.domain.safety.library_file import SafetyFileError, check_none, read_toml
from stepwell.domain.safety.promises import promises_in

SLUGS = (
    "overdose",
    "withdrawal",
    "intoxicated-arrival",
    "driving",
    "medication",
    "pregnancy",
    "violence-at-home",
)
"""In the order to list them: what kills fastest first."""
LONGEST = 260
"""Characters of one item: what someone reads while the other hand holds a phone."""


class Kind(StrEnum):
    LIST = "list"
    STEPS = "steps"


class Audience(StrEnum):
    EVERYONE = "everyone"
    STAFF = "staff"


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence or two. source: a key of sources.toml, for basis "source". note: why we say
    it, for any other basis."""

    text: str
    basis: Basis
    source: str = ""
    note: str = ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """slug: the same in every language. item: what it says, in order."""

    slug: str
    heading: str
    kind: Kind
    audience: Audience
    item: tuple[Item, ...]


class ProtocolFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    summary: str
    reviewed_by: str
    reviewed_on: str
    lines: tuple[str, ...]
    part: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SafetyProtocol:
    """One text, with the numbers it names and the documents it rests on.

    reviewed_by, reviewed_on: "" until a clinician has signed it.
    """

    slug: str
    language: str
    title: str
    summary: str
    reviewed_by: str
    reviewed_on: str
    parts: tuple[Part, ...]
    lines: Mapping[str, HelpLine]
    sources: Mapping[str, Source]

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_by and self.reviewed_on)

    @property
    def public_parts(self) -> tuple[Part, ...]:
        return tuple(one for one in self.parts if one.audience is Audience.EVERYONE)

    @property
    def checked_on(self) -> date | None:
        """The oldest day on which a fact of it was looked up; None where one never was."""
        days = [one.checked_on for one in self.lines.values()]
        days += [one.checked_on for one in self.sources.values()]
        known = [day for day in days if day]
        return min(known) if len(known) == len(days) and days else None

    def part(self, slug: str) -> Part:
        """Raises KeyError where it has no such part."""
        return {one.slug: one for one in self.parts}[slug]


def parse_protocol(
    data: bytes,
    *,
    slug: str,
    language: str,
    lines: Mapping[str, HelpLine],
    sources: Mapping[str, Source],
    file: str,
) -> SafetyProtocol:
    """Read and check one text; file: its name, for the messages.

    Raises: SafetyFileError, naming every problem.
    """
    one = read_toml(data, ProtocolFile, file)
    check_none(file, list(_problems(one, lines, sources)))
    named = {item.source for part in one.part for item in part.item if item.source}
    return SafetyProtocol(
        slug=slug,
        language=language,
        title=one.title,
        summary=one.summary,
        reviewed_by=one.reviewed_by,
        reviewed_on=one.reviewed_on,
        parts=one.part,
        lines={key: lines[key] for key in one.lines},
        sources={key: source for key, source in sources.items() if key in named},
    )


def check_same_shape(one: SafetyProtocol, other: SafetyProtocol) -> None:
    """A translation says the same, in the same order, on the same grounds.

    Raises: SafetyFileError.
    """

    def shape(text: SafetyProtocol) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
        return [
            (part.slug, part.kind, part.audience, [(it.basis, it.source) for it in part.item])
            for part in text.parts
        ]

    if shape(one) != shape(other) or list(one.lines) != list(other.lines):
        raise SafetyFileError(
            f"{one.slug}: the texts in {one.language} and {other.language} differ in their parts, "
            "items, grounds or lines. Give both the same, in the same order."
        )


def _problems(
    one: ProtocolFile, lines: Mapping[str, HelpLine], sources: Mapping[str, Source]
) -> Iterator[str]:
    for key in one.lines:
        if key not in lines:
            yield f'lines names "{key}", which help/lines.toml has not. Use: {", ".join(lines)}.'
    slugs = [part.slug for part in one.part]
    for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
        yield f'two parts have the slug "{slug}". Rename one.'
    if not any(part.audience is Audience.EVERYONE for part in one.part):
        yield "no part is for everyone. Say at least what anyone can do."
    for part in one.part:
        if not part.item:
            yield f'the part "{part.slug}" is empty. Write [[part.item]] below it, or remove it.'
        for item in part.item:
            for problem in _item_problems(item, sources):
                yield f'part "{part.slug}", "{item.text[:40]}": {problem}'


def _item_problems(item: Item, sources: Mapping[str, Source]) -> Iterator[str]:
    if not item.text.endswith((".", "?", "!")):
        yield "the text must be a whole sentence. End it with a period."
    if len(item.text) > LONGEST:
        yield f"the text is longer than {LONGEST} letters. Make it shorter, or two items."
    if item.basis is Basis.SOURCE and item.source not in sources:
        yield f'the source "{item.source}" is not in sources.toml. Use: {", ".join(sources)}.'
    if item.basis is not Basis.SOURCE and (item.source or not item.note):
        yield "what rests on no document needs a note that says why we say it, and no source."
    for phrase in promises_in(item.text):
        yield f'"{phrase}" promises that somebody watches. Say who reads it and when, or nothing.'
