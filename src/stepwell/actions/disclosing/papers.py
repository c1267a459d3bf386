"""The paper that leaves: what the view holds, the notice, and the scope of the consent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.actions.disclosing.contents import sections_of
from stepwell.actions.disclosing.sending import Sending
from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.terms import Expiry, Recipient
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.decision import ConsentScope, Decision
from stepwell.domain.disclosures.words import BASES, INFORMATION, PURPOSES
from stepwell.queries.disclosure_texts import statement_texts
from stepwell.records.people.models import Client

PART2 = "Part 2 record"
"""The mark that goes with every copy (`peers.md` P7)."""


def paper_of(
    client: Client, sending: Sending, decision: Decision, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """As JSON can hold it; nothing is in it that the view does not allow."""
    zone = ZoneInfo(client.organization.time_zone)
    assert decision.basis is not None
    return {
        "mark": PART2,
        "program": client.organization.name,
        "recipient": sending.recipient.name,
        "address": sending.address,
        "participant": sending.participant.name if sending.participant else "",
        "purpose": sending.purpose_words or PURPOSES[sending.purpose],
        "basis": BASES[decision.basis],
        "when": f"{at.astimezone(zone):%B %-d, %Y, %-I:%M %p}",
        "by": "" if decision.basis is BasisKind.TO_CLIENT else by.name,
        "sections": sections_of(client, decision.view),
        "words": sending.words,
        "incident": _report(decision),
        "statement": statement_texts().text_of(decision.statement),
        "scope": _scope_lines(decision.scope, zone) if decision.scope else [],
        "kinds": sorted(decision.view),
    }


def digest_of(paper: Mapping[str, Any]) -> str:
    """The SHA-256 of the paper, which stands in the record of the disclosure."""
    text = json.dumps(paper, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _report(decision: Decision) -> list[list[str]]:
    """What a report itself says, where the basis is one."""
    labels = {
        "incident": "What happened",
        "whereabouts": "Last known whereabouts",
        "concern": "What is reported",
        "law": "Reported under",
    }
    return [
        [label, str(decision.elements[name])]
        for name, label in labels.items()
        if decision.elements.get(name)
    ]


def _scope_lines(scope: ConsentScope, zone: ZoneInfo) -> list[list[str]]:
    return [
        ["Signed", f"{scope.signed_at.astimezone(zone):%B %-d, %Y}"],
        ["Covers", "; ".join(INFORMATION[one] for one in sorted(scope.information))],
        ["For", "; ".join(PURPOSES[one] for one in sorted(scope.purposes))],
        ["To", "; ".join(_name(one) for one in scope.recipients)],
        ["Until", _expiry(scope.expiry)],
    ]


def _name(one: Recipient) -> str:
    return one.name or one.kind.value.replace("_", " ")


def _expiry(expiry: Expiry) -> str:
    if expiry.on is not None:
        return f"{expiry.on:%B %-d, %Y}"
    if expiry.is_open_ended:
        return "no end, until it is taken back"
    return expiry.event.replace("_", " ")
