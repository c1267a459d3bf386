from __future__ import annotations

from pathlib import Path

from stepwell.domain.recovery.sobriety_page import with_tables
from stepwell.library.recovery import sobriety_rules
from stepwell.library.vocabularies import fellowships

PAGE = (Path(__file__).parents[3] / "docs/sober-dates.md").read_text()


def test_the_tables_of_the_page_are_those_of_the_data() -> None:
    written = with_tables(PAGE, sobriety_rules(), fellowships())

    assert written == PAGE, "run scripts/write_sober_dates.py"


def test_every_fellowship_and_source_is_on_the_page() -> None:
    rules = sobriety_rules()

    for slug, rule in rules.fellowships.items():
        assert f"| {fellowships()[slug].short_name} | " in PAGE
        assert f"{rule.basis}: {rule.source}" in PAGE
    assert rules.prescribed.source in PAGE
