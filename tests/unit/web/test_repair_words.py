"""Every repair that reading a list can make has its sentence for the public."""

from __future__ import annotations

import re
from pathlib import Path

import stepwell.exchange
from stepwell.web.public.repair_words import SENTENCES, repairs

_MADE = re.compile(r'(?:\.warn|FeedWarning)\(\s*"(\w+)"|"(timezone_\w+)" if .* else "(\w+)"')


def codes_in_the_source() -> set[str]:
    folder = Path(stepwell.exchange.__path__[0])
    found = [_MADE.findall(path.read_text()) for path in folder.glob("*.py")]
    return {code for file in found for groups in file for code in groups if code}


def test_every_repair_has_a_sentence_and_no_other() -> None:
    assert codes_in_the_source() == SENTENCES.keys()


def test_every_sentence_is_whole() -> None:
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(SENTENCES)


def test_repairs_are_commonest_first_and_noise_last() -> None:
    counts = [
        ("rejected", "bad_day", 9),
        ("warning", "approximate_derived", 400),
        ("warning", "day_seven", 2),
        ("warning", "of_another_version", 3),
    ]

    assert [(one.sentence, one.rows) for one in repairs(counts)] == [
        ("of_another_version", 3),
        ("Day 7 was read as Sunday.", 2),
        (str(SENTENCES["approximate_derived"]), 400),
    ]
