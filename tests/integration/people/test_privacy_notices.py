"""The patient notice, its receipt, and the clinical record that waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from stepwell.actions.client_reading import open_client
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.consents import ConsentRefused
from stepwell.actions.privacy_facts import (
    NewPrivacyFacts,
    read_privacy_facts,
    set_privacy_facts,
)
from stepwell.actions.privacy_notices import give_notice, notice_pdf, read_notice
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.consents.pressure import PressureDuty
from stepwell.records.people.models import NoticeReceipt, PrivacyFacts

LATER = timedelta(days=4)


def test_clinical_record_waits_for_the_notice(cast: Cast, settings) -> None:
    dana = cast.actor("dana")
    client_id = create_client(NewClient(name="New", substances=("alcohol",)), by=dana, at=cast.at)
    assert open_client(client_id, by=dana, at=cast.at).clinical is not None
    closed = open_client(client_id, by=dana, at=cast.at + LATER)
    assert closed.clinical is None
    assert closed.lacks_notice
    settings.NOTICE_GRACE = LATER
    assert open_client(client_id, by=dana, at=cast.at + LATER).clinical is not None
    settings.NOTICE_GRACE = timedelta()
    give_notice(
        client_id, language="es", outcome="taken", way="paper", by=cast.actor("fay"), at=cast.at
    )
    opened = open_client(client_id, by=dana, at=cast.at + LATER)
    assert opened.clinical is not None
    assert not opened.lacks_notice


def test_receipt_keeps_version_language_and_words(cast: Cast) -> None:
    ana = cast.actor("ana")
    text = read_notice(None, language="es", by=ana, at=cast.at)
    assert "Harbor House" in text.title
    give_notice(None, language="es", outcome="signed", way="in_app", name="Ana", by=ana, at=cast.at)
    receipt = NoticeReceipt.objects.filter(client=cast.client("ana")).last()
    assert receipt is not None
    assert (receipt.version, receipt.language, receipt.text_sha256) == (1, "es", text.sha256)
    assert notice_pdf(None, language="es", by=ana, at=cast.at).pdf.startswith(b"%PDF-")
    with pytest.raises(ConsentRefused, match="name"):
        give_notice(None, language="es", outcome="signed", way="in_app", by=ana, at=cast.at)
    with pytest.raises(ConsentRefused, match="English or Spanish"):
        read_notice(None, language="fr", by=ana, at=cast.at)
    with pytest.raises(AccessDenied):
        read_notice(cast.client("noel").pk, language="en", by=cast.actor("ben"), at=cast.at)
    with pytest.raises(NotFound):
        read_notice(cast.client("ana").pk, language="en", by=cast.actor("cleo"), at=cast.at)
    with pytest.raises(AccessDenied, match="No program"):
        read_notice(None, language="en", by=cast.actor("pat"), at=cast.at)


def test_who_sent_someone_is_sealed_and_the_first_instant_stays(cast: Cast) -> None:
    client_id, ben = cast.client("ana").pk, cast.actor("ben")
    facts = NewPrivacyFacts(sent_by="court", has_offered_secular=True)
    set_privacy_facts(client_id, facts, by=ben, at=cast.at)
    first = PrivacyFacts.objects.get().facts["offered_secular_at"]
    set_privacy_facts(client_id, facts, by=ben, at=cast.at + LATER)
    assert PrivacyFacts.objects.get().facts["offered_secular_at"] == first
    card = read_privacy_facts(client_id, by=ben, at=cast.at)
    assert card.duties == (PressureDuty.SAY_IT_IS_VOLUNTARY,)
    with pytest.raises(ConsentRefused, match="state"):
        set_privacy_facts(client_id, NewPrivacyFacts(is_minor=True), by=ben, at=cast.at)
    with pytest.raises(AccessDenied):
        read_privacy_facts(client_id, by=cast.actor("fay"), at=cast.at)
