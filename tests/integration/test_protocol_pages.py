from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from stepwell.queries.protocols import evidence_for, protocol
from stepwell.records.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(User.objects.create(username="otto", name="Otto", is_administrator=True))
    return client


def test_protocol_shows_every_item_with_its_basis_and_source(reader: Client) -> None:
    shown = reader.get("/staff/protocols/maaez/1/").content.decode()

    for item in protocol("maaez").definition.claims:
        assert protocol("maaez").words().of("claims", item.id).title in shown
    assert "Not reviewed by a clinician" in shown
    for label in ("From a source", "Recalled, not verified", "Our own design"):
        assert (
            label in shown
            or label in reader.get("/staff/protocols/maaez/1/spirituality/").content.decode()
        )
    assert "S6: Donovan" in shown
    assert "PMID 21288660" in shown
    assert "p=.063" in shown


def test_unfavorable_findings_and_rewards_are_shown_like_the_others(reader: Client) -> None:
    shown = reader.get("/staff/protocols/network-support/1/").content.decode()

    assert "What is rewarded" in shown
    for card in evidence_for("network-support"):
        assert all(escape(one.text) in shown for one in card.findings)
    assert shown.count("Against it") == 3


def test_protocol_that_is_not_there_is_not_found(reader: Client) -> None:
    assert "MAAEZ" in reader.get("/staff/protocols/").content.decode()
    for address in ("no-such/1/", "maaez/2/", "maaez/1/no-such/"):
        assert reader.get(f"/staff/protocols/{address}").status_code == 404
