"""Forms, notice and rules of law of the library, each read once per process."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from stepwell.domain.consents.form_text import FormText, form_text
from stepwell.domain.consents.minors import MinorRules
from stepwell.domain.consents.templates import (
    ConsentTemplate,
    FormSection,
    FormWords,
    NoticeTemplate,
    Review,
    parse_prose,
)
from stepwell.domain.consents.terms import ConsentTerms
from stepwell.library import read_bytes

PUBLISHED = (
    "tpo.v1",
    "named.v1",
    "attendance_report.v1",
    "meeting_company.v1",
    "counseling_notes.v1",
    "proceedings.v1",
    "intermediary.v1",
)
"""Every version ever published, for a signed form must stay readable; the latest are offered."""
NOTICE = "patient_notice.v1"


def offered_templates() -> tuple[ConsentTemplate, ...]:
    """The latest version of each form, in the order staff choose from."""
    latest = {template.slug: template for template in map(consent_template, PUBLISHED)}
    return tuple(latest.values())


@cache
def consent_template(name: str) -> ConsentTemplate:
    """name: as in tpo.v1. Raises FileNotFoundError."""
    data = tomllib.loads(read_bytes(f"consents/{name}.toml").decode())
    return msgspec.convert(data, ConsentTemplate)


@cache
def form_sections(name: str, language: str) -> tuple[FormSection, ...]:
    """The form's own text and the rights that follow it."""
    own, rights = (f"consents/{one}.{language}.md" for one in (name, consent_template(name).rights))
    return (*parse_prose(read_bytes(own), own), *parse_prose(read_bytes(rights), rights))


@cache
def form_words() -> FormWords:
    data = tomllib.loads(read_bytes("consents/words.v1.toml").decode())
    return msgspec.convert(data, FormWords)


def text_of(terms: ConsentTerms) -> FormText:
    """The whole form of these terms, as it is read and printed."""
    name = f"{terms.template}.v{terms.version}"
    sections = form_sections(name, terms.language)
    return form_text(consent_template(name), sections, terms, form_words(), reviews()[name])


@cache
def reviews() -> dict[str, Review]:
    data = tomllib.loads(read_bytes("consents/reviews.toml").decode())
    return msgspec.convert(data, dict[str, Review])


@cache
def notice_template() -> NoticeTemplate:
    data = tomllib.loads(read_bytes(f"notices/{NOTICE}.toml").decode())
    return msgspec.convert(data, NoticeTemplate)


@cache
def notice_sections(language: str) -> tuple[FormSection, ...]:
    file = f"notices/{NOTICE}.{language}.md"
    return parse_prose(read_bytes(file), file)


@cache
def minor_rules() -> MinorRules:
    data = tomllib.loads(read_bytes("law/minors.v1.toml").decode())
    return msgspec.convert(data, MinorRules)
