from __future__ import annotations

import json

import pytest

from factories.consent_forms import COMPLETE, NAMED
from stepwell.domain.consents.elements import element_problems
from stepwell.domain.consents.storing import plain_terms, terms_of
from stepwell.domain.consents.terms import ConsentTerms


@pytest.mark.parametrize("terms", COMPLETE, ids=lambda terms: f"{terms.kind}")
def test_terms_come_back_as_they_were(terms: ConsentTerms) -> None:
    assert terms_of(json.loads(json.dumps(plain_terms(terms)))) == terms


def test_word_no_longer_known_makes_the_form_defective() -> None:
    plain = plain_terms(NAMED)
    plain["information"] = [*plain["information"], "fingerprints"]
    plain["recipients"] = [*plain["recipients"], {"kind": "herald", "name": "X", "key": ""}]
    terms = terms_of(plain)
    assert terms.unknown_terms == ("fingerprints", "herald")
    assert [one.element for one in element_problems(terms)] == ["terms", "terms"]
