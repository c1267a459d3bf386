"""The only place where a page about a person becomes a file: it takes what the gate let out.

A view that answers with anything but HTML about a person goes through here, and here nothing is
taken but what `actions.disclosing` released. `tests/architecture/test_doors.py` holds views to it.
"""

from __future__ import annotations

from django.http import HttpResponse

from stepwell.actions.disclosing import Released
from stepwell.actions.disclosing.files import file_name_of, pdf_of


def leave_as_pdf(released: Released) -> HttpResponse:
    """The paper of a disclosure as a file with a name that gives nobody away."""
    answer = HttpResponse(pdf_of(released), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file_name_of(released)}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
