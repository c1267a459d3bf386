"""The shipped forms, notice and state rules: complete, unchanged once published, easy to read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from importlib import resources

import pytest

from factories.consent_forms import COMPLETE, NAMED
from stepwell.domain.consents.elements import element_problems, statements_needed
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.templates import (
    LANGUAGES,
    ConsentTemplate,
    TextError,
    fill,
    parse_prose,
    statements_of,
)
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient
from stepwell.library import read_bytes
from stepwell.queries.consent_forms import (
    NOTICE,
    PUBLISHED,
    consent_template,
    form_sections,
    form_words,
    minor_rules,
    notice_sections,
    notice_template,
    offered_templates,
    reviews,
    text_of,
)
from unit.content.readability import grade

HASHES = read_bytes("consents/published.sha256").decode().splitlines()
FOLDERS = ("consents", "notices", "law")
DAY = date(2026, 3, 2)


def shipped_files() -> set[str]:
    root = resources.files("stepwell.library")
    return {
        f"{folder}/{one.name}"
        for folder in FOLDERS
        for one in root.joinpath(folder).iterdir()
        if re.search(r"\.v\d+\.", one.name)
    }


def test_published_version_never_changes() -> None:
    """A change is a new version: add its file and its line, and leave the old ones."""
    pinned = dict(reversed(line.split("  ")) for line in HASHES)
    assert shipped_files() == set(pinned)
    for file, pin in pinned.items():
        assert sha256(read_bytes(file)).hexdigest() == pin, f"{file} was published: make a v2"


def fullest_terms(template: ConsentTemplate, language: str) -> ConsentTerms:
    """All that the form offers, ticked."""
    named = tuple(Recipient(kind, f"Name of {kind}") for kind in template.recipients)
    classes = tuple(Recipient(kind) for kind in template.recipients)
    return ConsentTerms(
        kind=template.kind,
        client_name="Ana Alvarez",
        discloser="Harbor House",
        information=frozenset(template.information),
        recipients=named if template.takes_names else classes,
        participants=(Recipient(RecipientKind.TREATING_PROVIDER),),
        purposes=frozenset(template.purposes),
        purpose_words="in my words",
        expiry=Expiry(on=DAY + timedelta(days=30)),
        statements=statements_of(form_sections(template.name, language)),
        template=template.slug,
        version=template.version,
        language=language,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLISHED)
def test_form_has_all_elements_whatever_is_ticked(name: str, language: str) -> None:
    template = consent_template(name)
    assert template.name == name
    terms = fullest_terms(template, language)
    assert element_problems(terms, on=DAY) == ()
    for purpose in template.purposes:
        one = replace(terms, purposes=frozenset({purpose}))
        assert statements_needed(one) <= terms.statements
    text = text_of(terms)
    assert all(row.values for row in text.rows)
    told = " ".join(block.text for section in text.sections for block in section.blocks)
    assert "[" not in told
    assert "Harbor House" in told
    assert len(text.remarks) == (2 if language == "es" else 1)  # until someone has reviewed it


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLISHED)
def test_languages_state_the_same(name: str, language: str) -> None:
    english, other = form_sections(name, "en"), form_sections(name, language)
    assert [one.statements for one in english] == [one.statements for one in other]
    assert [len(one.blocks) for one in english] == [len(one.blocks) for one in other]


def test_every_slug_has_words_in_both_languages() -> None:
    words = form_words()
    assert set(words.information) == set(InformationKind)
    assert set(words.recipients) == set(RecipientKind)
    assert set(words.purposes) == set(Purpose)
    tables = (words.labels, words.information, words.recipients, words.purposes, words.events)
    for table in (*tables, words.signers, words.methods):
        assert all(set(one) == set(LANGUAGES) for one in table.values())
    assert {event for one in offered_templates() for event in one.events} == set(words.events)


@pytest.mark.parametrize("name", PUBLISHED)
def test_english_form_is_easy_to_read(name: str) -> None:
    text = read_bytes(f"consents/{name}.en.md").decode()
    assert grade(re.sub(r"\{.*\}|42 CFR part 2", "", text)) <= 8


def test_attendance_is_on_no_form_but_its_own_and_a_proceeding_s() -> None:
    offering = {
        one.slug for one in offered_templates() if InformationKind.ATTENDANCE in one.information
    }
    assert offering == {"attendance_report", "proceedings"}


def test_notice_has_the_prescribed_header_and_waits_for_review() -> None:
    """Source: 42 CFR 2.22(b)(1)(i), read for the header alone."""
    header = notice_sections("en")[0]
    assert header.heading == "This notice describes"
    assert [one.text for one in header.blocks if one.is_item] == [
        "HOW HEALTH INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED",
        "YOUR RIGHTS WITH RESPECT TO YOUR HEALTH INFORMATION",
        "HOW TO FILE A COMPLAINT CONCERNING A VIOLATION OF THE PRIVACY OR SECURITY OF YOUR HEALTH "
        "INFORMATION, OR OF YOUR RIGHTS CONCERNING YOUR INFORMATION",
    ]
    assert notice_template().title["en"] == "Notice of Privacy Practices of [program]"
    assert "UNVERIFIED" in notice_template().grounds.counsel
    assert len(notice_sections("en")) == len(notice_sections("es"))


def test_every_version_waits_for_its_reviewers() -> None:
    assert set(reviews()) == {*PUBLISHED, NOTICE}
    for one in reviews().values():  # change this when a named person has signed a version
        assert (one.reviewed_by, one.reviewed_on, one.spanish_reviewed_by) == ("", "", "")


def test_state_rules_are_unverified_until_counsel_signs() -> None:
    rules = minor_rules()
    assert [one.state for one in rules.rules if one.is_verified] == []
    assert rules.of("CT") is not None
    assert rules.of("ZZ") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lost\n", "before the first heading"),
        ("## One {promise}\n\nx\n", "no statement is called 'promise'"),
        ("# One\n\nx\n", "write the heading"),
        ("## One\n\n## Two\n\nx\n", "nothing stands under"),
    ],
)
def test_text_that_cannot_be_read_says_where(text: str, words: str) -> None:
    with pytest.raises(TextError, match=words):
        parse_prose(text.encode(), "form.md")


def test_unknown_placeholder_is_refused() -> None:
    with pytest.raises(TextError, match="stands for nothing"):
        fill("to [nobody]", {"program": "X"})


def test_each_kind_of_form_is_offered() -> None:
    assert {one.kind for one in offered_templates()} == {one.kind for one in COMPLETE}
    assert NAMED.kind in {one.kind for one in offered_templates()}
