from stepwell.records.recovery.models.check_in import CheckIn
from stepwell.records.recovery.models.day_report import DayReport
from stepwell.records.recovery.models.entry_version import EntryVersion
from stepwell.records.recovery.models.meeting_attendance import MeetingAttendance
from stepwell.records.recovery.models.meeting_wishes import MeetingWishes
from stepwell.records.recovery.models.partner_answer import PartnerAnswer
from stepwell.records.recovery.models.recovery_task import RecoveryTask
from stepwell.records.recovery.models.reminder_calendar import ReminderCalendar
from stepwell.records.recovery.models.sharing_choice import SharingChoice

__all__ = [
    "CheckIn",
    "DayReport",
    "EntryVersion",
    "MeetingAttendance",
    "MeetingWishes",
    "PartnerAnswer",
    "RecoveryTask",
    "ReminderCalendar",
    "SharingChoice",
]
