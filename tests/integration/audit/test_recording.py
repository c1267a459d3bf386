"""One event more at the end of a chain, in the transaction of what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import SCHEDULE, Actor
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.chain import INSTALLATION, follows, genesis_hash
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.records.audit.models import AuditEvent, AuditHead

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
BEN = Actor(
    key="0b5f", name="Ben Okafor", organization_id="harbor", roles=frozenset({Role.COUNSELOR})
)
CLIENT = RecordRef("client", "0192-abcdef")


@pytest.mark.django_db
def test_recorded_events_follow_each_other_and_the_head_is_the_last() -> None:
    for number in range(3):
        record_event("record.viewed", by=BEN, at=AT + timedelta(days=number), record=CLIENT)

    previous = genesis_hash("harbor")
    events = list(AuditEvent.objects.filter(organization="harbor"))
    assert [one.sequence for one in events] == [1, 2, 3]
    for one in events:
        assert follows(previous, one.as_chained(), one.sequence)
        previous = one.hash
    head = AuditHead.objects.get(organization="harbor")
    assert (head.sequence, head.hash, head.day) == (3, previous, date(2026, 11, 27))


@pytest.mark.django_db
def test_recorded_event_of_an_earlier_clock_belongs_to_the_days_head() -> None:
    record_event("record.viewed", by=BEN, at=AT, record=CLIENT)
    record_event("record.viewed", by=BEN, at=AT - timedelta(days=2), record=CLIENT)

    assert {one.day for one in AuditEvent.objects.all()} == {AT.date()}


@pytest.mark.django_db
def test_chains_are_one_for_each_organization() -> None:
    record_event("record.viewed", by=BEN, at=AT, record=CLIENT)
    record_event("record.viewed", by=BEN, at=AT, record=CLIENT, organization_id="northgate")
    record_event("feed.removed", by=SCHEDULE, at=AT, record=RecordRef("feed", "x", "Feed"))

    assert sorted(AuditEvent.objects.values_list("organization", "sequence")) == [
        ("harbor", 1),
        (INSTALLATION, 1),
        ("northgate", 1),
    ]


@pytest.mark.django_db
def test_staff_are_named_and_others_only_by_the_end_of_their_key() -> None:
    ana = replace(BEN, key="0192-aa11bb", name="Ana Whitlock", roles=frozenset({Role.MEMBER}))
    for actor in (BEN, ana, SCHEDULE):
        record_event("record.viewed", by=actor, at=AT, record=CLIENT, organization_id="harbor")

    rows = AuditEvent.objects.values_list("actor_name", "actor_kind")
    assert list(rows) == [
        ("Ben Okafor", "person"),
        ("AA11BB", "person"),
        ("The schedule", "system"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event_type", "changes"),
    [
        ("record.dreamt", {}),
        ("record.viewed", {"record": None}),
        ("record.viewed", {"details": {"note": "he said"}}),
        ("record.viewed", {"details": {"part": "He said that he drank"}}),
        ("record.viewed", {"reason": "because I wanted to"}),
        ("record.viewed", {"record": RecordRef("client", "1", "Ana Whitlock")}),
        ("record.viewed", {"record": RecordRef("diary", "1")}),
        ("record.viewed", {"by": replace(BEN, name="")}),
        ("record.viewed", {"by": replace(BEN, key="")}),
        ("record.viewed", {"by": replace(BEN, origin=Origin("web", "203.0.113.9"))}),
        ("glass_broken", {"details": {"minutes": 30}}),
    ],
)
def test_what_may_not_enter_the_trail_is_refused(
    event_type: str, changes: dict[str, object]
) -> None:
    values: dict[str, object] = {"by": BEN, "at": AT, "record": CLIENT}

    with pytest.raises(RedactionRefused):
        record_event(event_type, **(values | changes))  # type: ignore[arg-type]
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record_event("record.viewed", by=BEN, at=AT, record=CLIENT)


@pytest.mark.django_db(transaction=True)
def test_event_goes_with_what_it_is_about() -> None:
    with transaction.atomic():
        record_event("record.viewed", by=BEN, at=AT, record=CLIENT)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("keeps", [True, False])
def test_network_is_kept_only_where_the_installation_says_so(settings: object, keeps: bool) -> None:
    settings.AUDIT_KEEPS_NETWORK = keeps  # type: ignore[attr-defined]
    actor = replace(BEN, origin=Origin("web", "203.0.0.0/16"))

    record_event("record.viewed", by=actor, at=AT, record=CLIENT)

    assert AuditEvent.objects.get().origin_network == ("203.0.0.0/16" if keeps else "")
