from __future__ import annotations

import json

import pytest

from cast import Cast
from stepwell.actions.client_reading import open_client
from stepwell.actions.refusals import record_refusal
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.records.audit.models import AuditEvent


@pytest.mark.parametrize(
    ("key", "rule"), [("noel", "client.see"), ("una", "not_found")], ids=["same", "other"]
)
def test_refusal_is_written_down_with_its_rule_in_the_actors_chain(
    cast: Cast, key: str, rule: str
) -> None:
    ben = cast.actor("ben")
    with pytest.raises((AccessDenied, NotFound)) as refused:
        open_client(cast.client(key).pk, by=ben, at=cast.at)

    record_refusal(refused.value, page="staff.client", by=ben, at=cast.at)

    event = AuditEvent.objects.get(event_type="access_refused")
    assert event.organization == ben.organization_id
    assert event.actor_key == ben.key
    assert json.loads(event.details) == {"rule": rule, "page": "staff.client"}
    assert event.record_id == ""
