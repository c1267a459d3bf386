"""Where someone's running courses stand, as far as the twelve steps ask for it. Not audited."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.protocols.upgrading import UpgradeRefused
from stepwell.domain.steps.shown import CourseNow, course_now
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.histories import history_of
from stepwell.records.care.models import Enrollment


def courses_now(client_id: UUID, on: date) -> list[CourseNow]:
    """Without those whose files are not there as they were: nothing can be said of them."""
    rows = Enrollment.objects.filter(
        episode__client_id=client_id, status=EnrollmentState.ACTIVE
    ).select_related("episode__client__organization")
    found = []
    for row in rows:
        try:
            found.append(course_now(protocol_of(row), history_of(row), on))
        except (ProtocolGone, UpgradeRefused):
            continue
    return found
