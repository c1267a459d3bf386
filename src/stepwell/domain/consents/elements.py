"""Whether a form has all elements of 2.31, told all at once so that nobody mends one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.domain.consents.combining import combination_problems
from stepwell.domain.consents.kinds import (
    TPO_PURPOSES,
    TPO_RECIPIENTS,
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    Statement,
)
from stepwell.domain.consents.problem import ElementProblem
from stepwell.domain.consents.terms import ConsentTerms

VOLUNTEER_LONGEST = timedelta(days=90)
"""A consent for a volunteer ends by itself: `peers.md` §2, the volunteer problem, mode B. The
length is design."""
VOLUNTEER_INFORMATION = frozenset({InformationKind.FIRST_NAME_AND_NUMBER})


class ConsentIncomplete(Exception):
    """problems: everything that keeps the form from being signed."""

    def __init__(self, problems: tuple[ElementProblem, ...]) -> None:
        super().__init__(" ".join(one.words for one in problems))
        self.problems = problems


def check_elements(terms: ConsentTerms, *, on: date | None = None) -> None:
    """
    Args:
        on: the day it is to be signed, on the program's calendar; None where that is not asked.

    Raises:
        ConsentIncomplete: with all problems at once.
    """
    if problems := element_problems(terms, on=on):
        raise ConsentIncomplete(problems)


def element_problems(terms: ConsentTerms, *, on: date | None = None) -> tuple[ElementProblem, ...]:
    """Empty where the form may be signed."""
    return tuple(_problems(terms, on))


def _problems(terms: ConsentTerms, on: date | None) -> Iterator[ElementProblem]:
    if not terms.client_name.strip():
        yield ElementProblem("client_name", "The client’s name is missing.", "2.31(a)(1)")
    if not terms.discloser.strip():
        yield ElementProblem("discloser", "Say who may share.", "2.31(a)(2)")
    if not terms.information:
        yield ElementProblem("information", "Say what may be shared.", "2.31(a)(3)")
    for word in terms.unknown_terms:
        yield ElementProblem("terms", f"“{word}” is not known here.", "design")
    yield from _recipient_problems(terms)
    if not terms.purposes:
        yield ElementProblem("purposes", "Say what it is for.", "2.31(a)(5)")
    if Purpose.OTHER in terms.purposes and not terms.purpose_words.strip():
        yield ElementProblem("purpose_words", "Say in words what it is for.", "2.31(a)(5)")
    yield from _expiry_problems(terms, on)
    for statement in sorted(statements_needed(terms) - terms.statements):
        yield ElementProblem(
            "statements", f"The form lacks a statement: {_STATEMENTS[statement]}.", "2.31(a), (b)"
        )
    yield from combination_problems(terms)


def statements_needed(terms: ConsentTerms) -> frozenset[Statement]:
    """The sentences that a form with these terms must carry."""
    needed = {Statement.RIGHT_TO_REVOKE, Statement.HOW_TO_REVOKE}
    if terms.purposes & TPO_PURPOSES and {one.kind for one in terms.recipients} & (
        TPO_RECIPIENTS | {RecipientKind.INTERMEDIARY}
    ):
        needed.add(Statement.REDISCLOSURE)
    if terms.kind is ConsentKind.TPO:
        needed |= {Statement.REDISCLOSURE, Statement.REFUSAL}
    if terms.kind is ConsentKind.COUNSELING_NOTES:
        needed.add(Statement.NOT_A_CONDITION)
    if Purpose.FUNDRAISING in terms.purposes:
        needed.add(Statement.FUNDRAISING_OPT_OUT)
    return frozenset(needed)


def _recipient_problems(terms: ConsentTerms) -> Iterator[ElementProblem]:
    source = "2.31(a)(4)"
    if not terms.recipients:
        yield ElementProblem("recipients", "Say who may receive it.", source)
    may_name_a_class = terms.kind is ConsentKind.TPO
    for one in terms.recipients:
        if one.is_class and not (may_name_a_class and one.kind in TPO_RECIPIENTS):
            yield ElementProblem("recipients", "Name each recipient.", source)
            break
    if terms.kind is not ConsentKind.INTERMEDIARY:
        return
    if not terms.participants:
        yield ElementProblem(
            "participants",
            "Name who takes part in the exchange, or say: those who treat me.",
            "2.31(a)(4)(ii)",
        )
    if any(
        one.is_class and one.kind is not RecipientKind.TREATING_PROVIDER
        for one in terms.participants
    ):
        yield ElementProblem(
            "participants",
            "Without a name, only those who treat the client may take part.",
            "2.31(a)(4)(ii)(B)",
        )


def _expiry_problems(terms: ConsentTerms, on: date | None) -> Iterator[ElementProblem]:
    expiry, source = terms.expiry, "2.31(a)(7)"
    if expiry.is_missing:
        yield ElementProblem("expiry", "Say when it ends: a date or an event.", source)
    if expiry.is_open_ended and terms.kind is not ConsentKind.TPO:
        yield ElementProblem(
            "expiry",
            "Only a consent for treatment, payment and operations may have no end.",
            source,
        )
    if expiry.on is not None and on is not None and expiry.on < on:
        yield ElementProblem("expiry", "The day it ends is over already.", source)
    if any(one.kind is RecipientKind.VOLUNTEER for one in terms.recipients):
        if expiry.on is None:
            yield ElementProblem(
                "expiry", "A consent for a volunteer needs a day on which it ends.", "design"
            )
        elif on is not None and expiry.on > on + VOLUNTEER_LONGEST:
            yield ElementProblem(
                "expiry",
                f"A consent for a volunteer ends within {VOLUNTEER_LONGEST.days} days.",
                "design",
            )
        if terms.information - VOLUNTEER_INFORMATION:
            yield ElementProblem(
                "information", "A volunteer gets a first name and a number, nothing more.", "design"
            )


_STATEMENTS = {
    Statement.RIGHT_TO_REVOKE: "that it can be taken back",
    Statement.HOW_TO_REVOKE: "how to take it back",
    Statement.REDISCLOSURE: "that it may be passed on and lose this protection",
    Statement.REFUSAL: "what happens if it is not signed",
    Statement.NOT_A_CONDITION: "that treatment does not depend on it",
    Statement.FUNDRAISING_OPT_OUT: "how to say no to fundraising",
}
