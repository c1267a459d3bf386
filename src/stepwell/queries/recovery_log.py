"""What people did between sessions, as the rules of protocols ask for it. Not audited here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from stepwell.domain.recovery.log import DayState
from stepwell.records.recovery.models import DayReport, MeetingAttendance


def meeting_days_of(client_ids: Iterable[UUID]) -> dict[UUID, tuple[date, ...]]:
    """By client, each day once."""
    rows = MeetingAttendance.objects.standing().filter(client__in=list(client_ids))
    return _by_client(rows.values_list("client_id", "on"))


def use_days_of(client_ids: Iterable[UUID]) -> dict[UUID, tuple[date, ...]]:
    """Days of use that are known, of any substance."""
    rows = DayReport.objects.standing().filter(client__in=list(client_ids))
    return _by_client((one.client_id, one.on) for one in rows if one.state == DayState.USED)


def _by_client(pairs: Iterable[tuple[UUID, date]]) -> dict[UUID, tuple[date, ...]]:
    days: dict[UUID, set[date]] = defaultdict(set)
    for client, on in pairs:
        days[client].add(on)
    return {client: tuple(sorted(found)) for client, found in days.items()}
