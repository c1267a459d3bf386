"""Published rules never change, and no page or text promises that somebody watches."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from stepwell.domain.safety.promises import promises_in
from stepwell.library import read_bytes

SOURCE = Path(__file__).parents[3] / "src" / "stepwell"
SEEN = sorted(
    path
    for folder in ("web", "library")
    for kind in ("*.html", "*.md", "*.toml")
    for path in (SOURCE / folder).rglob(kind)
)

PUBLISHED = {
    "safety/paths-v1.toml": "ec3bbaf32ec21883a9ce6dc3a2a47262",
    "safety/paths-v2.toml": "7c3f5120e80d829387d13d306db1b543",
    "safety/policies/columbia-default-v1.toml": "0655f2a93bf31a7ba0960d04e960a2ce",
    "safety/policies/spier-v1.toml": "b7c190ced0e2f43bdca0e9f4761f8fa1",
}


@pytest.mark.parametrize("file", PUBLISHED)
def test_published_rules_are_as_they_were(file: str) -> None:
    digest = sha256(read_bytes(file)).hexdigest()[:32]

    assert digest == PUBLISHED[file], (
        "results and paths name this version: write the next one instead of changing it"
    )


def test_no_page_and_no_text_promises_that_somebody_watches() -> None:
    assert len(SEEN) > 100
    said = {
        path.relative_to(SOURCE).as_posix(): found
        for path in SEEN
        if (found := promises_in(path.read_text()))
    }
    assert said == {}
