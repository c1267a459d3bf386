"""Giving the patient notice of 42 CFR 2.22 and keeping the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.consent_documents import plain_sections
from stepwell.actions.consents import ConsentRefused
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.consents import check_can_give_notice
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.form_text import remarks
from stepwell.domain.consents.templates import (
    LANGUAGES,
    FormSection,
    fill,
    filled,
    text_sha256,
)
from stepwell.queries.clients import client_or_self, facts_of
from stepwell.queries.consent_forms import (
    NOTICE,
    form_words,
    notice_sections,
    notice_template,
    reviews,
)
from stepwell.queries.organizations import notice_contact
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import NoticeReceipt
from stepwell.reports.pdf import render_pdf

Outcome, Way = NoticeReceipt.Outcome, NoticeReceipt.Way


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice as it is read. sha256: of its words."""

    title: str
    language: str
    version: int
    sections: tuple[FormSection, ...]
    remarks: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """The notice on paper, the same for everyone of a program."""

    pdf: bytes


def notice_text(organization: Organization, language: str) -> NoticeText:
    """The notice in the program's name. Raises ConsentRefused for another language."""
    if language not in LANGUAGES:
        raise ConsentRefused("Choose English or Spanish.")
    template = notice_template()
    contact = notice_contact(organization)
    values = {"program": organization.name, "contact": contact}
    title = fill(template.title[language], values)
    sections = filled(notice_sections(language), values)
    return NoticeText(
        title=title,
        language=language,
        version=template.version,
        sections=sections,
        remarks=remarks(reviews()[NOTICE], form_words(), language),
        sha256=text_sha256(title, sections),
    )


@transaction.atomic
def read_notice(
    client_id: UUID | str | None, *, language: str, by: Actor, at: datetime
) -> NoticeText:
    """The notice to be given to a client, or one's own where client_id is None. Raises as below."""
    client = client_or_self(by, client_id)
    check_can_give_notice(by, facts_of(client, by, at))
    return notice_text(client.organization, language)


@transaction.atomic
def give_notice(
    client_id: UUID | str | None,
    *,
    language: str,
    outcome: str,
    way: str,
    name: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Keep the receipt.

    Args:
        client_id: None for one's own record, as a member.
        name: as the person wrote it; needed where they sign.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        ConsentRefused: what was entered is not fit.
    """
    client = client_or_self(by, client_id)
    check_can_give_notice(by, facts_of(client, by, at))
    text = notice_text(client.organization, language)
    if outcome not in Outcome.values or way not in Way.values:
        raise ConsentRefused("Say how the notice was given and what came of it.")
    if outcome == Outcome.SIGNED and not name.strip():
        raise ConsentRefused("Write the name of whoever received it.")
    receipt = NoticeReceipt.objects.create(
        client=client,
        version=text.version,
        language=language,
        text_sha256=text.sha256,
        outcome=outcome,
        way=way,
        name=name.strip(),
        given_at=at,
        given_by=by.key,
    )
    record_event(
        "privacy_notice.given",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"version": text.version, "language": language, "outcome": outcome, "way": way},
    )
    return receipt.pk


def notice_pdf(
    client_id: UUID | str | None, *, language: str, by: Actor, at: datetime
) -> NoticePaper:
    """The notice to print or keep. It says nothing about anyone, so it is no disclosure."""
    text = read_notice(client_id, language=language, by=by, at=at)
    values = {
        "title": text.title,
        "author": text.title,
        "language": language,
        "footer": f"{NOTICE} · {text.sha256[:12]}",
        "remarks": list(text.remarks),
        "sections": plain_sections(text.sections),
    }
    return NoticePaper(render_pdf("notice", values, at=at))
