"""A form as it is read, on the screen and in the PDF: who, what and until when, then prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stepwell.domain.consents.kinds import ConsentKind
from stepwell.domain.consents.templates import (
    ConsentTemplate,
    FormSection,
    FormWords,
    Review,
    filled,
)
from stepwell.domain.consents.terms import ConsentTerms, Recipient

MONTHS_ES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """element: the slug of the element it shows. values: one line each."""

    element: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormText:
    """remarks: what is not yet reviewed, to be seen on every copy. code: which text it is."""

    title: str
    language: str
    rows: tuple[FormRow, ...]
    sections: tuple[FormSection, ...]
    remarks: tuple[str, ...]
    code: str
    protection: str


def form_text(
    template: ConsentTemplate,
    sections: tuple[FormSection, ...],
    terms: ConsentTerms,
    words: FormWords,
    review: Review,
) -> FormText:
    """sections: the template's prose and its rights, in the language of the terms."""
    language = terms.language
    labels = {slug: one[language] for slug, one in words.labels.items()}
    return FormText(
        title=template.title[language],
        language=language,
        rows=tuple(FormRow(slug, labels[slug], values) for slug, values in _rows(terms, words)),
        sections=filled(sections, {"program": terms.discloser}),
        remarks=remarks(review, words, language),
        code=f"{labels['form']} {template.slug}, {labels['version']} {template.version}",
        protection=labels["privacy"],
    )


def remarks(review: Review, words: FormWords, language: str) -> tuple[str, ...]:
    """What nobody has reviewed yet, in the language of the text."""
    found = [] if review.reviewed_by else [words.labels["not_reviewed"][language]]
    if language == "es" and not review.spanish_reviewed_by:
        found.append(words.labels["not_translated"][language])
    return tuple(found)


def recipient_words(one: Recipient, words: FormWords, language: str) -> str:
    kind = words.recipients[one.kind][language]
    return kind if one.is_class else f"{one.name} ({kind})"


def expiry_words(terms: ConsentTerms, words: FormWords) -> str:
    language, expiry = terms.language, terms.expiry
    parts: list[str] = []
    if expiry.on is not None:
        parts.append(day_words(expiry.on, language))
    if expiry.event:
        known = words.events.get(expiry.event)
        parts.append(known[language] if known else expiry.event)
    if expiry.is_open_ended:
        parts.append(words.labels["open_ended"][language])
    return (" o " if language == "es" else " or ").join(parts)


def day_words(day: date, language: str) -> str:
    if language == "es":
        return f"{day.day} de {MONTHS_ES[day.month - 1]} de {day.year}"
    return f"{day:%B} {day.day}, {day.year}"


def _rows(terms: ConsentTerms, words: FormWords) -> list[tuple[str, tuple[str, ...]]]:
    language = terms.language
    information = [
        words.information[one][language] for one in words.information if one in terms.information
    ]
    purposes = [words.purposes[one][language] for one in words.purposes if one in terms.purposes]
    rows = [
        ("client", (terms.client_name,)),
        ("discloser", (terms.discloser,)),
        ("information", (*information, *filter(None, [terms.information_words]))),
        ("recipients", tuple(recipient_words(one, words, language) for one in terms.recipients)),
    ]
    if terms.kind is ConsentKind.INTERMEDIARY:
        people = tuple(recipient_words(one, words, language) for one in terms.participants)
        rows.append(("participants", people))
    rows.append(("purposes", (*purposes, *filter(None, [terms.purpose_words]))))
    rows.append(("expiry", (expiry_words(terms, words),)))
    return rows
