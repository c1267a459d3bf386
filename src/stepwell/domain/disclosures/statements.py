"""The written statements of 42 CFR 2.32(a), read from a file, with what they rest on."""

from __future__ import annotations

from datetime import date

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.disclosures.decision import Statement


class StatementText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """compared_by, compared_on: who laid it beside the official text; "" until someone has."""

    text: str
    citation: str
    basis: Basis
    note: str
    compared_by: str = ""
    compared_on: str = ""


class StatementTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """version: of the rule they are taken from. checked_on: when they were last looked up."""

    version: str
    checked_on: date
    long: StatementText
    short: StatementText

    def text_of(self, statement: Statement) -> str:
        """ "" where none goes with it."""
        if statement is Statement.NONE:
            return ""
        return (self.long if statement is Statement.LONG else self.short).text


def parse_statements(data: bytes) -> StatementTexts:
    """Raises msgspec.ValidationError, with where and what, on a field that is not known or fit."""
    texts = msgspec.toml.decode(data, type=StatementTexts)
    for one in (texts.long, texts.short):
        if not one.text.strip() or "\n" in one.text:
            raise msgspec.ValidationError("A statement is one line of text.")
    return texts
