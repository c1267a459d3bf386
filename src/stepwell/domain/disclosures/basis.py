"""On what a disclosure can rest: a consent, or one of the few ways without one."""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.consents.kinds import InformationKind


class BasisKind(StrEnum):
    """MEDICAL_EMERGENCY: 42 CFR 2.51. CRIME: on premises or against staff, 2.12(c)(5).
    CHILD_ABUSE: the first report only, 2.12(c)(6). AUDIT: 2.53. RESEARCH: 2.52. COURT_ORDER:
    2.61 to 2.67. SERVICE_AGREEMENT: with a qualified service organization or business associate,
    2.11 and 2.12(c)(4). TO_CLIENT: to the patient themself, 2.23.

    Elder abuse and a duty to warn are not here: they are no exception of Part 2 (`peers.md` P13).
    """

    CONSENT = "consent"
    MEDICAL_EMERGENCY = "medical_emergency"
    CRIME = "crime"
    CHILD_ABUSE = "child_abuse"
    AUDIT = "audit"
    RESEARCH = "research"
    COURT_ORDER = "court_order"
    SERVICE_AGREEMENT = "service_agreement"
    TO_CLIENT = "to_client"


class DisclosureForm(StrEnum):
    """How it leaves."""

    PRINT = "print"
    PDF = "pdf"
    EXPORT = "export"
    MESSAGE = "message"
    API = "api"
    ORAL = "oral"
    MAIL = "mail"


_ALL = frozenset(InformationKind)
_NOTES = frozenset({InformationKind.COUNSELING_NOTES})
_WHO = frozenset({InformationKind.BEING_A_CLIENT, InformationKind.CONTACTS})

REACH: dict[BasisKind, frozenset[InformationKind]] = {
    BasisKind.MEDICAL_EMERGENCY: _WHO
    | {
        InformationKind.ASSESSMENT,
        InformationKind.DIAGNOSIS,
        InformationKind.MEDICATION,
        InformationKind.TEST_RESULTS,
        InformationKind.SAFETY_PLAN,
    },
    BasisKind.CRIME: _WHO,
    BasisKind.CHILD_ABUSE: _WHO,
    BasisKind.AUDIT: _ALL - _NOTES,
    BasisKind.RESEARCH: _ALL - _NOTES - {InformationKind.CONTACTS},
    BasisKind.COURT_ORDER: _ALL,
    BasisKind.SERVICE_AGREEMENT: _ALL - _NOTES,
    BasisKind.TO_CLIENT: _ALL - _NOTES,
}
"""The most that each exception can let out; a claim may reach less far, never further.

Of a crime: the incident, and the person's name, address, status and last known whereabouts
(2.12(c)(5), `peers.md` P13). Of an emergency: what medical people need to treat (2.51(a): "to the
extent necessary"; which kinds that is, is design). The rest is design; [K]: counsel confirms.
"""

RESTRICTABLE = frozenset(
    {BasisKind.CONSENT, BasisKind.SERVICE_AGREEMENT, BasisKind.AUDIT, BasisKind.RESEARCH}
)
"""Where an accepted restriction holds. It does not stop what a law compels, an emergency, a report
of a crime or of child abuse, nor the client's own copy. Source: 2.26 [K], counsel confirms."""
