"""Every way a reading can fail has its sentence for the public."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import stepwell.exchange
from stepwell.gateways.failures import FAILURES, REFUSALS
from stepwell.web.public.reading_words import why_unread

_UNREADABLE = re.compile(r'FeedUnreadable\(\s*"(\w+)"')


def unreadable_codes() -> set[str]:
    folder = Path(stepwell.exchange.__path__[0])
    return {code for path in folder.glob("*.py") for code in _UNREADABLE.findall(path.read_text())}


@pytest.mark.parametrize("code", sorted({*FAILURES, *REFUSALS, *unreadable_codes(), "internal"}))
def test_why_unread_knows_every_code(code: str) -> None:
    assert why_unread(code).endswith(".")


def test_why_unread_of_another_version_says_nothing() -> None:
    assert not why_unread("of-another-version")


def test_unreadable_codes_are_found_in_the_source() -> None:
    assert {"html", "trailing_text"} <= unreadable_codes()
