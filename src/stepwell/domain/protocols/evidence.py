"""An evidence card: one study, its findings for and against, and what to be careful about."""

from __future__ import annotations

import tomllib
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.conversion import convert_struct
from stepwell.domain.protocols.problems import Problem, ProtocolRefused


class Direction(StrEnum):
    FAVORABLE = "favorable"
    NO_DIFFERENCE = "no-difference"
    UNFAVORABLE = "unfavorable"
    UNCLEAR = "unclear"


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """text: a whole sentence with the figures as published."""

    id: str
    direction: Direction
    text: str
    basis: Basis
    source: str


class EvidenceCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """protocols: slugs it speaks to. people: how many took part, 0 where not known.

    erratum: what is known of a correction, "" for none.
    """

    id: str
    title: str
    protocols: tuple[str, ...]
    design: str
    people: int
    source: str
    findings: tuple[Finding, ...]
    caveats: tuple[str, ...]
    erratum: str = ""

    def of(self, direction: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.direction == direction)


def load_card(file: str, data: bytes) -> EvidenceCard:
    """
    Raises:
        ProtocolRefused: with every problem found.
    """
    problems: list[Problem] = []
    card = None
    try:
        text = data.decode()
        raw = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(file, "", f"It is not valid TOML: {error}.", "Look near there."))
    else:
        card = convert_struct(EvidenceCard, raw, file, text, ("findings",), problems)
    if card is not None:
        if f"{card.id}.toml" != file:
            problems.append(
                Problem(file, "id", f'The id is "{card.id}".', "Give it the name of the file.")
            )
        for one in card.findings:
            if not one.text.endswith(".") or not one.source:
                problems.append(
                    Problem(
                        file,
                        f"[[findings]] {one.id}",
                        "It needs a whole sentence and a source.",
                        "Complete it.",
                    )
                )
    if problems or card is None:
        raise ProtocolRefused(problems)
    return card
