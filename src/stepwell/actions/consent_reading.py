"""A client's consents as faces show them: the list with what is still owed, and one form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.privacy_facts import PrivacyCard, privacy_card
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.policies.consents import (
    can_give_notice,
    can_keep_consents,
    check_can_keep_consents,
    check_can_see_consents,
)
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.consent import Consent
from stepwell.domain.consents.form_text import FormText, expiry_words, recipient_words
from stepwell.domain.consents.kinds import InformationKind, SignerRole
from stepwell.domain.consents.states import ConsentState, state_of
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.clients import client_or_self, facts_of, own_client_of
from stepwell.queries.consent_forms import consent_template, form_words, text_of
from stepwell.queries.consents import as_consent, consents_of, found_consent
from stepwell.records.people.models import Client, ConsentDocument, NoticeReceipt


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One row of the list, in the reader's language."""

    id: UUID
    title: str
    recipients: tuple[str, ...]
    until: str
    state: ConsentState
    signed_at: datetime | None
    needs_client: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    given_at: datetime
    version: int
    language: str
    outcome: str
    way: str


@dataclass(frozen=True, slots=True)
class ConsentList:
    """code: stands for the name in titles. privacy: None for the client's own page."""

    client_id: UUID
    code: str
    lines: tuple[ConsentLine, ...]
    notices: tuple[NoticeLine, ...]
    privacy: PrivacyCard | None
    can_keep: bool
    can_give_notice: bool

    @property
    def is_notice_given(self) -> bool:
        return any(one.outcome != NoticeReceipt.Outcome.COULD_NOT_YET for one in self.notices)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of the form that can be taken back. value: for the page's form."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class RevocationLine:
    at: datetime
    is_whole: bool
    is_by_client: bool
    recipients: tuple[str, ...]
    information: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    role: SignerRole
    name: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """missing: whose signatures it still takes. sha256: of the frozen PDF, "" before."""

    id: UUID
    client_id: UUID
    code: str
    text: FormText
    state: ConsentState
    signatures: tuple[SignatureLine, ...]
    missing: tuple[SignerRole, ...]
    revocations: tuple[RevocationLine, ...]
    recipients: tuple[Choice, ...]
    information: tuple[Choice, ...]
    has_event: bool
    sha256: str
    can_keep: bool


@transaction.atomic
def list_consents(
    client_id: UUID | str | None, *, language: str, by: Actor, at: datetime
) -> ConsentList:
    """
    Args:
        client_id: None for one's own, as a member.
        language: in which the lines are written.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
    """
    is_own = client_id is None
    client = client_or_self(by, client_id)
    facts = facts_of(client, by, at)
    check_can_see_consents(by, facts)
    found = consents_of(client.pk)
    _record_view(client, facts, by=by, at=at)
    return ConsentList(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        lines=tuple(_line(one, language, at) for one in found),
        notices=tuple(
            NoticeLine(one.given_at, one.version, one.language, one.outcome, one.way)
            for one in NoticeReceipt.objects.filter(client=client)
        ),
        privacy=None if is_own else privacy_card(client),
        can_keep=not is_own and can_keep_consents(by, facts),
        can_give_notice=can_give_notice(by, facts),
    )


def list_own_consents(*, language: str, by: Actor, at: datetime) -> ConsentList | None:
    """None where no program keeps a record of `by`. Raises AccessDenied for non-members."""
    if own_client_of(by) is None:
        return None
    return list_consents(None, language=language, by=by, at=at)


@transaction.atomic
def open_consent(consent_id: UUID | str, *, by: Actor, at: datetime, is_own: bool) -> ConsentPage:
    """One form, in the language it was drawn up in. Raises AccessDenied or NotFound."""
    row = found_consent(by, consent_id, is_own=is_own)
    facts = facts_of(row.client, by, at)
    check_can_see_consents(by, facts)
    consent = as_consent(row)
    _record_view(row.client, facts, by=by, at=at)
    words, language = form_words(), consent.terms.language
    given = {one.role for one in consent.signatures}
    document = ConsentDocument.objects.filter(consent=row).values_list("sha256", flat=True)
    return ConsentPage(
        id=row.pk,
        client_id=row.client_id,
        code=reference_of(str(row.client_id)),
        text=text_of(consent.terms),
        state=state_of(consent, at),
        signatures=tuple(
            SignatureLine(one.role, one.name, words.methods[one.method][language], one.at)
            for one in consent.signatures
        ),
        missing=tuple(sorted(consent.needed_signers - given)),
        revocations=tuple(
            RevocationLine(
                at=one.revoked_at,
                is_whole=not one.recipients and not one.information,
                is_by_client=one.is_by_client,
                recipients=tuple(person["name"] or person["kind"] for person in one.recipients),
                information=tuple(
                    words.information[InformationKind(kind)][language] for kind in one.information
                ),
            )
            for one in row.revocations.all()
        ),
        recipients=tuple(
            Choice(str(number), recipient_words(one, words, language))
            for number, one in enumerate(consent.terms.recipients)
        ),
        information=tuple(
            Choice(kind.value, words.information[kind][language])
            for kind in words.information
            if kind in consent.terms.information
        ),
        has_event=bool(consent.terms.expiry.event),
        sha256=document.first() or "",
        can_keep=not is_own and can_keep_consents(by, facts),
    )


def check_may_draw_up(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or NotFound, before a form is chosen."""
    check_can_keep_consents(by, facts_of(client_or_self(by, client_id), by, at))


def recipients_by_number(
    consent_id: UUID | str, numbers: list[str], *, by: Actor, is_own: bool
) -> tuple[Recipient, ...]:
    """What `ConsentPage.recipients` gave as values, back. Raises NotFound."""
    terms = as_consent(found_consent(by, consent_id, is_own=is_own)).terms
    known = {str(number): one for number, one in enumerate(terms.recipients)}
    if not set(numbers) <= known.keys():
        raise NotFound
    return tuple(known[number] for number in numbers)


def _record_view(client: Client, facts: ClientFacts, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "consents", "is_break_glass": facts.is_glass_broken},
    )


def _line(consent: Consent, language: str, at: datetime) -> ConsentLine:
    words, terms = form_words(), consent.terms
    given = {one.role for one in consent.signatures}
    return ConsentLine(
        id=UUID(consent.id),
        title=consent_template(f"{terms.template}.v{terms.version}").title[language],
        recipients=tuple(recipient_words(one, words, language) for one in terms.recipients),
        until=expiry_words(terms, words),
        state=state_of(consent, at),
        signed_at=consent.signed_at(),
        needs_client=SignerRole.CLIENT in consent.needed_signers - given,
    )
