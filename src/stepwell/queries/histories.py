"""What happened to people in protocols, as the engine takes it: for many in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import prefetch_related_objects

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Contact, History, Outcome
from stepwell.domain.protocols.upgrading import UpgradeRefused, upgrade_history
from stepwell.queries.enrollments import ProtocolGone, protocol_of, spells_of
from stepwell.queries.recovery_log import meeting_days_of, use_days_of
from stepwell.records.care.models import Encounter, Enrollment


def history_of(enrollment: Enrollment) -> History:
    """Raises ProtocolGone, or UpgradeRefused where a version says nothing of an earlier one."""
    return histories_of([enrollment])[enrollment.pk]


def histories_of(enrollments: Sequence[Enrollment]) -> dict[UUID, History]:
    """By the id of the enrollment. Raises as history_of does."""
    rows = _encounters_of(enrollments)
    clients = {one.episode.client_id for one in enrollments}
    meetings, used = meeting_days_of(clients), use_days_of(clients)
    return {
        one.pk: replace(
            _history(one, rows[one.pk]),
            meetings_on=meetings.get(one.episode.client_id, ()),
            use_on=used.get(one.episode.client_id, ()),
        )
        for one in enrollments
    }


def contacts_of(enrollments: Sequence[Enrollment]) -> dict[UUID, History]:
    """As histories_of, without meetings and days of use, each of which would have to be unsealed;
    without those of which nothing can be said."""
    rows = _encounters_of(enrollments)
    found = {}
    for one in enrollments:
        try:
            found[one.pk] = _history(one, rows[one.pk])
        except (ProtocolGone, UpgradeRefused):
            continue
    return found


def _encounters_of(enrollments: Sequence[Enrollment]) -> dict[UUID, list[Encounter]]:
    prefetch_related_objects(list(enrollments), "episode__circumstances")
    rows: dict[UUID, list[Encounter]] = defaultdict(list)
    for row in Encounter.objects.standing().filter(enrollment__in=enrollments):
        if row.enrollment_id and row.session:
            rows[row.enrollment_id].append(row)
    return rows


def _history(enrollment: Enrollment, rows: Iterable[Encounter]) -> History:
    protocol = protocol_of(enrollment)
    contacts = _contacts(enrollment, protocol, rows)
    return History(
        enrolled_on=enrollment.enrolled_on,
        variant=enrollment.variant,
        version=enrollment.version,
        contacts=contacts,
        spells=spells_of(enrollment.episode),
    )


def _contacts(
    enrollment: Enrollment, protocol: Protocol, rows: Iterable[Encounter]
) -> tuple[Contact, ...]:
    """Those had under an earlier version, under the names of this one."""
    by_version: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        by_version[row.version].append(
            Contact(
                row.on, row.session, Outcome(row.outcome), tuple(sorted(row.skipped)), row.reason
            )
        )
    contacts: list[Contact] = []
    for version, found in by_version.items():
        old = History(enrollment.enrolled_on, enrollment.variant, version, tuple(found))
        contacts.extend(upgrade_history(old, protocol).contacts)
    return tuple(sorted(contacts))
