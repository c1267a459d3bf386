"""What the protocols of someone's running courses have for them between sessions. Not audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.protocols.upgrading import UpgradeRefused
from stepwell.domain.recovery.check_in_shape import Asked
from stepwell.domain.recovery.prompts import Prompt, prompts_of, reviews_open
from stepwell.library.recovery import check_in_shapes
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.histories import history_of
from stepwell.records.care.models import Enrollment


@dataclass(frozen=True, slots=True)
class BetweenSessions:
    """asks: of a check-in, None where no protocol says. is_gone: the files of a course are not
    there as they were, so nothing can be said of it."""

    prompts: tuple[Prompt, ...] = ()
    asks: tuple[Asked, ...] | None = None
    has_course: bool = False
    is_gone: bool = False


def between_sessions(client_id: UUID, on: date) -> BetweenSessions:
    rows = Enrollment.objects.filter(
        episode__client_id=client_id, status=EnrollmentState.ACTIVE
    ).select_related("episode__client__organization")
    prompts: dict[str, Prompt] = {}
    reviews: list[tuple[str, str]] = []
    gone = 0
    for row in rows:
        try:
            protocol, history = protocol_of(row), history_of(row)
        except (ProtocolGone, UpgradeRefused):
            gone += 1
            continue
        prompts |= {one.slug: one for one in prompts_of(protocol, history, on)}
        reviews += reviews_open(protocol, history, on)
    return BetweenSessions(
        prompts=tuple(prompts.values()),
        asks=check_in_shapes().shape(reviews),
        has_course=bool(rows),
        is_gone=gone > 0,
    )
