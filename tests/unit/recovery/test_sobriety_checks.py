from __future__ import annotations

from typing import Any

import msgspec
import pytest

from stepwell.domain.recovery.bodies_sobriety import BODIES
from stepwell.domain.recovery.sobriety_checks import (
    PROBLEM_WORDS,
    problems_of_date,
    problems_of_use,
)
from stepwell.library.recovery import sobriety_rules
from unit.recovery.sobriety_cases import BAD, DATE, GOOD, USE


def problems(kind: str, given: dict[str, Any]) -> tuple[str, ...]:
    body = msgspec.convert({"date": DATE, "use": USE}[kind] | given, BODIES[kind])
    check: Any = {"date": problems_of_date, "use": problems_of_use}[kind]
    found: tuple[str, ...] = check(body, sobriety_rules())
    return found


@pytest.mark.parametrize(("kind", "given", "codes"), BAD)
def test_what_makes_no_sense_is_told(kind: str, given: dict[str, Any], codes: tuple[str]) -> None:
    assert problems(kind, given) == codes


@pytest.mark.parametrize(("kind", "given"), GOOD)
def test_what_makes_sense_passes(kind: str, given: dict[str, Any]) -> None:
    assert problems(kind, given) == ()


def test_each_code_has_words_and_a_case() -> None:
    assert {code for _, _, codes in BAD for code in codes} == set(PROBLEM_WORDS)
