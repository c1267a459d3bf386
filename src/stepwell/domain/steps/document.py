"""The workbook in one language as one JSON document, for a phone that has no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from stepwell.domain.protocols.prose import Prose, Words
from stepwell.domain.steps.definition import (
    StepDefinition,
    StepItem,
    Workbook,
    WorksheetDefinition,
    WorksheetField,
)


def document(workbook: Workbook, language: str) -> bytes:
    """JSON in UTF-8. "hash" is of everything else in it, so the same words give the same bytes.

    Texts are plain; {object} stands where `objects` fills in what a fellowship is about.

    Raises:
        KeyError: there are no words in that language.
    """
    content = _content(workbook, language)
    digest = sha256(_json(content)).hexdigest()
    return _json({"hash": digest, **content})


def hash_of(document: bytes) -> str:
    """As the document says it."""
    return str(json.loads(document)["hash"])


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _content(workbook: Workbook, language: str) -> dict[str, Any]:
    words = workbook.words(language)
    definition = workbook.definition
    return {
        "version": definition.version,
        "language": language,
        "is_reviewed": workbook.is_reviewed,
        "title": words.title,
        "about": words.summary,
        "practices": _listed(words, "practices", definition.practices),
        "objects": [
            {"id": one.id, "words": words.of("objects", one.id).title,
             "fellowships": list(one.fellowships)}
            for one in definition.objects
        ],
        "notices": _listed(words, "notices", definition.notices),
        "scripts": _listed(words, "scripts", definition.scripts),
        "steps": [
            _step(one, workbook.words(language, f"steps/{one.slug}")) for one in workbook.in_order
        ],
        "worksheets": [
            _worksheet(workbook.worksheets[one], workbook.words(language, f"worksheets/{one}"))
            for one in definition.worksheets
        ],
    }  # fmt: skip


def _step(step: StepDefinition, words: Prose) -> dict[str, Any]:
    return {
        "number": step.number,
        "slug": step.slug,
        "name": words.title,
        "says": words.summary,
        "is_private": step.is_private,
        "practices": [one.id for one in step.practices],
        "questions": _listed(words, "questions", step.questions),
        "readings": _listed(words, "readings", step.readings),
        "cautions": _listed(words, "cautions", step.cautions),
        "worksheets": list(step.worksheets),
    }


def _worksheet(worksheet: WorksheetDefinition, words: Prose) -> dict[str, Any]:
    return {
        "slug": worksheet.slug,
        "name": words.title,
        "about": words.summary,
        "is_private": worksheet.is_private,
        "cautions": _listed(words, "cautions", worksheet.cautions),
        "fields": [_field(one, words.of("fields", one.id)) for one in worksheet.fields],
    }


def _field(field: WorksheetField, words: Words) -> dict[str, Any]:
    labels = words.fields
    return {
        "id": field.id,
        "kind": field.kind.value,
        "label": words.title,
        "hint": hints(words),
        "choices": [{"id": one, "label": labels[one]} for one in field.choices],
    }


def _listed(words: Prose, name: str, items: tuple[StepItem, ...]) -> list[dict[str, Any]]:
    found = []
    for one in items:
        said = words.of(name, one.id)
        found.append({"id": one.id, "title": said.title, "text": list(paragraphs(said.body))})
    return found


def hints(words: Words) -> list[str]:
    """What stands below the label of a field, without the choices."""
    return [one for one in paragraphs(words.body) if not one.startswith("- ")]


def paragraphs(body: str) -> Iterator[str]:
    """Of the Markdown of a body, which here is nothing but paragraphs."""
    for part in body.split("\n\n"):
        if part.strip():
            yield " ".join(part.split())
