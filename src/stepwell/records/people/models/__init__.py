from stepwell.records.people.models.client import Client
from stepwell.records.people.models.client_assignment import ClientAssignment
from stepwell.records.people.models.client_merge import ClientMerge
from stepwell.records.people.models.conjoint_partner import ConjointPartner
from stepwell.records.people.models.contact_rules import ContactRules
from stepwell.records.people.models.emergency_contact import EmergencyContact
from stepwell.records.people.models.erasure import Erasure
from stepwell.records.people.models.glass_alert import GlassAlert
from stepwell.records.people.models.glass_break import GlassBreak
from stepwell.records.people.models.notice import Notice
from stepwell.records.people.models.rights_request import RightsRequest
from stepwell.records.people.models.rights_rule import RightsRule
from stepwell.records.people.models.team import Team
from stepwell.records.people.models.team_membership import TeamMembership

__all__ = [
    "Client",
    "ClientAssignment",
    "ClientMerge",
    "ConjointPartner",
    "ContactRules",
    "EmergencyContact",
    "Erasure",
    "GlassAlert",
    "GlassBreak",
    "Notice",
    "RightsRequest",
    "RightsRule",
    "Team",
    "TeamMembership",
]
