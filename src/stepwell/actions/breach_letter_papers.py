"""The letters about a breach as one file to print, a page or more for each person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.actions.disclosing import Released
from stepwell.domain.consents.form_text import day_words
from stepwell.queries.disclosure_texts import breach_letter
from stepwell.records.accounts.models import Organization
from stepwell.reports.pdf import render_pdf


def pdf_of_letters(
    released: tuple[Released, ...], organization: Organization, language: str, *, at: datetime
) -> bytes:
    """From the frozen papers. Raises PdfFailed."""
    return render_pdf("breach_letters", values_of(released, organization, language, at=at), at=at)


def values_of(
    released: tuple[Released, ...], organization: Organization, language: str, *, at: datetime
) -> dict[str, Any]:
    """What an envelope's window shows is the sender's neutral name and the address."""
    day = at.astimezone(ZoneInfo(organization.time_zone)).date()
    return {
        "title": breach_letter().say("title", language),
        "author": organization.sender_name,
        "language": language,
        "footer": "",
        "sender": organization.sender_name,
        "day": day_words(day, language),
        "letters": [_letter(one, language) for one in released],
    }


def _letter(released: Released, language: str) -> dict[str, object]:
    lines = [line for section in released.paper["sections"] for line in section["lines"]]
    name = next((value for label, value in lines if label == "Name"), "")
    return {
        "to": [name, *str(released.paper["address"]).splitlines()],
        "greeting": breach_letter().say("greeting", language, name=name),
        "sections": [_heading_and_lines(part) for part in released.paper["words"].split("\n\n")],
    }


def _heading_and_lines(part: str) -> dict[str, object]:
    heading, *lines = part.split("\n")
    return {"heading": heading, "lines": lines}
