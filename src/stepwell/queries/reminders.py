"""The times that a member wants to be reminded of. Not audited here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.recurrence import occurrences
from stepwell.domain.recovery.reminders import ReminderWishes, first_day
from stepwell.exchange.reminder_calendar import OnceReminder, WeeklyReminder
from stepwell.queries.directory import Directory, NoDirectory, current_directory
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models import Appointment
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import RecoveryTask

AHEAD = timedelta(days=60)
"""How far a calendar shows appointments and meetings (design)."""
WITHOUT_A_DAY = timedelta(days=7)
"""For how long a task without a day of its own is taken to be meant (design)."""
GOES_IN_PERSON = frozenset({Attendance.IN_PERSON, Attendance.HYBRID})
DOES_NOT_MEET = frozenset(
    {Attendance.BY_APPOINTMENT, Attendance.TEMPORARILY_CLOSED, Attendance.INACTIVE}
)


def zone_of(client: Client | None, organization: Organization) -> ZoneInfo:
    """Where the member’s wall clock is."""
    return ZoneInfo((client.time_zone if client else "") or organization.time_zone)


def weekly_of(wishes: ReminderWishes, calendar_id: UUID, since: date) -> Iterator[WeeklyReminder]:
    for one in wishes.times:
        days = "".join(map(str, sorted(one.days)))
        uid = str(uuid5(calendar_id, f"{one.at:%H%M} {days}"))
        yield WeeklyReminder(uid, first_day(one, since), one.at, one.days)


def once_of(
    client: Client | None, wishes: ReminderWishes, calendar_id: UUID, at: datetime
) -> Iterator[OnceReminder]:
    """uids are this calendar’s own: they do not match those in the calendars of staff."""
    if client is None or client.closed_at is not None:
        return
    if wishes.has_appointments:
        yield from _appointments(client, calendar_id, at)
    if wishes.has_meetings:
        yield from _meetings(client, wishes, calendar_id, at)


def _appointments(client: Client, calendar_id: UUID, at: datetime) -> Iterator[OnceReminder]:
    rows = Appointment.objects.filter(
        client=client, status=AppointmentState.BOOKED, starts_at__gte=at, starts_at__lt=at + AHEAD
    )
    for row in rows:
        yield OnceReminder(str(uuid5(calendar_id, str(row.pk))), row.starts_at, row.minutes)


def _meetings(
    client: Client, wishes: ReminderWishes, calendar_id: UUID, at: datetime
) -> Iterator[OnceReminder]:
    """Of tasks that name a meeting of the directory; what was agreed in words alone has no time."""
    tasks = [one for one in open_tasks_of([client.pk]) if one.code]
    directory = _directory() if tasks else None
    for task in tasks:
        meeting = _meeting(task.code, directory)
        if meeting is None or meeting.schedule is None or meeting.attendance in DOES_NOT_MEET:
            continue
        place = meeting.place.address if wishes.with_address and _has_door(meeting) else ""
        end = min(_end_of(task, zone_of(client, client.organization)), at + AHEAD)
        for starts_at, ends_at in occurrences(meeting.schedule, meeting.timezone, at, end):
            uid = str(uuid5(calendar_id, f"{task.pk} {starts_at:%Y%m%d}"))
            minutes = round((ends_at - starts_at) / timedelta(minutes=1))
            yield OnceReminder(uid, starts_at, minutes, place)


def _end_of(task: RecoveryTask, zone: ZoneInfo) -> datetime:
    """The end of its day, on the person’s calendar."""
    if task.due_on is None:
        return task.given_at + WITHOUT_A_DAY
    midnight = datetime.combine(task.due_on + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC)


def _has_door(meeting: Meeting) -> bool:
    return meeting.attendance in GOES_IN_PERSON and not meeting.place.is_approximate


def _meeting(code: str, directory: Directory | None) -> Meeting | None:
    """None where it is no longer listed."""
    try:
        row = directory.row_of(UUID(code)) if directory else None
    except ValueError:
        return None
    return directory.meeting(row) if directory and row is not None else None


def _directory() -> Directory | None:
    try:
        return current_directory()
    except NoDirectory:
        return None
