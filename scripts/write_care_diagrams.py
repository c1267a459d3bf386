"""Write the diagrams of docs/care.md anew from the machines of domain/care."""

from pathlib import Path

from stepwell.domain.care.diagram import with_diagrams

PAGE = Path(__file__).resolve().parents[1].joinpath("docs/care.md")
PAGE.write_text(with_diagrams(PAGE.read_text()))
