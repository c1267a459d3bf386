"""What speaks for or against a protocol in someone's situation: `library/choosing/<slug>.toml`.

A point says nothing of its own where a protocol or an evidence card says it already: it names the
item or the finding, and those words are shown, with their source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.answers import ALLOWED, Answers
from stepwell.domain.protocols.conversion import convert_struct
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.evidence import EvidenceCard
from stepwell.domain.protocols.problems import Problem, ProtocolRefused


class Lean(StrEnum):
    FOR = "for"
    CAUTION = "caution"
    AGAINST = "against"


class ChoicePoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """when: by question the answers for which it is shown; always without any. variants: those it
    is about, none for all. item: "claims.setting" of the protocol. finding: "maaez-trial/dose" of
    a card. text: a whole sentence, where neither says it, with basis and source.
    """

    id: str
    lean: Lean
    when: dict[str, tuple[str, ...]] = {}
    variants: tuple[str, ...] = ()
    item: str = ""
    finding: str = ""
    text: str = ""
    basis: Basis = Basis.DESIGN
    source: str = ""

    def holds(self, answers: Answers) -> bool:
        return all(answers.of(question) & set(given) for question, given in self.when.items())


class ChoiceCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """protocol: a slug; one that is not shipped is never suggested."""

    protocol: str
    points: tuple[ChoicePoint, ...]


def load_choice_card(file: str, data: bytes) -> ChoiceCard:
    """Raises ProtocolRefused, with every problem found."""
    problems: list[Problem] = []
    card = None
    try:
        text = data.decode()
        raw = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(file, "", f"It is not valid TOML: {error}.", "Look near there."))
    else:
        card = convert_struct(ChoiceCard, raw, file, text, ("points",), problems)
    if card is not None:
        problems.extend(_own_problems(file, card))
    if problems or card is None:
        raise ProtocolRefused(problems)
    return card


def check_choice_card(
    file: str, card: ChoiceCard, protocol: Protocol, evidence: Mapping[str, EvidenceCard]
) -> list[Problem]:
    """Whether what it names is there."""
    words = protocol.words()
    variants = {one.id for one in protocol.definition.variants}
    problems = []
    for one in card.points:
        place = f"[[points]] {one.id}"
        name, _, key = one.item.partition(".")
        if one.item and (name, key) not in words.items:
            problems.append(Problem(file, place, f'There is no "{one.item}".', "Name an item."))
        if one.finding and finding_named(one.finding, evidence) is None:
            problems.append(
                Problem(file, place, f'There is no "{one.finding}".', "Name a card and a finding.")
            )
        problems.extend(
            Problem(file, place, f'There is no variant "{wrong}".', "Name one of the protocol.")
            for wrong in one.variants
            if wrong not in variants
        )
    return problems


def finding_named(name: str, evidence: Mapping[str, EvidenceCard]) -> tuple[str, Basis, str] | None:
    """Its text, basis and source."""
    card_id, _, key = name.partition("/")
    card = evidence.get(card_id)
    found = next((one for one in card.findings if one.id == key), None) if card else None
    return (found.text, found.basis, found.source) if found else None


def _own_problems(file: str, card: ChoiceCard) -> Iterator[Problem]:
    if f"{card.protocol}.toml" != file:
        yield Problem(file, "protocol", f'It is about "{card.protocol}".', "Name the file so.")
    for one in card.points:
        place = f"[[points]] {one.id}"
        if sum(map(bool, (one.item, one.finding, one.text))) != 1:
            yield Problem(file, place, "It needs one of item, finding and text.", "Keep one.")
        if one.text and not (one.text.endswith(".") and one.source):
            yield Problem(file, place, "It needs a whole sentence and a source.", "Complete it.")
        yield from _wrong_answers(file, place, one.when.items())
    ids = [one.id for one in card.points]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield Problem(file, f"[[points]] {twice}", "This id stands twice.", "Rename one.")


def _wrong_answers(
    file: str, place: str, when: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[Problem]:
    for question, given in when:
        if question == "substances":
            continue
        if question not in ALLOWED:
            known = ", ".join([*ALLOWED, "substances"])
            yield Problem(file, place, f'Nobody asks "{question}".', f"Use one of: {known}.")
            continue
        for wrong in sorted(set(given) - ALLOWED[question]):
            known = ", ".join(sorted(ALLOWED[question]))
            yield Problem(file, place, f'"{wrong}" is no answer.', f"Use one of: {known}.")
