"""What the slugs are called on staff pages and on papers that leave, in the third person."""

from __future__ import annotations

from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm

INFORMATION = {
    InformationKind.BEING_A_CLIENT: "That the person is or was a client",
    InformationKind.FIRST_NAME_AND_NUMBER: "First name and phone number",
    InformationKind.CONTACTS: "Name, address, phone and e-mail",
    InformationKind.ASSESSMENT: "Assessments of alcohol or drug use",
    InformationKind.DIAGNOSIS: "Diagnosis",
    InformationKind.MEDICATION: "Medication",
    InformationKind.TEST_RESULTS: "Results of tests",
    InformationKind.PLAN: "Treatment plan",
    InformationKind.PROGRESS: "A summary of progress",
    InformationKind.PROGRESS_NOTES: "Progress notes",
    InformationKind.MEASURES: "Scores of questionnaires",
    InformationKind.SAFETY_PLAN: "Safety plan",
    InformationKind.DISCHARGE: "When and how treatment ended",
    InformationKind.BILLING: "Dates and kinds of service, for billing",
    InformationKind.ATTENDANCE: "Whether the person came to appointments",
    InformationKind.MEETING_ATTENDANCE: "Mutual-help meetings the person told of",
    InformationKind.COUNSELING_NOTES: "Counseling notes kept apart",
}
RECIPIENTS = {
    RecipientKind.TREATING_PROVIDER: "Someone who treats the client",
    RecipientKind.PAYER: "A health plan or other payer",
    RecipientKind.OPERATIONS: "Someone who helps run the program",
    RecipientKind.INTERMEDIARY: "A health information exchange",
    RecipientKind.EMPLOYER: "An employer",
    RecipientKind.COURT: "A court or probation",
    RecipientKind.FAMILY: "Family or a friend",
    RecipientKind.VOLUNTEER: "A volunteer",
    RecipientKind.SCHOOL: "A school",
    RecipientKind.LAWYER: "A lawyer",
    RecipientKind.OTHER: "Someone else",
}
PURPOSES = {
    Purpose.TREATMENT: "Treatment",
    Purpose.PAYMENT: "Payment",
    Purpose.OPERATIONS: "Running the program",
    Purpose.CLIENT_REQUEST: "The client asked for it",
    Purpose.MEETING_COMPANY: "Company on the way to a meeting",
    Purpose.FAMILY_SUPPORT: "Support by family or friends",
    Purpose.EMPLOYMENT: "Work",
    Purpose.COURT_REQUIREMENT: "Showing a court or probation that the client came",
    Purpose.BENEFITS: "Benefits",
    Purpose.HOUSING: "Housing",
    Purpose.LEGAL_PROCEEDING: "A legal proceeding",
    Purpose.FUNDRAISING: "Fundraising",
    Purpose.OTHER: "Another purpose",
}
FORMS = {
    DisclosureForm.PRINT: "On paper",
    DisclosureForm.PDF: "As a PDF",
    DisclosureForm.EXPORT: "As a data file",
    DisclosureForm.MESSAGE: "By message",
    DisclosureForm.API: "From system to system",
    DisclosureForm.ORAL: "Spoken",
    DisclosureForm.MAIL: "By mail",
}
BASES = {
    BasisKind.CONSENT: "A consent",
    BasisKind.MEDICAL_EMERGENCY: "A medical emergency",
    BasisKind.CRIME: "A crime here or against staff",
    BasisKind.CHILD_ABUSE: "The first report of child abuse",
    BasisKind.AUDIT: "An audit or evaluation",
    BasisKind.RESEARCH: "Research",
    BasisKind.COURT_ORDER: "A court order with its subpoena",
    BasisKind.SERVICE_AGREEMENT: "A service agreement",
    BasisKind.TO_CLIENT: "The client’s own copy",
}
