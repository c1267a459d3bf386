from stepwell.records.people.models.breach import Breach
from stepwell.records.people.models.breach_letter import BreachLetter
from stepwell.records.people.models.breach_words import BreachWords
from stepwell.records.people.models.client import Client
from stepwell.records.people.models.client_assignment import ClientAssignment
from stepwell.records.people.models.client_hold import ClientHold
from stepwell.records.people.models.client_merge import ClientMerge
from stepwell.records.people.models.conjoint_partner import ConjointPartner
from stepwell.records.people.models.consent import Consent
from stepwell.records.people.models.consent_document import ConsentDocument
from stepwell.records.people.models.consent_revocation import ConsentRevocation
from stepwell.records.people.models.consent_signature import ConsentSignature
from stepwell.records.people.models.contact_rules import ContactRules
from stepwell.records.people.models.disclosure import Disclosure
from stepwell.records.people.models.emergency_contact import EmergencyContact
from stepwell.records.people.models.erasure import Erasure
from stepwell.records.people.models.glass_alert import GlassAlert
from stepwell.records.people.models.glass_break import GlassBreak
from stepwell.records.people.models.legal_request import LegalRequest
from stepwell.records.people.models.notice import Notice
from stepwell.records.people.models.notice_receipt import NoticeReceipt
from stepwell.records.people.models.privacy_facts import PrivacyFacts
from stepwell.records.people.models.privacy_review import PrivacyReview
from stepwell.records.people.models.program_closing import ProgramClosing
from stepwell.records.people.models.restriction import Restriction
from stepwell.records.people.models.review_release import ReviewRelease
from stepwell.records.people.models.rights_request import RightsRequest
from stepwell.records.people.models.rights_rule import RightsRule
from stepwell.records.people.models.second_look import SecondLook
from stepwell.records.people.models.service_agreement import ServiceAgreement
from stepwell.records.people.models.team import Team
from stepwell.records.people.models.team_membership import TeamMembership

__all__ = [
    "Breach",
    "BreachLetter",
    "BreachWords",
    "Client",
    "ClientAssignment",
    "ClientHold",
    "ClientMerge",
    "ConjointPartner",
    "Consent",
    "ConsentDocument",
    "ConsentRevocation",
    "ConsentSignature",
    "ContactRules",
    "Disclosure",
    "EmergencyContact",
    "Erasure",
    "GlassAlert",
    "GlassBreak",
    "LegalRequest",
    "Notice",
    "NoticeReceipt",
    "PrivacyFacts",
    "PrivacyReview",
    "ProgramClosing",
    "Restriction",
    "ReviewRelease",
    "RightsRequest",
    "RightsRule",
    "SecondLook",
    "ServiceAgreement",
    "Team",
    "TeamMembership",
]
