"""Rows of what happened. Whoever calls these has asked whether it is allowed and fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from stepwell.actions.care_access import record_care
from stepwell.actions.enrolling import move_enrollment
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.enrollments import EnrollmentEvent, EnrollmentState
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.standing import standing
from stepwell.queries.enrollments import protocol_of
from stepwell.queries.histories import histories_of
from stepwell.queries.registers import today_of
from stepwell.records.care.models import (
    Appointment,
    Encounter,
    Enrollment,
    EpisodeOfCare,
    GroupEvent,
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One contact with one person, or one that did not come about."""

    episode: EpisodeOfCare
    kind: SessionKind
    outcome: Outcome
    on: date
    minutes: int
    enrollment: Enrollment | None = None
    session: str = ""
    part: str = ""
    skipped: tuple[str, ...] = ()
    reason: str = ""
    told_before: bool = False
    appointment: Appointment | None = None
    group_event: GroupEvent | None = None


def write_encounter(new: Happened, *, by: Actor, at: datetime) -> Encounter:
    row = Encounter.objects.create(
        client_id=new.episode.client_id,
        episode=new.episode,
        enrollment=new.enrollment,
        appointment=new.appointment,
        group_event=new.group_event,
        kind=new.kind,
        session=new.session,
        version=new.enrollment.version if new.enrollment and new.session else 0,
        part=new.part,
        outcome=new.outcome,
        told_before=new.told_before,
        skipped=list(new.skipped),
        reason=new.reason.strip(),
        on=new.on,
        minutes=new.minutes,
        recorded_at=at,
        recorded_by=by.key,
    )
    record_care(row.client_id, "encounter", "added", by=by, at=at)
    return row


def strike(row: Encounter, words: str, *, by: Actor, at: datetime) -> None:
    """It was a mistake, and stays to be read as one."""
    row.struck_at, row.struck_by, row.struck_words = at, by.key, words.strip()
    row.save(update_fields=["struck_at", "struck_by", "struck_words"])
    record_care(row.client_id, "encounter", "struck", by=by, at=at)


def settle_courses(enrollments: Iterable[Enrollment], *, by: Actor, at: datetime) -> None:
    """A course that the rules call whole is completed; one that they do no longer goes on."""
    rows = {one.pk: one for one in enrollments}
    histories = histories_of(list(rows.values()))
    for key, row in rows.items():
        stands = standing(protocol_of(row), histories[key], today_of(by, at))
        if stands.is_complete and row.status == EnrollmentState.ACTIVE:
            move_enrollment(row, EnrollmentEvent.COMPLETE, by=by, at=at)
        elif not stands.is_complete and row.status == EnrollmentState.COMPLETED:
            move_enrollment(row, EnrollmentEvent.REOPEN, by=by, at=at)
