"""Diagnoses are codes that the program enters. Stepwell ships no list and makes no diagnosis."""

from __future__ import annotations

import re
from enum import StrEnum

from stepwell.domain.care.refusal import CareRefused


class CodeSystem(StrEnum):
    ICD_10_CM = "icd-10-cm"
    ICD_11 = "icd-11"
    SNOMED_CT = "snomed-ct"
    OTHER = "other"


_SHAPES = {
    CodeSystem.ICD_10_CM: re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", re.ASCII),
    CodeSystem.ICD_11: re.compile(r"[0-9A-Z]{4,6}(\.[0-9A-Z]{1,3})?", re.ASCII),
    CodeSystem.SNOMED_CT: re.compile(r"\d{6,18}", re.ASCII),
    CodeSystem.OTHER: re.compile(r"\S{1,40}"),
}
"""The shape of a code, which says nothing of whether there is such a code.

Source: CDC, ICD-10-CM Official Guidelines, section I.A (three to seven characters, a point after
the third); SNOMED International, SNOMED CT identifiers (6 to 18 digits). Basis: recalled; ICD-11
stem codes from memory of the WHO browser.
"""


def checked_code(system: CodeSystem, code: str) -> str:
    """The code as it is kept. Raises CareRefused."""
    code = code.strip().upper() if system is not CodeSystem.OTHER else code.strip()
    if not _SHAPES[system].fullmatch(code):
        raise CareRefused(
            f"{code or 'Nothing'} doesn’t look like a code of {system.value.upper()}. Copy it from "
            "where the diagnosis was made."
        )
    return code
