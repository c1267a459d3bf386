"""Reading the twelve steps as members see them, each text with what it rests on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.protocols import check_can_read_protocols
from stepwell.domain.protocols.prose import Words
from stepwell.domain.steps.definition import (
    SLOT,
    STEP_ITEMS,
    WORKBOOK_ITEMS,
    StepItem,
    WorksheetField,
)
from stepwell.domain.steps.document import hints
from stepwell.queries.steps import workbook
from stepwell.web.staff.item_rows import ItemList, ItemRow, item_row
from stepwell.web.staff.policies import staff_view
from stepwell.web.staff.protocol_words import basis_words
from stepwell.web.staff.step_words import step_heading

OF_STEPS = ("practices",)
"""Lists of the workbook that the pages of its steps show."""


@staff_view
@require_safe
def steps(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_read_protocols(by)
    book, language = workbook(), _language(request)
    context = {
        "book": book,
        "words_in": language,
        "words": book.words(language),
        "steps": [(one, book.words(language, f"steps/{one.slug}")) for one in book.in_order],
        "lists": [
            _list(language, "workbook", name, getattr(book.definition, name))
            for name in WORKBOOK_ITEMS
            if name not in OF_STEPS
        ],
    }
    return render(request, "staff/protocol_steps.html", context)


@staff_view
@require_safe
def step(request: HttpRequest, by: Actor, step: str) -> HttpResponse:
    check_can_read_protocols(by)
    book, language = workbook(), _language(request)
    found = book.steps.get(step)
    if found is None:
        raise Http404
    words = book.words(language, f"steps/{step}")
    context = {
        "book": book,
        "words_in": language,
        "step": found,
        "words": words,
        "says": _filled(words.summary, language),
        "basis": basis_words(found.basis),
        "private": book.words(language).of("notices", "private") if found.is_private else None,
        "lists": [
            _list(language, f"steps/{step}", name, getattr(found, name))
            for name in STEP_ITEMS
            if getattr(found, name)
        ],
        "worksheets": [_worksheet(language, one) for one in found.worksheets],
    }
    return render(request, "staff/protocol_step.html", context)


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "en")
    return asked if asked in workbook().languages else "en"


def _filled(text: str, language: str) -> str:
    """As someone reads it who has named no fellowship."""
    return text.replace(SLOT, workbook().object_words(language))


def _list(language: str, file: str, name: str, items: tuple[StepItem, ...]) -> ItemList:
    of = "workbook" if name in OF_STEPS else file
    words = workbook().words(language, of)
    rows = tuple(_row(language, words.of(name, one.id), one) for one in items)
    return ItemList(name, step_heading(name), rows)


def _worksheet(language: str, slug: str) -> tuple[str, str, ItemList]:
    """Name, what it is for, and its fields and cautions."""
    words, sheet = workbook().words(language, f"worksheets/{slug}"), workbook().worksheets[slug]
    rows = [_row(language, words.of("fields", one.id), one) for one in sheet.fields]
    rows += [_row(language, words.of("cautions", one.id), one) for one in sheet.cautions]
    return words.title, words.summary, ItemList(slug, words.title, tuple(rows))


def _row(language: str, words: Words, item: StepItem) -> ItemRow:
    return item_row(
        _filled(words.title, language),
        _field_html(words, item) if isinstance(item, WorksheetField) else _html(words),
        item,
        workbook().definition.sources,
        language=language,
    )


def _html(words: Words) -> SafeString:
    return mark_safe(words.html)  # noqa: S308 (Markdown of the library; raw HTML and links are off)


def _field_html(words: Words, field: WorksheetField) -> SafeString:
    said = format_html_join("", "<p>{}</p>", ((one,) for one in hints(words)))
    labels = format_html_join("", "<li>{}</li>", ((words.fields[one],) for one in field.choices))
    return said + (format_html_join("", "<ul>{}</ul>", [(labels,)]) if labels else labels)
