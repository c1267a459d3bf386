from stepwell.records.recovery.models.check_in import CheckIn
from stepwell.records.recovery.models.day_report import DayReport
from stepwell.records.recovery.models.meeting_attendance import MeetingAttendance

__all__ = ["CheckIn", "DayReport", "MeetingAttendance"]
