"""A safety plan: what a person does, and whom they turn to, when it gets dangerous.

Six parts in a fixed order, from what one can do alone to what others do. Written together, in the
person's own words; each version stands. It is never a promise not to die.

Source of the six parts: Stanley and Brown, Safety Planning Intervention, Cognitive and Behavioral
Practice 19 (2012) 256. Their form is theirs: our words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.safety.library_file import check_none, read_toml

MOST_ENTRIES = 12
LONGEST_ENTRY = 300


class PlanPart(StrEnum):
    """In the order in which they are tried."""

    SIGNS = "signs"
    ALONE = "alone"
    AROUND = "around"
    PEOPLE = "people"
    PROFESSIONALS = "professionals"
    SAFER = "safer"


Parts = Mapping[PlanPart, Sequence[str]]


class PlanRefused(ValueError):
    """What is wrong with a plan, and what to do."""


_CONTRACT = re.compile(
    r"\b(?:promise|swear|agree|contract|won['’]t|prometo|juro)\b[^.]{0,30}"
    r"\b(?:kill|hurt|harm|suicide|matar|suicid|hacerme daño)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)|\b(?:911|988)\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an entry. dial: the digits to call, "" where it is no number."""

    text: str
    dial: str = ""


def checked_parts(parts: Parts) -> dict[PlanPart, tuple[str, ...]]:
    """The entries as they are kept: stripped, empty ones left out, every part there.

    Raises:
        PlanRefused: nothing is written, something is too long, or it is a promise not to die.
    """
    kept = {
        part: tuple(line for one in parts.get(part, ()) if (line := " ".join(one.split())))
        for part in PlanPart
    }
    if not any(kept.values()):
        raise PlanRefused("Nothing is written yet. Begin with one part; the others can follow.")
    for part, entries in kept.items():
        if len(entries) > MOST_ENTRIES:
            raise PlanRefused(
                f"Part {part_number(part)} has {len(entries)} lines. Keep the {MOST_ENTRIES} that "
                "help most: a plan is read in a bad moment."
            )
        for entry in entries:
            if len(entry) > LONGEST_ENTRY:
                raise PlanRefused(
                    f"A line of part {part_number(part)} is longer than {LONGEST_ENTRY} letters. "
                    "Break it into two lines."
                )
            if _CONTRACT.search(entry):
                raise PlanRefused(
                    f"Part {part_number(part)} holds a promise not to die or be hurt. "
                    "Such promises don’t protect anyone. Write what the person does instead."
                )
    return kept


def missing_parts(parts: Parts) -> tuple[PlanPart, ...]:
    """The parts that say nothing yet."""
    return tuple(part for part in PlanPart if not parts.get(part))


def part_number(part: PlanPart) -> int:
    return list(PlanPart).index(part) + 1


def pieces_of(entry: str) -> tuple[Piece, ...]:
    """The entry cut so that telephone numbers can be touched to call."""
    pieces, last = list[Piece](), 0
    for match in _PHONE.finditer(entry):
        if match.start() > last:
            pieces.append(Piece(entry[last : match.start()]))
        digits = "".join(sign for sign in match.group() if sign.isdigit())
        dial = digits if len(digits) == 3 else f"+{digits if len(digits) == 11 else '1' + digits}"
        pieces.append(Piece(match.group(), dial))
        last = match.end()
    if last < len(entry):
        pieces.append(Piece(entry[last:]))
    return tuple(pieces)


class PartWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """heading: of the part. ask: what a counselor asks. hint: how to write it down."""

    heading: str
    ask: str
    hint: str


class PlanWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the plan's pages say, in our own words. en, es: by the part's slug."""

    source: str
    source_url: str
    owner_url: str
    basis: Basis
    note: str
    reviewed_by: str
    reviewed_on: str
    en: Mapping[PlanPart, PartWords]
    es: Mapping[PlanPart, PartWords]

    def of(self, part: PlanPart, language: str) -> PartWords:
        return (self.es if language == "es" else self.en)[part]


def parse_plan_words(data: bytes, file: str) -> PlanWords:
    """Raises SafetyFileError."""
    words = read_toml(data, PlanWords, file)
    check_none(
        file,
        [
            f"[{language}.{part.value}] is missing. Write heading, ask and hint."
            for language, texts in (("en", words.en), ("es", words.es))
            for part in PlanPart
            if part not in texts
        ],
    )
    return words
