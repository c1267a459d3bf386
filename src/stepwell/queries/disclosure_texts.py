"""What is shipped for disclosures, each file read once per process."""

from __future__ import annotations

from functools import cache

from stepwell.domain.disclosures.statements import StatementTexts, parse_statements
from stepwell.library import read_bytes


@cache
def statement_texts() -> StatementTexts:
    """The statements of 42 CFR 2.32."""
    return parse_statements(read_bytes("disclosures/statements.toml"))
