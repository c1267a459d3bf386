"""Write docs/access.md anew from the rules."""

from pathlib import Path

from stepwell.domain.access.table import as_markdown

Path(__file__).resolve().parents[1].joinpath("docs/access.md").write_text(as_markdown())
