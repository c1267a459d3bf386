"""Whether a consent covers a request at an instant, and if not, every reason why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stepwell.domain.consents.consent import Consent
from stepwell.domain.consents.elements import element_problems
from stepwell.domain.consents.kinds import (
    ATTENDANCES,
    InformationKind,
    Purpose,
)
from stepwell.domain.consents.terms import Recipient


class ReasonCode(StrEnum):
    OTHER_CLIENT = "other_client"
    UNSIGNED = "unsigned"
    DEFECTIVE = "defective"
    FALSE = "false"
    EXPIRED_BY_DATE = "expired_by_date"
    EXPIRED_BY_EVENT = "expired_by_event"
    REVOKED = "revoked"
    PARTLY_REVOKED = "partly_revoked"
    RECIPIENT = "recipient"
    PARTICIPANT = "participant"
    PURPOSE = "purpose"
    INFORMATION = "information"
    NOTHING_ASKED = "nothing_asked"


WORDS = {
    ReasonCode.OTHER_CLIENT: "It is another person’s.",
    ReasonCode.UNSIGNED: "It is not signed.",
    ReasonCode.DEFECTIVE: "The form lacks something it must have.",
    ReasonCode.FALSE: "It is known to be false.",
    ReasonCode.EXPIRED_BY_DATE: "The day it ends is over.",
    ReasonCode.EXPIRED_BY_EVENT: "What was to end it has happened.",
    ReasonCode.REVOKED: "It was taken back.",
    ReasonCode.PARTLY_REVOKED: "This part of it was taken back.",
    ReasonCode.RECIPIENT: "It does not name this recipient.",
    ReasonCode.PARTICIPANT: "It does not name this participant of the exchange.",
    ReasonCode.PURPOSE: "It does not name this purpose.",
    ReasonCode.INFORMATION: "It does not name this kind of information.",
    ReasonCode.NOTHING_ASKED: "Nothing was asked for.",
}

_STATES = frozenset(
    {
        ReasonCode.UNSIGNED,
        ReasonCode.DEFECTIVE,
        ReasonCode.FALSE,
        ReasonCode.EXPIRED_BY_DATE,
        ReasonCode.EXPIRED_BY_EVENT,
        ReasonCode.REVOKED,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """information: the kinds it is about, where it is about some."""

    code: ReasonCode
    information: frozenset[InformationKind] = frozenset()

    @property
    def words(self) -> str:
        return WORDS[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRequest:
    """Something that is to leave. participant: of the intermediary, where it goes through one."""

    client_key: str
    recipient: Recipient
    purpose: Purpose
    information: frozenset[InformationKind]
    participant: Recipient | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """reasons: empty exactly where the consent covers the whole request."""

    consent_id: str
    reasons: tuple[Reason, ...]

    @property
    def is_covering(self) -> bool:
        return not self.reasons


def covers(consent: Consent, request: ConsentRequest, at: datetime) -> Coverage:
    """Whether the consent covers all of the request at `at`, which has a time zone."""
    found = (*state_reasons(consent, at), *_scope_reasons(consent, request, at))
    return Coverage(consent.id, found)


def covering_consent(
    consents: Iterable[Consent], request: ConsentRequest, at: datetime
) -> Consent | None:
    """The first that covers all of the request: pieces of several are never added up."""
    return next((one for one in consents if covers(one, request, at).is_covering), None)


def is_in_force(consent: Consent, at: datetime) -> bool:
    """Whether it could cover anything at all at `at`."""
    return not any(True for _ in state_reasons(consent, at))


def state_reasons(consent: Consent, at: datetime) -> Iterator[Reason]:
    """Why the consent is not in force at `at`, whatever is asked; empty where it is."""
    signed_at = consent.signed_at()
    if signed_at is None or signed_at > at:
        yield Reason(ReasonCode.UNSIGNED)
    on = None if signed_at is None else consent.day_of(signed_at)
    if element_problems(consent.terms, on=on):
        yield Reason(ReasonCode.DEFECTIVE)
    if consent.false_since is not None and consent.false_since <= at:
        yield Reason(ReasonCode.FALSE)
    ends_on = consent.terms.expiry.on
    if ends_on is not None and consent.day_of(at) > ends_on:
        yield Reason(ReasonCode.EXPIRED_BY_DATE)
    if consent.ended_at is not None and consent.ended_at <= at:
        yield Reason(ReasonCode.EXPIRED_BY_EVENT)
    if any(one.is_whole and one.at <= at for one in consent.revocations):
        yield Reason(ReasonCode.REVOKED)


def open_information(
    consent: Consent, recipient: Recipient, at: datetime
) -> frozenset[InformationKind]:
    """What the consent still lets this recipient have at `at`, its other state left aside."""
    if not any(one.takes_in(recipient) for one in consent.terms.recipients):
        return frozenset()
    named = consent.terms.information
    if recipient.is_class:
        named -= ATTENDANCES
    return frozenset(one for one in named if not _struck(consent, recipient, one, at))


def _scope_reasons(consent: Consent, request: ConsentRequest, at: datetime) -> Iterator[Reason]:
    terms = consent.terms
    if consent.client_key != request.client_key:
        yield Reason(ReasonCode.OTHER_CLIENT)
    if not request.information:
        yield Reason(ReasonCode.NOTHING_ASKED)
    if request.purpose not in terms.purposes:
        yield Reason(ReasonCode.PURPOSE)
    if unnamed := request.information - terms.information:
        yield Reason(ReasonCode.INFORMATION, unnamed)
    if request.participant is not None and not any(
        one.takes_in(request.participant) for one in terms.participants
    ):
        yield Reason(ReasonCode.PARTICIPANT)
    if request.recipient.is_class or not any(
        one.takes_in(request.recipient) for one in terms.recipients
    ):
        yield Reason(ReasonCode.RECIPIENT)
        return
    struck = frozenset(
        one
        for one in request.information & terms.information
        if _struck(consent, request.recipient, one, at)
        or (request.participant is not None and _struck(consent, request.participant, one, at))
    )
    if struck:
        yield Reason(ReasonCode.PARTLY_REVOKED, struck)


def _struck(
    consent: Consent, recipient: Recipient, information: InformationKind, at: datetime
) -> bool:
    return any(
        not one.is_whole and one.at <= at and one.strikes(recipient, information)
        for one in consent.revocations
    )
