"""One course: where someone stands in it, why, and what is true of their situation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.circumstances import add_circumstance, end_circumstance
from stepwell.actions.enrolling import resume_enrollment, stop_enrollment
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.actions.enrollment_upgrading import upgrade_enrollment
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.branches import Circumstance
from stepwell.web.staff.course_words import CIRCUMSTANCES, COURSES, NOT_EARNED
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.schedule_words import OUTCOMES, PARTS


@program_view
@require_safe
def course(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    page = open_enrollment(enrollment_id, by=by, at=datetime.now(UTC))
    open_now = {one.circumstance for one in page.spells if one.until is None}
    context = {
        "page": page,
        "stands": page.course.stands,
        "steps": [(one, kind_words(one.kind)) for one in page.course.next],
        "states": COURSES,
        "outcomes": OUTCOMES,
        "parts": PARTS,
        "circumstances": CIRCUMSTANCES,
        "not_earned": NOT_EARNED,
        "addable": [(one, words) for one, words in CIRCUMSTANCES.items() if one not in open_now],
    }
    return render(request, "staff/course.html", context)


@program_view
@require_POST
def stop(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")[:2000]
    return _done(
        request, enrollment_id, lambda at: stop_enrollment(enrollment_id, words=words, by=by, at=at)
    )


@program_view
@require_POST
def resume(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    return _done(request, enrollment_id, lambda at: resume_enrollment(enrollment_id, by=by, at=at))


@program_view
@require_POST
def upgrade(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    def deed(at: datetime) -> None:
        version = upgrade_enrollment(enrollment_id, by=by, at=at)
        messages.success(request, _("This course follows version %d now.") % version)

    return _done(request, enrollment_id, deed)


@program_view
@require_POST
def circumstance(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    def deed(at: datetime) -> None:
        page = open_enrollment(enrollment_id, by=by, at=at)
        if not page.may_change:
            raise AccessDenied("You may read this, not change it.", rule="care.change")
        given = request.POST.get("circumstance", "")
        if given not in list(Circumstance):
            raise CareRefused(_("Choose what is so."))
        add_circumstance(page.episode_id, Circumstance(given), by=by, at=at)

    return _done(request, enrollment_id, deed)


@program_view
@require_POST
def circumstance_end(request: HttpRequest, by: Actor, enrollment_id: UUID) -> HttpResponse:
    def deed(at: datetime) -> None:
        page = open_enrollment(enrollment_id, by=by, at=at)
        spell = request.POST.get("spell", "")
        if page.may_change and not spell:
            raise CareRefused(_("Choose what is so no more."))
        end_circumstance(page.episode_id, spell, by=by, at=at)

    return _done(request, enrollment_id, deed)


def _done(
    request: HttpRequest, enrollment_id: UUID, deed: Callable[[datetime], object]
) -> HttpResponse:
    try:
        deed(datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:course", enrollment_id=enrollment_id)
