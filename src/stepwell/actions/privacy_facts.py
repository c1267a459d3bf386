"""Whether a client is a minor, and whether someone has sent them: what follows for consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.consents import ConsentRefused
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.consents import check_can_keep_consents
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.minors import MinorRule
from stepwell.domain.consents.pressure import PressureDuty, SentBy, duties_left
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consent_forms import minor_rules
from stepwell.queries.consents import pressure_facts_of, privacy_facts_of
from stepwell.records.people.models import Client, PrivacyFacts


@dataclass(frozen=True, slots=True)
class NewPrivacyFacts:
    """state: two letters, where the client is a minor. sent_by: a slug of SentBy."""

    is_minor: bool = False
    came_alone: bool = False
    state: str = ""
    sent_by: str = SentBy.UNKNOWN
    has_said_voluntary: bool = False
    has_offered_secular: bool = False


@dataclass(frozen=True, slots=True)
class PrivacyCard:
    """duties: what staff still owe the person. rule: of the state, None where there is none."""

    facts: NewPrivacyFacts
    duties: tuple[PressureDuty, ...]
    rule: MinorRule | None


def privacy_card(client: Client) -> PrivacyCard:
    plain, pressure = privacy_facts_of(client), pressure_facts_of(client)
    facts = NewPrivacyFacts(
        is_minor=bool(plain.get("is_minor")),
        came_alone=bool(plain.get("came_alone")),
        state=str(plain.get("state", "")),
        sent_by=pressure.sent_by,
        has_said_voluntary=pressure.said_voluntary_at is not None,
        has_offered_secular=pressure.offered_secular_at is not None,
    )
    return PrivacyCard(facts, duties_left(pressure), minor_rules().of(facts.state))


@transaction.atomic
def read_privacy_facts(client_id: UUID | str, *, by: Actor, at: datetime) -> PrivacyCard:
    """Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_keep_consents(by, facts)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "privacy_facts", "is_break_glass": facts.is_glass_broken},
    )
    return privacy_card(client)


@transaction.atomic
def set_privacy_facts(
    client_id: UUID | str, new: NewPrivacyFacts, *, by: Actor, at: datetime
) -> None:
    """When something was said or offered first, that instant stays.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        ConsentRefused: the minor's state is missing, or who sent them is not known here.
    """
    client = client_of(by, client_id)
    check_can_keep_consents(by, facts_of(client, by, at))
    if new.sent_by not in set(SentBy):
        raise ConsentRefused("Choose who sent this person, or nobody.")
    if new.is_minor and not new.state.strip():
        raise ConsentRefused("Say which state’s law applies: it says who signs for a minor.")
    before = privacy_facts_of(client)

    def since(name: str, is_done: bool) -> str:
        return str(before.get(name) or at.isoformat()) if is_done else ""

    facts = {
        "is_minor": new.is_minor,
        "came_alone": new.is_minor and new.came_alone,
        "state": new.state.strip().upper() if new.is_minor else "",
        "sent_by": str(new.sent_by),
        "said_voluntary_at": since("said_voluntary_at", new.has_said_voluntary),
        "offered_secular_at": since("offered_secular_at", new.has_offered_secular),
    }
    PrivacyFacts.objects.update_or_create(client=client, defaults={"facts": facts})
    record_event(
        "record.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={
            "change": "changed",
            "part": "privacy_facts",
            "fields": sorted(name for name in facts if facts[name] != before.get(name, "")),
        },
    )
