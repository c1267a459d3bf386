"""What speaks for a meeting and what to know beforehand, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.content.provenance import Basis
from stepwell.domain.matching.candidates import Candidate
from stepwell.domain.matching.filters import KINDRED_SENSES, STEP_FREE, WITH_CHILDREN
from stepwell.domain.matching.fits import Fit
from stepwell.domain.matching.wishes import Leaning, Need, Wishes

NEWCOMER_SENSES = frozenset({"beginners"})
LEANING_SENSES: Mapping[Leaning, frozenset[str]] = {
    Leaning.NEWCOMERS: NEWCOMER_SENSES,
    Leaning.SECULAR: frozenset({"secular"}),
    Leaning.MIND: frozenset({"dual-diagnosis"}),
    Leaning.PROOF: frozenset({"proof-of-attendance"}),
}
NA_STANCE = "NA's public answers (Bulletin 29)"


class For(StrEnum):
    PREFERRED = "preferred"
    MEANT = "meant"
    ALSO = "also"
    MIND = "mind"
    NEWCOMERS = "newcomers"
    SECULAR = "secular"
    NOT_TWELVE_STEP = "not_twelve_step"
    KINDRED = "kindred"
    PROOF = "proof"
    LANGUAGE = "language"
    STEP_FREE = "step_free"
    CHILDREN = "children"
    OPEN = "open"
    FREE = "free"


class Mind(StrEnum):
    """What to know before going."""

    MEDICATION = "medication"
    MONTHLY = "monthly"
    CLOSED = "closed"
    ABOUT_WHERE = "about_where"


@dataclass(frozen=True, slots=True)
class Reason:
    """finding: card/finding of the evidence, where that says it."""

    what: For | Mind
    basis: Basis
    source: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    reasons: tuple[Reason, ...]
    cautions: tuple[Reason, ...]

    @property
    def affinity(self) -> int:
        """How many things speak for it, less a caution about medication, which weighs as two.

        A count, not a score that anyone has tested (design).
        """
        heavy = sum(one.what is Mind.MEDICATION for one in self.cautions)
        light = sum(one.what is Mind.MONTHLY for one in self.cautions)
        return len(self.reasons) - 2 * heavy - light


def weigh(one: Candidate, wishes: Wishes, fits: Mapping[str, Fit]) -> Weighed:
    return Weighed(tuple(_for(one, wishes, fits)), tuple(_mind(one, wishes)))


def _for(one: Candidate, wishes: Wishes, fits: Mapping[str, Fit]) -> Iterator[Reason]:
    if one.fellowship in wishes.fellowships:
        yield _listed(For.PREFERRED, "What the person said")
    fit = fits.get(one.fellowship)
    if fit is not None and fit.is_for(wishes.substances):
        yield Reason(For.MIND if fit.mind else For.MEANT, fit.basis, fit.source)
    elif fit is not None and fit.also is not None and fit.is_also_for(wishes.substances):
        yield Reason(For.ALSO, Basis.SOURCE, "", fit.also.finding)
    for leaning in Leaning:
        if leaning in wishes.leanings and one.senses & LEANING_SENSES[leaning]:
            yield _listed(_LEANING_WORDS[leaning], "The listing")
    if not one.is_twelve_step:
        yield _listed(For.NOT_TWELVE_STEP, "The listing")
    if any(kin in wishes.kindred and senses & one.senses for kin, senses in KINDRED_SENSES.items()):
        yield _listed(For.KINDRED, "The listing")
    if wishes.languages & one.languages:
        yield _listed(For.LANGUAGE, "The listing")
    if Need.STEP_FREE in wishes.needs and one.senses & STEP_FREE:
        yield _listed(For.STEP_FREE, "The listing")
    if Need.CHILDREN in wishes.needs and one.senses & WITH_CHILDREN:
        yield _listed(For.CHILDREN, "The listing")
    if Need.OPEN in wishes.needs:
        yield _listed(For.OPEN, "The listing")
    if wishes.free:
        yield _listed(For.FREE, "What the person said")


def _mind(one: Candidate, wishes: Wishes) -> Iterator[Reason]:
    if wishes.is_medicated and one.fellowship == "na":
        yield Reason(Mind.MEDICATION, Basis.SOURCE, NA_STANCE)
    if one.is_monthly:
        yield _listed(Mind.MONTHLY, "The listing")
    if "closed" in one.senses:
        yield _listed(Mind.CLOSED, "The listing")
    if one.is_in_person and one.is_approximate:
        yield _listed(Mind.ABOUT_WHERE, "The listing")


_LEANING_WORDS = {
    Leaning.NEWCOMERS: For.NEWCOMERS,
    Leaning.SECULAR: For.SECULAR,
    Leaning.MIND: For.MIND,
    Leaning.PROOF: For.PROOF,
}


def _listed(what: For | Mind, source: str) -> Reason:
    return Reason(what, Basis.DESIGN, source)
