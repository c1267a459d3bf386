"""The words a consent is made of. Values are stable slugs; they are stored."""

from __future__ import annotations

from enum import StrEnum


class ConsentKind(StrEnum):
    """One form has one kind: they are never combined (2.31(b), (d); `peers.md` P3).

    TPO: one consent for all treatment, payment and operations. NAMED: named people or
    organizations. PROCEEDINGS: use against or for the client in a legal proceeding.
    """

    TPO = "tpo"
    COUNSELING_NOTES = "counseling_notes"
    PROCEEDINGS = "proceedings"
    NAMED = "named"
    INTERMEDIARY = "intermediary"


class RecipientKind(StrEnum):
    TREATING_PROVIDER = "treating_provider"
    PAYER = "payer"
    OPERATIONS = "operations"
    INTERMEDIARY = "intermediary"
    EMPLOYER = "employer"
    COURT = "court"
    FAMILY = "family"
    VOLUNTEER = "volunteer"
    SCHOOL = "school"
    LAWYER = "lawyer"
    OTHER = "other"


TPO_RECIPIENTS = frozenset(
    {RecipientKind.TREATING_PROVIDER, RecipientKind.PAYER, RecipientKind.OPERATIONS}
)
"""The classes a single TPO consent may name without a name of their own (2.31(a)(4)(i))."""


class InformationKind(StrEnum):
    """What of a record may go out.

    BEING_A_CLIENT: that the person is or was a client here. FIRST_NAME_AND_NUMBER: what a
    volunteer needs to call. ATTENDANCE: of the program's own appointments. MEETING_ATTENDANCE: of
    mutual-help meetings. PROGRESS_NOTES: of encounters; COUNSELING_NOTES: those kept apart (2.11).
    """

    BEING_A_CLIENT = "being_a_client"
    FIRST_NAME_AND_NUMBER = "first_name_and_number"
    CONTACTS = "contacts"
    ASSESSMENT = "assessment"
    DIAGNOSIS = "diagnosis"
    MEDICATION = "medication"
    TEST_RESULTS = "test_results"
    PLAN = "plan"
    PROGRESS = "progress"
    PROGRESS_NOTES = "progress_notes"
    MEASURES = "measures"
    SAFETY_PLAN = "safety_plan"
    DISCHARGE = "discharge"
    BILLING = "billing"
    ATTENDANCE = "attendance"
    MEETING_ATTENDANCE = "meeting_attendance"
    COUNSELING_NOTES = "counseling_notes"


ATTENDANCES = frozenset({InformationKind.ATTENDANCE, InformationKind.MEETING_ATTENDANCE})
"""Reported to nobody unless the consent names both it and the recipient (design)."""


class Purpose(StrEnum):
    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    CLIENT_REQUEST = "client_request"
    MEETING_COMPANY = "meeting_company"
    FAMILY_SUPPORT = "family_support"
    EMPLOYMENT = "employment"
    COURT_REQUIREMENT = "court_requirement"
    BENEFITS = "benefits"
    HOUSING = "housing"
    LEGAL_PROCEEDING = "legal_proceeding"
    FUNDRAISING = "fundraising"
    OTHER = "other"


TPO_PURPOSES = frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS})


class Statement(StrEnum):
    """A sentence the form must carry.

    RIGHT_TO_REVOKE, HOW_TO_REVOKE: 2.31(a)(6). REDISCLOSURE: 2.31(a)(4)(iii), (a)(10).
    REFUSAL: what happens to someone who does not sign a TPO consent, (a)(10). NOT_A_CONDITION:
    treatment does not depend on a consent for counseling notes, 2.31(b). FUNDRAISING_OPT_OUT:
    2.31(a)(5).
    """

    RIGHT_TO_REVOKE = "right_to_revoke"
    HOW_TO_REVOKE = "how_to_revoke"
    REDISCLOSURE = "redisclosure"
    REFUSAL = "refusal"
    NOT_A_CONDITION = "not_a_condition"
    FUNDRAISING_OPT_OUT = "fundraising_opt_out"


class SignatureMethod(StrEnum):
    DRAWN = "drawn"
    TYPED = "typed"
    PASSKEY = "passkey"


class SignerRole(StrEnum):
    """REPRESENTATIVE: who may sign beside or in place of the client, 2.14 and 2.15."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"
