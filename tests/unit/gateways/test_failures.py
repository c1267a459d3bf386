"""Every sentence can be said."""

from __future__ import annotations

import re

import pytest

from stepwell.gateways.failures import FAILURES, REFUSALS, FetchFailed, FetchRefused

FACTS = {
    "detail": "it is wrong.",
    "host": "aa.example",
    "port": 22,
    "address": "10.0.0.1",
    "kind": "private",
    "seconds": 5.0,
    "limit": "32 MB",
}


@pytest.mark.parametrize("code", [*REFUSALS, *FAILURES])
def test_sentence_names_the_place_and_what_to_do(code: str) -> None:
    kind = FetchRefused if code in REFUSALS else FetchFailed
    status = {} if code in REFUSALS else {"status": 503}

    sentence = str(kind(code, "https://aa.example/feed", **FACTS, **status))

    assert "https://aa.example/feed" in sentence
    assert not re.search(r"[{}]", sentence)
    assert len(re.findall(r"[.](?: |$)", sentence)) >= 2 or " an administrator " in sentence
