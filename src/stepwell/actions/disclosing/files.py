"""The paper of a disclosure as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stepwell.actions.disclosing.released import Released
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.reports.pdf import render_pdf


def pdf_of(released: Released) -> bytes:
    """Made anew from the frozen paper, so the same each time. Raises PdfFailed."""
    paper = dict(released.paper)
    values = paper | {
        "title": "Information shared by consent or as the law allows",
        "author": paper["program"],
        "footer": f"{paper['mark']} {file_name_of(released)}",
        "language": "en",
    }
    return render_pdf("disclosure", values, at=released.disclosed_at)


def pdf_of_release(released: tuple[Released, ...], heads: Mapping[str, Any]) -> bytes:
    """Several that left together, each under a number that tells nothing of whom it is about.

    heads: title, reference, authority, agreed_on, destroy_by, period and kinds, in words.

    Raises PdfFailed.
    """
    first = released[0].paper
    shared = ("program", "recipient", "address", "basis", "when", "by", "statement")
    values = {
        **heads,
        **{name: first[name] for name in shared},
        "author": first["program"],
        "footer": f"{first['mark']} {heads['reference']}",
        "language": "en",
        "records": [
            {"code": file_name_of(one), "sections": one.paper["sections"]} for one in released
        ],
    }
    return render_pdf("release", values, at=released[0].disclosed_at)


def file_name_of(released: Released) -> str:
    """The end of the disclosure's id; nothing about the person."""
    return f"copy-{reference_of(str(released.disclosure_id)).lower()}"
