"""The page that a member hands to their counselor, as their phone sends it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from factories.entries import made, sent
from factories.phone_module import phone_module
from stepwell.domain.recovery.bodies_copy import Origin, PageHanded
from stepwell.domain.recovery.entries import EntryRefused, check_version, read_version

PAGE: dict[str, Any] = {"on": "2026-11-20", "text": "At night.", "from": "journal"}
SHEET = {"form": "resentments", "rows": [{"who": "My brother", "why": ""}]}
INVENTORY = {"made_on": "2026-11-20", "text": "", "title": "First", "step": 4, "worksheet": SHEET}


def test_page_of_the_journal_and_of_the_notebook_are_taken() -> None:
    journal = msgspec.json.decode(json.dumps(PAGE | {"prompt": "session-2"}), type=PageHanded)
    sheet = msgspec.json.decode(
        json.dumps(PAGE | {"text": "", "from": "notebook", "worksheet": SHEET}), type=PageHanded
    )

    assert (journal.origin, journal.prompt) == (Origin.JOURNAL, "session-2")
    assert sheet.worksheet is not None
    assert sheet.worksheet.rows[0]["who"] == "My brother"


def test_what_the_notebook_copies_is_what_the_server_takes() -> None:
    with phone_module("notebook-entries.js") as phone:
        told = phone.call("copyForCounselor", INVENTORY)

    (raw,) = sent(made("copy", body=told))

    version = read_version(raw)
    check_version(version)
    assert version.content["worksheet"] == SHEET


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "there is nothing on it"),
        ({"text": "", "worksheet": {"form": "fears", "rows": [{"fear": " "}]}}, "nothing on it"),
        ({"from": "sealed"}, "from"),
        ({"step": 13}, "“step” is more than 12"),
        ({"data": "x"}, "“data”"),
        ({"worksheet": {"form": "fears", "rows": [{"fear": 3}]}}, "worksheet"),
    ],
)
def test_page_that_does_not_fit_is_refused_in_words(changes: dict[str, Any], said: str) -> None:
    (raw,) = sent(made("copy", body=PAGE | changes))

    with pytest.raises(EntryRefused, match="did not take this page") as refused:
        check_version(read_version(raw))

    assert said in str(refused.value)
