"""Which interventions fit someone's situation, and why; the clinician decides.

Every protocol in every variant is named: the order says what to look at first, and nothing is
hidden. There is no score, since nobody has shown how these reasons weigh against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.answers import Answers, Format, PartnerPart
from stepwell.domain.protocols.choice_points import ChoiceCard, ChoicePoint, Lean, finding_named
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.evidence import EvidenceCard
from stepwell.domain.protocols.items import Partner, SessionKind
from stepwell.domain.protocols.needs import emergency_sessions
from stepwell.domain.protocols.rules import sessions_offered


class Verdict(StrEnum):
    """FITS: something speaks for it and nothing against. OPEN: neither. AGAINST: something does."""

    FITS = "fits"
    OPEN = "open"
    AGAINST = "against"


class Generic(StrEnum):
    """Reasons that follow from the definition itself, worded where they are shown."""

    GIVEN_ALONE = "given-alone"
    GIVEN_IN_GROUPS = "given-in-groups"
    GIVEN_OTHERWISE = "given-otherwise"
    TAKES_PARTNER = "takes-partner"


@dataclass(frozen=True, slots=True)
class Reason:
    """id: of the point, or of a Generic; then text is "". basis, source: where it comes from."""

    id: str
    lean: Lean
    text: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """cautions: what the protocol itself says of when not, or not yet. evidence: all cards."""

    protocol: Protocol
    variant: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    cautions: tuple[str, ...]
    evidence: tuple[EvidenceCard, ...]

    @property
    def title(self) -> str:
        return self.protocol.words().title

    @property
    def variant_title(self) -> str:
        return self.protocol.words().of("variants", self.variant).title

    def of(self, lean: Lean) -> tuple[Reason, ...]:
        return tuple(one for one in self.reasons if one.lean is lean)


def suggest(
    answers: Answers,
    protocols: Iterable[Protocol],
    cards: Mapping[str, ChoiceCard],
    evidence: Iterable[EvidenceCard],
) -> tuple[Suggestion, ...]:
    """Each variant of each protocol, those that fit first; the answer follows from the arguments
    alone, whatever order protocols and evidence come in."""
    by_id = {one.id: one for one in sorted(evidence, key=lambda one: one.id)}
    found = [
        _suggestion(protocol, variant.id, answers, cards.get(protocol.slug), by_id)
        for protocol in protocols
        for variant in protocol.definition.variants
    ]
    return tuple(sorted(found, key=_place))


def _suggestion(
    protocol: Protocol,
    variant: str,
    answers: Answers,
    card: ChoiceCard | None,
    evidence: Mapping[str, EvidenceCard],
) -> Suggestion:
    points = [
        one
        for one in (card.points if card else ())
        if (not one.variants or variant in one.variants) and one.holds(answers)
    ]
    reasons = (
        *_from_the_definition(protocol, variant, answers),
        *(_reason(one, protocol, evidence) for one in points),
    )
    leans = {one.lean for one in reasons}
    verdict = Verdict.AGAINST if Lean.AGAINST in leans else Verdict.OPEN
    if verdict is Verdict.OPEN and Lean.FOR in leans:
        verdict = Verdict.FITS
    words = protocol.words()
    return Suggestion(
        protocol,
        variant,
        verdict,
        reasons,
        tuple(
            words.of("contraindications", one.id).title
            for one in protocol.definition.contraindications
        ),
        tuple(one for one in evidence.values() if protocol.slug in one.protocols),
    )


def _reason(point: ChoicePoint, protocol: Protocol, evidence: Mapping[str, EvidenceCard]) -> Reason:
    if point.item:
        name, _, key = point.item.partition(".")
        stated = next(one for one in getattr(protocol.definition, name) if one.id == key)
        text = protocol.words().of(name, key).title
        return Reason(point.id, point.lean, text, stated.basis, stated.source)
    if found := finding_named(point.finding, evidence):
        return Reason(point.id, point.lean, *found)
    return Reason(point.id, point.lean, point.text, point.basis, point.source)


def _from_the_definition(protocol: Protocol, variant: str, answers: Answers) -> Iterator[Reason]:
    rules = protocol.rules(variant)
    slugs = {slug for rule in rules for slug in sessions_offered(rule)}
    sessions = [protocol.sessions[one] for one in sorted(slugs - emergency_sessions(rules))]
    source = f"{protocol.slug}, version {protocol.version}"
    is_group = any(one.kind is SessionKind.GROUP for one in sessions)
    is_alone = any(one.kind is not SessionKind.GROUP for one in sessions)

    def reason(which: Generic, lean: Lean) -> Reason:
        return Reason(which.value, lean, "", Basis.DESIGN, source)

    if answers.format == Format.GROUP:
        yield (
            reason(Generic.GIVEN_IN_GROUPS, Lean.FOR)
            if is_group
            else reason(Generic.GIVEN_OTHERWISE, Lean.AGAINST)
        )
    if answers.format == Format.INDIVIDUAL:
        yield (
            reason(Generic.GIVEN_ALONE, Lean.FOR)
            if is_alone
            else reason(Generic.GIVEN_OTHERWISE, Lean.AGAINST)
        )
    if answers.partner == PartnerPart.WOULD_JOIN and any(
        one.partner is not Partner.NOT_EXPECTED or one.kind is SessionKind.CONJOINT
        for one in sessions
    ):
        yield reason(Generic.TAKES_PARTNER, Lean.FOR)


def _place(one: Suggestion) -> tuple[int, int, int, str, str]:
    return (
        list(Verdict).index(one.verdict),
        -len(one.of(Lean.FOR)),
        len(one.of(Lean.CAUTION)),
        one.protocol.slug,
        one.variant,
    )
