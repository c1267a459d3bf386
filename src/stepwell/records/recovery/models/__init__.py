from stepwell.records.recovery.models.check_in import CheckIn
from stepwell.records.recovery.models.day_report import DayReport
from stepwell.records.recovery.models.entry_version import EntryVersion
from stepwell.records.recovery.models.handed_page import HandedPage
from stepwell.records.recovery.models.meeting_attendance import MeetingAttendance
from stepwell.records.recovery.models.meeting_wishes import MeetingWishes
from stepwell.records.recovery.models.partner_answer import PartnerAnswer
from stepwell.records.recovery.models.recovery_task import RecoveryTask
from stepwell.records.recovery.models.reminder_calendar import ReminderCalendar
from stepwell.records.recovery.models.sharing_choice import SharingChoice
from stepwell.records.recovery.models.telling_choice import TellingChoice

__all__ = [
    "CheckIn",
    "DayReport",
    "EntryVersion",
    "HandedPage",
    "MeetingAttendance",
    "MeetingWishes",
    "PartnerAnswer",
    "RecoveryTask",
    "ReminderCalendar",
    "SharingChoice",
    "TellingChoice",
]
