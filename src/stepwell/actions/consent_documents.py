"""The signed form as PDF: frozen once, and handed out by one function alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.disclosing import DisclosureRefused, Released, give_copy
from stepwell.actions.disclosing.own_copies import SIGNED_IN
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.consents import check_can_see_consents
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.form_text import FormText
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.consents.storing import terms_of
from stepwell.domain.consents.templates import FormSection
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.queries.clients import facts_of
from stepwell.queries.consent_forms import form_words, text_of
from stepwell.queries.consents import found_consent
from stepwell.records.people.models import Consent, ConsentDocument, ConsentSignature
from stepwell.reports.drawings import signature_svg
from stepwell.reports.pdf import render_pdf

IN_PERSON = "They signed it here, with staff."


class DocumentDamaged(Exception):
    """The stored file is not the one that was signed."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """name: of the file, which says nothing about whom. released: what the gate let out."""

    pdf: bytes
    sha256: str
    name: str
    released: Released


def freeze_document(row: Consent, *, at: datetime) -> str:
    """Make and keep the PDF of a signed form, once; gives its SHA-256."""
    text = text_of(terms_of(row.terms))
    zone = ZoneInfo(row.client.organization.time_zone)
    signatures = [_signature(one, text.language, zone) for one in row.signatures.all()]
    pdf = render_pdf("consent", _values(row, text, signatures), at=at)
    digest = sha256(pdf).hexdigest()
    ConsentDocument.objects.create(consent=row, pdf=pdf, sha256=digest, made_at=at)
    return digest


def hand_out_document(
    consent_id: UUID | str, *, by: Actor, at: datetime, is_own: bool
) -> HandedOut:
    """The bytes of the signed form. Every copy that is printed or saved leaves through here.

    Raises:
        AccessDenied, NotFound: `by` may not, or it is not signed.
        DocumentDamaged: its SHA-256 is not the one kept when it was signed.
        DisclosureRefused: the gate lets nothing out for this client now.
    """
    refused = None
    with transaction.atomic():
        document = _sound_document(consent_id, by=by, at=at, is_own=is_own)
        row = document.consent
        try:
            released = give_copy(
                row.client_id,
                document="consent_form",
                information=frozenset({InformationKind.BEING_A_CLIENT}),
                form=DisclosureForm.PDF,
                how_identified=SIGNED_IN if is_own else IN_PERSON,
                by=by,
                at=at,
            )
        except DisclosureRefused as refusal:
            refused = refusal  # That it was refused is written down, so this is no error yet.
        else:
            record_event(
                "record.exported",
                by=by,
                at=at,
                record=RecordRef("client", str(row.client_id)),
                details={"format": "pdf", "records": 1, "part": "consent"},
            )
    if refused is not None:
        raise refused
    name = f"{reference_of(str(row.pk))}.pdf"
    return HandedOut(document.pdf, document.sha256, name, released)


def _sound_document(
    consent_id: UUID | str, *, by: Actor, at: datetime, is_own: bool
) -> ConsentDocument:
    row = found_consent(by, consent_id, is_own=is_own)
    check_can_see_consents(by, facts_of(row.client, by, at))
    document = ConsentDocument.objects.filter(consent=row).first()
    if document is None:
        raise NotFound
    if sha256(document.pdf).hexdigest() != document.sha256:
        raise DocumentDamaged(
            "The stored file of this consent was changed after it was signed. Do not use it; "
            "tell whoever runs the installation."
        )
    return document


def plain_sections(sections: tuple[FormSection, ...]) -> list[dict[str, Any]]:
    """For a template of `reports`."""
    return [{"heading": one.heading, "groups": one.groups} for one in sections]


def _values(row: Consent, text: FormText, signatures: list[dict[str, str]]) -> dict[str, Any]:
    labels = form_words().labels
    return {
        "title": text.title,
        "author": row.client.organization.name,
        "language": text.language,
        "footer": f"{text.code} · {reference_of(str(row.pk))}",
        "remarks": list(text.remarks),
        "rows": [{"label": one.label, "values": list(one.values)} for one in text.rows],
        "sections": plain_sections(text.sections),
        "signed_label": labels["signed"][text.language],
        "signatures": signatures,
        "protection": text.protection,
    }


def _signature(one: ConsentSignature, language: str, zone: ZoneInfo) -> dict[str, str]:
    words = form_words()
    return {
        "name": one.name,
        "role": words.signers[one.role][language],
        "method": words.methods[one.method][language],
        "when": one.signed_at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z"),
        "drawing": signature_svg(one.strokes),
        "alt": f"{words.labels['signed'][language]}: {one.name}",
    }
