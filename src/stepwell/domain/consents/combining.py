"""Kinds of consent that may not stand on one form.

Source: 2.31(b): a consent for counseling notes is combined with no other but another such. 2.31(d),
`peers.md` P3 [K]: nor one for proceedings; counsel must confirm the latter. That the others stay
apart as well is design: a person who signs for their doctor has not signed for their employer.
"""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.consents.kinds import (
    ATTENDANCES,
    TPO_PURPOSES,
    TPO_RECIPIENTS,
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
)
from stepwell.domain.consents.problem import ElementProblem
from stepwell.domain.consents.terms import ConsentTerms

NOTES = frozenset({InformationKind.COUNSELING_NOTES})
PROCEEDINGS = frozenset({Purpose.LEGAL_PROCEEDING})
TPO_FORM_PURPOSES = TPO_PURPOSES | {Purpose.FUNDRAISING}


def combination_problems(terms: ConsentTerms) -> Iterator[ElementProblem]:
    yield from _about_notes(terms)
    yield from _about_proceedings(terms)
    kinds = {one.kind for one in terms.recipients}
    if terms.kind is ConsentKind.TPO:
        yield from _about_tpo(terms, kinds)
    if terms.kind is ConsentKind.INTERMEDIARY:
        if kinds - {RecipientKind.INTERMEDIARY}:
            yield _apart("recipients", "An exchange", "people or organizations outside it")
        if terms.purposes - TPO_PURPOSES:
            yield _apart("purposes", "An exchange", "other purposes than treatment and payment")
    elif RecipientKind.INTERMEDIARY in kinds:
        yield _apart("recipients", "An exchange", "other recipients")


def _about_notes(terms: ConsentTerms) -> Iterator[ElementProblem]:
    is_notes_form = terms.kind is ConsentKind.COUNSELING_NOTES
    if terms.information & NOTES and (not is_notes_form or terms.information - NOTES):
        yield _apart("information", "Counseling notes", "anything else", "2.31(b)")
    if is_notes_form and terms.information and not terms.information & NOTES:
        yield ElementProblem("information", "This form is for counseling notes only.", "2.31(b)")


def _about_proceedings(terms: ConsentTerms) -> Iterator[ElementProblem]:
    is_proceedings_form = terms.kind is ConsentKind.PROCEEDINGS
    # The notes keep their own form, but that form may not serve a proceeding either.
    if terms.purposes & PROCEEDINGS and (not is_proceedings_form or terms.purposes - PROCEEDINGS):
        yield _apart("purposes", "A legal proceeding", "any other purpose", "2.31(d)")
    if is_proceedings_form and terms.purposes and not terms.purposes & PROCEEDINGS:
        yield ElementProblem("purposes", "This form is for a legal proceeding only.", "2.31(d)")


def _about_tpo(terms: ConsentTerms, kinds: set[RecipientKind]) -> Iterator[ElementProblem]:
    what = "Treatment, payment and operations"
    if kinds - TPO_RECIPIENTS - {RecipientKind.INTERMEDIARY}:
        yield _apart("recipients", what, "an employer, a court, family, a volunteer or others")
    if terms.purposes - TPO_FORM_PURPOSES - PROCEEDINGS:
        yield _apart("purposes", what, "any other purpose")
    if terms.information & ATTENDANCES:
        yield _apart("information", what, "reports of attendance: they need a form that names who")


def _apart(element: str, what: str, other: str, source: str = "design") -> ElementProblem:
    return ElementProblem(element, f"{what} and {other} need separate forms.", source)
