"""The only place where a page about a person becomes a file: it takes what the gate let out.

A view that answers with anything but HTML about a person goes through here, and here nothing is
taken but what `actions.disclosing` released. `tests/architecture/test_doors.py` holds views to it.
"""

from __future__ import annotations

from django.http import HttpResponse

from stepwell.actions.breach_letters import LettersPaper
from stepwell.actions.breach_notices import DuePaper
from stepwell.actions.consent_documents import HandedOut
from stepwell.actions.disclosing import Released
from stepwell.actions.disclosing.files import file_name_of, pdf_of
from stepwell.actions.privacy_notices import NoticePaper
from stepwell.actions.record_copies import CopyFile
from stepwell.actions.review_release_reading import ReleasePaper


def leave_as_pdf(released: Released) -> HttpResponse:
    """The paper of a disclosure as a file with a name that gives nobody away."""
    answer = HttpResponse(pdf_of(released), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file_name_of(released)}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def leave_as_signed_form(form: HandedOut) -> HttpResponse:
    """The frozen paper of a consent, shown by the browser."""
    return _file((form.released,), form.pdf, "application/pdf", "inline", form.name)


def leave_as_copy(file: CopyFile) -> HttpResponse:
    """The copy of a person's whole record, for them to take along."""
    return _file((file.released,), file.content, file.content_type, "attachment", file.name)


def leave_as_release(paper: ReleasePaper) -> HttpResponse:
    """All records of a release for an audit or research, as one file."""
    return _file(paper.released, paper.pdf, "application/pdf", "attachment", paper.name)


def leave_as_letters(paper: LettersPaper) -> HttpResponse:
    """Letters to people whose information got out, one for each, to be printed."""
    return _file(paper.released, paper.pdf, "application/pdf", "attachment", paper.name)


def show_blank_notice(paper: NoticePaper) -> HttpResponse:
    """The patient notice as everyone gets it: nothing about a person is in it."""
    return _about_nobody(paper.pdf, "notice.pdf")


def show_due_list(paper: DuePaper) -> HttpResponse:
    """Who is to be told of a breach by when; the register names no one."""
    return _about_nobody(paper.pdf, "due.pdf")


def _about_nobody(pdf: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def _file(
    released: tuple[Released, ...], content: bytes, content_type: str, disposition: str, name: str
) -> HttpResponse:
    if not released or not all(isinstance(one, Released) for one in released):
        raise TypeError("Only what the gate released leaves.")
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'{disposition}; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
