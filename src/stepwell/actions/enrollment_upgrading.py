"""Taking a running course over into the newest version of its protocol; every contact stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import episode_to_change, record_care
from stepwell.actions.encounter_writing import settle_courses
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.enrollments import ENROLLMENTS, EnrollmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.upgrading import UpgradeRefused, upgrade_history
from stepwell.queries.enrollments import enrollments_of
from stepwell.queries.found import found
from stepwell.queries.histories import history_of
from stepwell.queries.protocols import protocol


@transaction.atomic
def upgrade_enrollment(enrollment_id: UUID | str, *, by: Actor, at: datetime) -> int:
    """
    Returns:
        The version it is in now.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such enrollment.
        CareRefused: it is over, in the newest version already, or that version does not say how
            the earlier one becomes it.
    """
    row = found(enrollments_of(by), enrollment_id)
    episode_to_change(row.episode_id, by=by, at=at)
    if row.status != EnrollmentState.ACTIVE:
        raise CareRefused(ENROLLMENTS.refusals[EnrollmentState(row.status)])
    newest = protocol(row.protocol)
    if newest.version == row.version:
        raise CareRefused("This course is in the newest version already.")
    try:
        upgrade_history(history_of(row), newest)
    except UpgradeRefused as refusal:
        raise CareRefused(str(refusal)) from refusal
    row.version, row.content_hash = newest.version, newest.content_hash
    row.save(update_fields=["version", "content_hash"])
    record_care(row.episode.client_id, "enrollment", "upgraded", by=by, at=at)
    settle_courses([row], by=by, at=at)
    return row.version
