"""A document as the answer to a request: shown by the browser, kept by nobody on the way."""

from __future__ import annotations

from django.http import HttpResponse

from stepwell.actions.consent_documents import HandedOut


def pdf_answer(document: HandedOut) -> HttpResponse:
    return HttpResponse(
        document.pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{document.name}"',
            "Cache-Control": "no-store, private",
        },
    )
