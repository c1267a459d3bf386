"""The letter about a breach has every part the rule asks for, in both languages, and no hint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stepwell.domain.consents.templates import LANGUAGES
from stepwell.domain.disclosures.breach_letters import Told, letter_problems, letter_sections
from stepwell.domain.people.neutral_words import telling_word
from stepwell.queries.disclosure_texts import breach_due, breach_letter
from unit.content.readability import grade

TOLD = Told(
    what_happened="A bag with papers was left on a bus.",
    kinds=("name", "visits"),
    steps="Look at your mail for things you did not ask for.",
    doing="We asked the bus company for the bag.\nNobody carries papers home now.",
    phone="800-555-0100",
)
FOUND, HAPPENED = date(2026, 3, 10), date(2026, 3, 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_has_what_happened_both_days_kinds_steps_deeds_and_a_way_to_ask(
    language: str,
) -> None:
    text = breach_letter()
    sections = letter_sections(TOLD, text, language, happened_on=HAPPENED, discovered_on=FOUND)
    told = "\n".join(line for _, lines in sections for line in lines)
    days = ("March 9, 2026", "March 10, 2026")
    if language == "es":
        days = ("9 de marzo de 2026", "10 de marzo de 2026")

    for part in (*days, TOLD.what_happened, TOLD.steps, "Nobody carries", TOLD.phone):
        assert part in told
    assert text.kinds["visits"][language] in told
    assert text.kinds["health"][language] not in told
    assert [heading for heading, _ in sections].count("") == 1
    unknown = letter_sections(TOLD, text, language, happened_on=None, discovered_on=FOUND)
    assert text.words["not_known"][language] in unknown[1][1][-1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what_happened": "A bag."}, "what happened"),
        ({"kinds": ()}, "kinds of information"),
        ({"kinds": ("shoe size",)}, "kinds of information"),
        ({"steps": ""}, "what the person can do"),
        ({"doing": " "}, "what the program does"),
        ({"phone": ""}, "how the person can ask"),
        ({"doing": "We train all staff of the rehab again."}, "“rehab” tells a stranger"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_letter_lacking_a_part_or_telling_too_much_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    assert list(letter_problems(TOLD, breach_letter())) == []

    (problem,) = letter_problems(replace(TOLD, **changes), breach_letter())

    assert said in problem


def test_shipped_words_are_plain_neutral_and_not_reviewed() -> None:
    text = breach_letter()
    told = [*text.words.values(), *text.kinds.values()]

    assert [one for both in told for one in both.values() if telling_word(one)] == []
    assert grade(". ".join(one["en"] for one in text.words.values())) <= 6
    assert (text.reviewed_by, text.spanish_reviewed_by) == ("", "")
    assert text.basis == breach_due().basis == "recalled"
