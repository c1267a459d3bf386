"""What is shipped for disclosures, each file read once per process."""

from __future__ import annotations

from functools import cache

from stepwell.domain.disclosures.breach_letters import (
    DueGuide,
    LetterText,
    parse_due,
    parse_letter,
)
from stepwell.domain.disclosures.breaches import BreachClocks, parse_clocks
from stepwell.domain.disclosures.legal import LegalGuide, parse_legal
from stepwell.domain.disclosures.reviews import ReviewKind, parse_reviews
from stepwell.domain.disclosures.statements import StatementTexts, parse_statements
from stepwell.library import read_bytes


@cache
def statement_texts() -> StatementTexts:
    """The statements of 42 CFR 2.32."""
    return parse_statements(read_bytes("disclosures/statements.toml"))


@cache
def breach_clocks() -> BreachClocks:
    return parse_clocks(read_bytes("disclosures/clocks.toml"))


@cache
def review_kinds() -> tuple[ReviewKind, ...]:
    return parse_reviews(read_bytes("disclosures/reviews.toml"))


@cache
def legal_guide() -> LegalGuide:
    return parse_legal(read_bytes("disclosures/legal.toml"))


@cache
def breach_letter() -> LetterText:
    return parse_letter(read_bytes("disclosures/breach_letter.toml"))


@cache
def breach_due() -> DueGuide:
    return parse_due(read_bytes("disclosures/breach_due.toml"))
