"""The ways to disclose without consent. Each has elements of its own that must be there."""

from stepwell.domain.disclosures.exceptions.claim import Claim
from stepwell.domain.disclosures.exceptions.court import CourtOrder, OrderSection
from stepwell.domain.disclosures.exceptions.reports import ChildAbuseReport, CrimeReport
from stepwell.domain.disclosures.exceptions.reviews import AuditRelease, ResearchRelease
from stepwell.domain.disclosures.exceptions.service import ServiceUse
from stepwell.domain.disclosures.exceptions.treatment import MedicalEmergency, ToClient

__all__ = [
    "AuditRelease",
    "ChildAbuseReport",
    "Claim",
    "CourtOrder",
    "CrimeReport",
    "MedicalEmergency",
    "OrderSection",
    "ResearchRelease",
    "ServiceUse",
    "ToClient",
]
