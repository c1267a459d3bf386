from stepwell.records.care.models.incident import Incident
from stepwell.records.care.models.incident_review import IncidentReview
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.care.models.safety_path_event import SafetyPathEvent
from stepwell.records.care.models.safety_plan import SafetyPlan
from stepwell.records.care.models.screener_answer import ScreenerAnswer

__all__ = [
    "Incident",
    "IncidentReview",
    "SafetyPath",
    "SafetyPathEvent",
    "SafetyPlan",
    "ScreenerAnswer",
]
