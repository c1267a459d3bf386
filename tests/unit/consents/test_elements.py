from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories.consent_forms import (
    COMPANY,
    COMPLETE,
    INTERMEDIARY,
    NAMED,
    NOTES,
    PROCEEDINGS,
    SISTER,
    TPO,
)
from stepwell.domain.consents.elements import (
    ConsentIncomplete,
    check_elements,
    element_problems,
    statements_needed,
)
from stepwell.domain.consents.kinds import (
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    Statement,
)
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient

DAY = date(2026, 3, 2)


def named(terms: ConsentTerms, on: date = DAY) -> set[str]:
    return {one.element for one in element_problems(terms, on=on)}


@pytest.mark.parametrize("terms", COMPLETE, ids=lambda terms: f"{terms.kind}")
def test_complete_form_of_each_kind_has_no_problem(terms: ConsentTerms) -> None:
    assert element_problems(terms, on=DAY) == ()


@pytest.mark.parametrize("terms", COMPLETE, ids=lambda terms: f"{terms.kind}")
@pytest.mark.parametrize(
    ("element", "spoilt"),
    [
        ("client_name", {"client_name": " "}),
        ("discloser", {"discloser": ""}),
        ("information", {"information": frozenset()}),
        ("recipients", {"recipients": ()}),
        ("purposes", {"purposes": frozenset()}),
        ("expiry", {"expiry": Expiry()}),
        ("statements", {"statements": frozenset()}),
        ("terms", {"unknown_terms": ("fax",)}),
    ],
)
def test_each_missing_element_is_named(
    terms: ConsentTerms, element: str, spoilt: dict[str, object]
) -> None:
    assert element in named(replace(terms, **spoilt))  # type: ignore[arg-type]


def test_empty_form_tells_all_problems_at_once() -> None:
    empty = ConsentTerms(
        kind=ConsentKind.NAMED,
        client_name="",
        discloser="",
        information=frozenset(),
        recipients=(),
        purposes=frozenset(),
        expiry=Expiry(),
        statements=frozenset(),
    )
    with pytest.raises(ConsentIncomplete) as refused:
        check_elements(empty)
    assert {one.element for one in refused.value.problems} == {
        "client_name", "discloser", "information", "recipients", "purposes", "expiry", "statements"
    }  # fmt: skip
    assert all(one.words in str(refused.value) for one in refused.value.problems)


def test_each_kind_needs_its_own_statements() -> None:
    assert statements_needed(TPO) == {
        Statement.RIGHT_TO_REVOKE,
        Statement.HOW_TO_REVOKE,
        Statement.REDISCLOSURE,
        Statement.REFUSAL,
    }
    assert Statement.NOT_A_CONDITION in statements_needed(NOTES)
    assert statements_needed(NAMED) == {Statement.RIGHT_TO_REVOKE, Statement.HOW_TO_REVOKE}
    with_fundraising = replace(TPO, purposes=TPO.purposes | {Purpose.FUNDRAISING})
    assert Statement.FUNDRAISING_OPT_OUT in statements_needed(with_fundraising)
    for_treatment = replace(NAMED, recipients=NOTES.recipients, purposes={Purpose.TREATMENT})
    assert Statement.REDISCLOSURE in statements_needed(for_treatment)


@pytest.mark.parametrize(
    ("terms", "element"),
    [
        (replace(NAMED, information=NAMED.information | NOTES.information), "information"),
        (replace(NOTES, information=NAMED.information | NOTES.information), "information"),
        (replace(NOTES, information=NAMED.information), "information"),
        (replace(TPO, information=TPO.information | NOTES.information), "information"),
        (replace(TPO, purposes=TPO.purposes | PROCEEDINGS.purposes), "purposes"),
        (replace(NAMED, purposes=NAMED.purposes | PROCEEDINGS.purposes), "purposes"),
        (replace(PROCEEDINGS, purposes=NAMED.purposes | PROCEEDINGS.purposes), "purposes"),
        (replace(PROCEEDINGS, purposes=NAMED.purposes), "purposes"),
        (replace(NOTES, purposes=PROCEEDINGS.purposes), "purposes"),
        (replace(TPO, recipients=(*TPO.recipients, SISTER)), "recipients"),
        (replace(TPO, purposes=TPO.purposes | NAMED.purposes), "purposes"),
        (replace(TPO, recipients=INTERMEDIARY.recipients), "recipients"),
        (replace(NAMED, recipients=INTERMEDIARY.recipients), "recipients"),
        (replace(INTERMEDIARY, recipients=(*INTERMEDIARY.recipients, SISTER)), "recipients"),
        (replace(INTERMEDIARY, purposes=NAMED.purposes), "purposes"),
        (replace(TPO, information=TPO.information | {InformationKind.ATTENDANCE}), "information"),
    ],
)
def test_kinds_that_may_not_be_combined_are_refused(terms: ConsentTerms, element: str) -> None:
    assert named(terms) == {element}


def test_only_tpo_names_classes_and_has_no_end() -> None:
    a_class = (Recipient(RecipientKind.TREATING_PROVIDER),)
    assert named(replace(NOTES, recipients=a_class)) == {"recipients"}
    employer = (Recipient(RecipientKind.EMPLOYER),)
    assert named(replace(NAMED, recipients=employer)) == {"recipients"}
    assert named(replace(NAMED, expiry=Expiry(is_open_ended=True))) == {"expiry"}
    assert named(replace(NAMED, expiry=Expiry(on=date(2026, 3, 1)))) == {"expiry"}
    assert named(replace(NAMED, expiry=Expiry(event="the end of my treatment"))) == set()


def test_intermediary_names_participants_or_those_who_treat() -> None:
    assert named(replace(INTERMEDIARY, participants=())) == {"participants"}
    payers = (Recipient(RecipientKind.PAYER),)
    assert named(replace(INTERMEDIARY, participants=payers)) == {"participants"}
    one_payer = (Recipient(RecipientKind.PAYER, "Plan A"),)
    assert named(replace(INTERMEDIARY, participants=one_payer)) == set()


def test_volunteer_gets_name_and_number_for_a_while() -> None:
    more = replace(COMPANY, information=COMPANY.information | {InformationKind.DIAGNOSIS})
    assert named(more) == {"information"}
    assert named(replace(COMPANY, expiry=Expiry(event="when I say so"))) == {"expiry"}
    assert named(replace(COMPANY, expiry=Expiry(on=date(2026, 6, 1)))) == {"expiry"}
