"""Judging what is asked, and letting it out: recorded, audited and handed over in one go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import name_in_trail, record_event
from stepwell.actions.disclosing.holding import hold_disclosures_of
from stepwell.actions.disclosing.papers import digest_of, paper_of
from stepwell.actions.disclosing.released import DisclosureRefused, Released
from stepwell.actions.disclosing.sending import Sending
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_disclose
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.storing import plain_recipients
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.deciding import decide
from stepwell.domain.disclosures.decision import Decision, Statement
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consents import consents_of
from stepwell.queries.disclosure_texts import statement_texts
from stepwell.queries.disclosures import holds_of, restrictions_of
from stepwell.records.people.models import Client, Disclosure


@transaction.atomic
def judge(client_id: UUID | str, sending: Sending, *, by: Actor, at: datetime) -> Decision:
    """What would leave, and why what would not: to show before anything does.

    Raises:
        AccessDenied, NotFound: `by` may not let out so, or there is no such client.
    """
    client = _client_to_disclose(client_id, sending, by=by, at=at)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "disclosure", "is_break_glass": facts_of(client, by, at).is_glass_broken},
    )
    return _decide(client, sending, at)


def disclose(client_id: UUID | str, sending: Sending, *, by: Actor, at: datetime) -> Released:
    """Let it out: cut to what the basis covers, with its notice, and in the accounting.

    A refusal is written down too, and nothing else then.

    Raises:
        AccessDenied, NotFound: `by` may not let out so, or there is no such client.
        DisclosureRefused: no basis covers any of it, with every reason.
    """
    with transaction.atomic():
        client = _client_to_disclose(client_id, sending, by=by, at=at)
        hold_disclosures_of(client.pk)
        decision = _decide(client, sending, at)
        if decision.is_allowed:
            return _let_out(client, sending, decision, by=by, at=at)
        _record_refusal(client, sending, decision, by=by, at=at)
    raise DisclosureRefused(decision.refusals)


def _client_to_disclose(
    client_id: UUID | str, sending: Sending, *, by: Actor, at: datetime
) -> Client:
    client = client_of(by, client_id)
    check_can_disclose(by, facts_of(client, by, at), sending.basis, sending.information)
    return client


def _decide(client: Client, sending: Sending, at: datetime) -> Decision:
    """As of the last word that was said: what was taken back while this one waited counts."""
    consents = consents_of(client.pk)
    last_word = max((one.last_word_at for one in consents if one.last_word_at), default=at)
    return decide(
        sending.request(str(client.pk)),
        consents,
        (sending.claim,) if sending.claim else (),
        restrictions_of(client.pk),
        holds_of(client.pk),
        max(at, last_word).astimezone(ZoneInfo(client.organization.time_zone)),
    )


def _let_out(
    client: Client, sending: Sending, decision: Decision, *, by: Actor, at: datetime
) -> Released:
    assert decision.basis is not None  # it is allowed
    paper = paper_of(client, sending, decision, by=by, at=at)
    has_statement = decision.statement is not Statement.NONE
    row = Disclosure.objects.create(
        client=client,
        recipient=_plain(sending.recipient),
        participant=_plain(sending.participant) if sending.participant else {},
        address=sending.address,
        purpose=sending.purpose,
        purpose_words=sending.purpose_words,
        information=sorted(decision.view),
        withheld=[
            {"words": one.words, "information": sorted(one.information)}
            for one in decision.withheld
        ],
        form=sending.form,
        basis=decision.basis,
        basis_key=decision.key,
        elements=decision.elements,
        words=sending.words,
        paper=paper,
        statement=decision.statement,
        statement_version=statement_texts().version if has_statement else "",
        document=sending.document,
        content_sha256=digest_of(paper),
        disclosed_at=at,
        disclosed_by=by.key,
        disclosed_by_name=name_in_trail(by)[:120],
    )
    record_event(
        "disclosure.made",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={
            "basis": decision.basis.value,
            "purpose": sending.purpose.value,
            "form": sending.form.value,
            "document": sending.document,
            "kinds": sorted(decision.view),
            "withheld": len(sending.information - decision.view),
        },
    )
    return Released(
        disclosure_id=row.pk,
        client_id=client.pk,
        paper=paper,
        disclosed_at=at,
        decision=decision,
    )


def _record_refusal(
    client: Client, sending: Sending, decision: Decision, *, by: Actor, at: datetime
) -> None:
    record_event(
        "disclosure.refused",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={
            "basis": sending.basis.value,
            "causes": sorted({one.code.value for one in decision.refusals}),
        },
    )


def _plain(recipient: Recipient) -> dict[str, str]:
    return plain_recipients((recipient,))[0]
