from stepwell.records.directory.models.directory_state import DirectoryState
from stepwell.records.directory.models.fact_check import FactCheck
from stepwell.records.directory.models.feed import Feed
from stepwell.records.directory.models.feed_sync import FeedSync
from stepwell.records.directory.models.help_number import HelpNumber
from stepwell.records.directory.models.job_run import JobRun
from stepwell.records.directory.models.listed_meeting import ListedMeeting
from stepwell.records.directory.models.meeting_alias import MeetingAlias
from stepwell.records.directory.models.meeting_change import MeetingChange
from stepwell.records.directory.models.row_outcome import RowOutcome

__all__ = [
    "DirectoryState",
    "FactCheck",
    "Feed",
    "FeedSync",
    "HelpNumber",
    "JobRun",
    "ListedMeeting",
    "MeetingAlias",
    "MeetingChange",
    "RowOutcome",
]
