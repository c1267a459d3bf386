"""Write the tables of docs/sober-dates.md anew from the library."""

from pathlib import Path

from stepwell.domain.recovery.sobriety_page import with_tables
from stepwell.library.recovery import sobriety_rules
from stepwell.library.vocabularies import fellowships

PAGE = Path(__file__).resolve().parents[1].joinpath("docs/sober-dates.md")
PAGE.write_text(with_tables(PAGE.read_text(), sobriety_rules(), fellowships()))
