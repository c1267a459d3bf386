"""The paper of a disclosure as a file."""

from __future__ import annotations

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


def file_name_of(released: Released) -> str:
    """The end of the disclosure's id; nothing about the person."""
    return f"copy-{reference_of(str(released.disclosure_id)).lower()}"
