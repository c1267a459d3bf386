"""The workbook of the twelve steps, read once per process. Nothing here is about a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stepwell.domain.steps.definition import Workbook
from stepwell.domain.steps.document import document, hash_of
from stepwell.domain.steps.loading import load_workbook
from stepwell.library.steps import workbook_files


class NoSuchLanguage(LookupError):
    """There are no words in that language."""


@dataclass(frozen=True, slots=True)
class StepsDocument:
    """body: JSON in UTF-8. content_hash: of what it says."""

    body: bytes
    content_hash: str


@cache
def workbook() -> Workbook:
    return load_workbook(workbook_files())


def steps_document(language: str) -> StepsDocument:
    """Raises: NoSuchLanguage."""
    if language not in workbook().languages:
        raise NoSuchLanguage(f"The steps have no words in {language!r}.")
    return _document(language)


@cache
def _document(language: str) -> StepsDocument:
    body = document(workbook(), language)
    return StepsDocument(body, hash_of(body))
