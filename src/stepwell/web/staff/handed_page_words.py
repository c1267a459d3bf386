"""A handed page's worksheet in the words of the workbook, and where a page is from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.actions.page_reading import HandedLine
from stepwell.domain.protocols.prose import Prose
from stepwell.domain.recovery.bodies_copy import Origin
from stepwell.queries.steps import workbook

ORIGINS: dict[str, Promise] = {
    Origin.NOTEBOOK: _("from their private notebook"),
    Origin.JOURNAL: _("from their journal"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: each a list of what was asked and what they wrote; what was left empty is not there."""

    name: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def sheet_of(line: HandedLine, language: str) -> Sheet | None:
    """A form or a field that this workbook has not is called as the app called it."""
    if not line.form:
        return None
    book = workbook()
    known = language if language in book.languages else "en"
    words = book.words(known, f"worksheets/{line.form}") if line.form in book.worksheets else None
    labels = _labels(words, line.form) if words else {}
    choices = _choices(words, line.form) if words else {}
    rows = (
        tuple(
            (labels.get(name, name), choices.get(name, {}).get(said, said))
            for name, said in row.items()
            if said.strip()
        )
        for row in line.rows
    )
    return Sheet(words.title if words else line.form, tuple(row for row in rows if row))


def _labels(words: Prose, form: str) -> dict[str, str]:
    fields = workbook().worksheets[form].fields
    return {one.id: words.of("fields", one.id).title for one in fields}


def _choices(words: Prose, form: str) -> dict[str, dict[str, str]]:
    fields = workbook().worksheets[form].fields
    return {
        one.id: {slug: words.of("fields", one.id).fields[slug] for slug in one.choices}
        for one in fields
    }
