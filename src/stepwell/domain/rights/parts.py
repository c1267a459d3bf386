"""The parts a record about a person falls into, each with a time of its own to be kept."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """record: who the person is and the care they had. consents: signed consents, notices and
    their receipts. disclosures: the accounting of what left. safety: plans, screenings, incidents.
    requests: what the person asked for by right, and the answers. reach: how they may be reached.
    account: the member's own sign-in and app. trail: the audit trail.
    """

    RECORD = "record"
    SAFETY = "safety"
    CONSENTS = "consents"
    DISCLOSURES = "disclosures"
    REQUESTS = "requests"
    REACH = "reach"
    ACCOUNT = "account"
    TRAIL = "trail"
