from stepwell.records.people.models.client import Client
from stepwell.records.people.models.client_assignment import ClientAssignment
from stepwell.records.people.models.client_merge import ClientMerge
from stepwell.records.people.models.conjoint_partner import ConjointPartner
from stepwell.records.people.models.consent import Consent
from stepwell.records.people.models.consent_document import ConsentDocument
from stepwell.records.people.models.consent_revocation import ConsentRevocation
from stepwell.records.people.models.consent_signature import ConsentSignature
from stepwell.records.people.models.contact_rules import ContactRules
from stepwell.records.people.models.emergency_contact import EmergencyContact
from stepwell.records.people.models.glass_alert import GlassAlert
from stepwell.records.people.models.glass_break import GlassBreak
from stepwell.records.people.models.notice import Notice
from stepwell.records.people.models.notice_receipt import NoticeReceipt
from stepwell.records.people.models.privacy_facts import PrivacyFacts
from stepwell.records.people.models.team import Team
from stepwell.records.people.models.team_membership import TeamMembership

__all__ = [
    "Client",
    "ClientAssignment",
    "ClientMerge",
    "ConjointPartner",
    "Consent",
    "ConsentDocument",
    "ConsentRevocation",
    "ConsentSignature",
    "ContactRules",
    "EmergencyContact",
    "GlassAlert",
    "GlassBreak",
    "Notice",
    "NoticeReceipt",
    "PrivacyFacts",
    "Team",
    "TeamMembership",
]
