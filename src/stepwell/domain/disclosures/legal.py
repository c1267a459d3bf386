"""What staff do when a legal paper comes, read from a file."""

from __future__ import annotations

from datetime import date

import msgspec

from stepwell.domain.content.provenance import Basis


class LegalSteps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    basis: Basis
    steps: tuple[str, ...]


class LegalGuide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By the kind of paper. reviewed_by: "" until the program’s lawyer has read it."""

    checked_on: date
    reviewed_by: str
    reviewed_on: str
    subpoena: LegalSteps
    order: LegalSteps
    warrant: LegalSteps
    other: LegalSteps

    def steps_for(self, kind: str) -> LegalSteps:
        return {"subpoena": self.subpoena, "order": self.order, "warrant": self.warrant}.get(
            kind, self.other
        )


def parse_legal(data: bytes) -> LegalGuide:
    """Raises msgspec.ValidationError on a field that is not known or fit."""
    return msgspec.toml.decode(data, type=LegalGuide)
