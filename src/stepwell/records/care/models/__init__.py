from stepwell.records.care.models.appointment import Appointment
from stepwell.records.care.models.calendar_feed import CalendarFeed
from stepwell.records.care.models.care_group import CareGroup
from stepwell.records.care.models.care_plan_goal import CarePlanGoal
from stepwell.records.care.models.circumstance_spell import CircumstanceSpell
from stepwell.records.care.models.cosigning import Cosigning
from stepwell.records.care.models.diagnosis import Diagnosis
from stepwell.records.care.models.discharge import Discharge
from stepwell.records.care.models.encounter import Encounter
from stepwell.records.care.models.enrollment import Enrollment
from stepwell.records.care.models.episode_goal import EpisodeGoal
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.care.models.episode_transition import EpisodeTransition
from stepwell.records.care.models.group_event import GroupEvent
from stepwell.records.care.models.group_leader import GroupLeader
from stepwell.records.care.models.group_member import GroupMember
from stepwell.records.care.models.incident import Incident
from stepwell.records.care.models.incident_review import IncidentReview
from stepwell.records.care.models.intake import Intake
from stepwell.records.care.models.note_addendum import NoteAddendum
from stepwell.records.care.models.progress_note import ProgressNote
from stepwell.records.care.models.rated_session import RatedSession
from stepwell.records.care.models.referral import Referral
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.care.models.safety_path_event import SafetyPathEvent
from stepwell.records.care.models.safety_plan import SafetyPlan
from stepwell.records.care.models.saved_view import SavedView
from stepwell.records.care.models.screener_answer import ScreenerAnswer
from stepwell.records.care.models.session_draw import SessionDraw
from stepwell.records.care.models.session_entry import SessionEntry
from stepwell.records.care.models.session_rating import SessionRating
from stepwell.records.care.models.session_run import SessionRun
from stepwell.records.care.models.supervision_note import SupervisionNote
from stepwell.records.care.models.therapy import Therapy
from stepwell.records.care.models.told_event import ToldEvent

__all__ = [
    "Appointment",
    "CalendarFeed",
    "CareGroup",
    "CarePlanGoal",
    "CircumstanceSpell",
    "Cosigning",
    "Diagnosis",
    "Discharge",
    "Encounter",
    "Enrollment",
    "EpisodeGoal",
    "EpisodeOfCare",
    "EpisodeTransition",
    "GroupEvent",
    "GroupLeader",
    "GroupMember",
    "Incident",
    "IncidentReview",
    "Intake",
    "NoteAddendum",
    "ProgressNote",
    "RatedSession",
    "Referral",
    "SafetyPath",
    "SafetyPathEvent",
    "SafetyPlan",
    "SavedView",
    "ScreenerAnswer",
    "SessionDraw",
    "SessionEntry",
    "SessionRating",
    "SessionRun",
    "SupervisionNote",
    "Therapy",
    "ToldEvent",
]
