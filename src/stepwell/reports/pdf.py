"""One template and its values become a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import typst


class PdfFailed(Exception):
    """The document could not be made; says which template."""


def render_pdf(template: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """
    Args:
        template: name of a file in `templates`, without ".typ".
        values: what it shows, as JSON can hold it; text stays text and is never taken for markup.
        at: when it is made, with a time zone; stands in the file.

    Raises:
        PdfFailed: the template is unknown or does not fit the values.
    """
    folder = resources.files(__name__.rpartition(".")[0]).joinpath("templates")
    try:
        with resources.as_file(folder) as root:
            return bytes(
                typst.compile(
                    root / f"{template}.typ",
                    root=root,
                    format="pdf",
                    ignore_system_fonts=True,
                    sys_inputs={"values": json.dumps(dict(values))},
                    pdf_standards=["ua-1"],
                    timestamp=int(at.astimezone(UTC).timestamp()),
                )
            )
    except (typst.TypstError, RuntimeError, OSError) as error:
        # Not the error's own words: they may quote the values.
        raise PdfFailed(f"The document {template!r} could not be made.") from error
