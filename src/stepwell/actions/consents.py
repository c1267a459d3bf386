"""Drawing consents up, signing them, and what ends them. The terms of a form never change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.consent_documents import freeze_document
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.consents import (
    check_can_keep_consents,
    check_can_sign_own,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.elements import element_problems
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.minors import MinorRuleUnknown
from stepwell.domain.consents.storing import plain_terms
from stepwell.domain.consents.strokes import Strokes
from stepwell.domain.consents.templates import LANGUAGES, ConsentTemplate, statements_of
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consent_forms import form_sections, offered_templates
from stepwell.queries.consents import as_consent, found_consent, signers_of
from stepwell.records.people.models import Client, Consent, ConsentSignature


class ConsentRefused(Exception):
    """problems: all that is wrong and what to do, fit to show whoever tried."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """What was chosen on the form. template: a slug. event: a slug of the form, or ""."""

    template: str
    language: str = "en"
    information: frozenset[InformationKind]
    information_words: str = ""
    recipients: tuple[Recipient, ...]
    participants: tuple[Recipient, ...] = ()
    purposes: frozenset[Purpose]
    purpose_words: str = ""
    expires_on: date | None = None
    event: str = ""
    is_open_ended: bool = False


@dataclass(frozen=True, slots=True)
class NewSignature:
    """name: as the signer wrote it. strokes: of a drawn one."""

    role: SignerRole
    name: str
    method: SignatureMethod
    strokes: Strokes = ()


@transaction.atomic
def draw_up_consent(client_id: UUID | str, new: NewConsent, *, by: Actor, at: datetime) -> UUID:
    """A form ready to be signed.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        ConsentRefused: with every element that is missing or not fit, at once.
    """
    client = client_of(by, client_id)
    check_can_keep_consents(by, facts_of(client, by, at))
    template = _template(new)
    terms = _terms(client, template, new)
    row = Consent(
        client=client,
        kind=terms.kind,
        template=template.slug,
        version=template.version,
        language=terms.language,
        terms=plain_terms(terms),
        needed_signers=_needed_signers(client),
        expires_on=terms.expiry.on,
        drawn_up_at=at,
        drawn_up_by=by.key,
    )
    _check_elements(row, terms, at)
    row.save()
    record_consent("consent.drawn_up", row, by=by, at=at, form=template.name)
    return row.pk


@transaction.atomic
def sign_consent(
    consent_id: UUID | str, signature: NewSignature, *, by: Actor, at: datetime, is_own: bool
) -> bool:
    """One signature more; with the last one the form is frozen as PDF.

    Args:
        is_own: signed on the client's own page; otherwise on a screen that staff handed over.

    Returns:
        Whether it has all the signatures it needs now.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such consent.
        ConsentRefused: the form lacks something, is signed already, or the signature is not fit.
    """
    row = found_consent(by, consent_id, is_own=is_own, is_locked=True)
    facts = facts_of(row.client, by, at)
    if is_own:
        check_can_sign_own(by, facts)
    else:
        check_can_keep_consents(by, facts)
    _check_signature(row, signature, is_own=is_own)
    _check_elements(row, as_consent(row).terms, at)
    ConsentSignature.objects.create(
        consent=row,
        role=signature.role,
        name=signature.name.strip(),
        method=signature.method,
        strokes=[[list(point) for point in stroke] for stroke in signature.strokes],
        signed_at=at,
        witnessed_by="" if is_own else by.key,
    )
    row = found_consent(by, row.pk, is_own=is_own)
    is_complete = as_consent(row).signed_at() is not None
    more = {}
    if is_complete:
        row.signed_at = at
        row.save(update_fields=["signed_at"])
        more["digest"] = freeze_document(row, at=at)
    record_consent(
        "consent.signed", row, by=by, at=at, role=signature.role, method=signature.method, **more
    )
    return is_complete


@transaction.atomic
def discard_consent(consent_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """Put a form aside that was not signed; gives the client's id. Raises as the others."""
    row = found_consent(by, consent_id, is_own=False, is_locked=True)
    check_can_keep_consents(by, facts_of(row.client, by, at))
    if row.signed_at is not None:
        raise ConsentRefused("It is signed. To end it, take it back.")
    row.discarded_at = at
    row.save(update_fields=["discarded_at"])
    record_consent("consent.discarded", row, by=by, at=at)
    return row.client_id


def record_consent(event: str, row: Consent, *, by: Actor, at: datetime, **more: object) -> None:
    """In the trail of the client; the consent is named by its id."""
    record_event(
        event,
        by=by,
        at=at,
        record=RecordRef("client", str(row.client_id)),
        details={"consent": str(row.pk)} | more,
    )


def _template(new: NewConsent) -> ConsentTemplate:
    """The form, where it offers what was chosen."""
    template = next((one for one in offered_templates() if one.slug == new.template), None)
    if template is None or new.language not in LANGUAGES:
        raise ConsentRefused("Choose a form and a language.")
    kinds = {one.kind for one in new.recipients}
    offers = (
        new.information <= set(template.information)
        and kinds <= set(template.recipients)
        and new.purposes <= set(template.purposes)
        and (not new.event or new.event in template.events)
        and (not new.is_open_ended or template.may_be_open_ended)
    )
    if not offers:
        raise ConsentRefused("This form does not offer that. Choose from what is on it.")
    return template


def _terms(client: Client, template: ConsentTemplate, new: NewConsent) -> ConsentTerms:
    return ConsentTerms(
        kind=template.kind,
        client_name=client.name or client.alias,
        discloser=client.organization.name,
        information=new.information,
        information_words=new.information_words.strip(),
        recipients=new.recipients,
        participants=new.participants,
        purposes=new.purposes,
        purpose_words=new.purpose_words.strip(),
        expiry=Expiry(new.expires_on, new.event, new.is_open_ended),
        statements=statements_of(form_sections(template.name, new.language)),
        template=template.slug,
        version=template.version,
        language=new.language,
    )


def _check_elements(row: Consent, terms: ConsentTerms, at: datetime) -> None:
    on = as_consent(row, is_new=row._state.adding).day_of(at)
    if problems := element_problems(terms, on=on):
        raise ConsentRefused(*(one.words for one in problems))


def _needed_signers(client: Client) -> str:
    try:
        return ",".join(sorted(signers_of(client)))
    except MinorRuleUnknown as unknown:
        raise ConsentRefused(str(unknown)) from unknown


def _check_signature(row: Consent, signature: NewSignature, *, is_own: bool) -> None:
    problems: list[str] = []
    signed_roles = {one.role for one in row.signatures.all()}
    if signature.role not in row.needed_signers.split(",") or (
        is_own and signature.role is not SignerRole.CLIENT
    ):
        problems.append("This form does not ask for that signature.")
    if signature.role in signed_roles:
        problems.append("This is signed already.")
    if not signature.name.strip():
        problems.append("Write the name of whoever signs.")
    if signature.method is SignatureMethod.DRAWN and not signature.strokes:
        problems.append("Sign in the box with a finger, a pen or the mouse.")
    if signature.method is SignatureMethod.PASSKEY and not is_own:
        problems.append("A passkey confirms only on the person’s own page.")
    if problems:
        raise ConsentRefused(*problems)
