"""Consents from drawing up to their end, who may do what, and what the trail holds of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import connection

from cast import Cast
from stepwell.actions.consent_documents import DocumentDamaged, hand_out_document
from stepwell.actions.consent_endings import declare_false, end_consent, revoke_consent
from stepwell.actions.consent_reading import list_consents, open_consent
from stepwell.actions.consents import (
    ConsentRefused,
    NewConsent,
    NewSignature,
    discard_consent,
    draw_up_consent,
    sign_consent,
)
from stepwell.actions.privacy_facts import NewPrivacyFacts, set_privacy_facts
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.consents.coverage import ConsentRequest, covering_consent
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.states import ConsentState
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.consents import consents_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Consent, ConsentDocument

SISTER = Recipient(RecipientKind.FAMILY, "Rosa Planted-Whitlock")
FAMILY = NewConsent(
    template="named",
    information=frozenset({InformationKind.PROGRESS, InformationKind.PLAN}),
    recipients=(SISTER,),
    purposes=frozenset({Purpose.FAMILY_SUPPORT}),
    expires_on=date(2027, 1, 31),
)
DRAWN = NewSignature(
    SignerRole.CLIENT,
    "Ana Whitlock",
    SignatureMethod.DRAWN,
    (((10, 10), (200, 120), (300, 40), (400, 150), (580, 60)),),
)
ASKED = ConsentRequest(
    client_key="",
    recipient=SISTER,
    purpose=Purpose.FAMILY_SUPPORT,
    information=frozenset({InformationKind.PROGRESS}),
)


def drawn_up(cast: Cast, new: NewConsent = FAMILY) -> object:
    return draw_up_consent(cast.client("ana").pk, new, by=cast.actor("ben"), at=cast.at)


def signed(cast: Cast, new: NewConsent = FAMILY) -> object:
    consent_id = drawn_up(cast, new)
    assert sign_consent(consent_id, DRAWN, by=cast.actor("ben"), at=cast.at, is_own=False)
    return consent_id


def is_covered(cast: Cast, asked: ConsentRequest = ASKED) -> bool:
    client_id = cast.client("ana").pk
    asked = replace(asked, client_key=str(client_id))
    return covering_consent(consents_of(client_id), asked, cast.at) is not None


def test_signed_form_covers_and_is_frozen_with_its_hash_in_the_trail(cast: Cast) -> None:
    consent_id = drawn_up(cast)
    assert not is_covered(cast)
    sign_consent(consent_id, DRAWN, by=cast.actor("ben"), at=cast.at, is_own=False)
    assert is_covered(cast)
    page = open_consent(consent_id, by=cast.actor("ana"), at=cast.at, is_own=True)
    handed = hand_out_document(consent_id, by=cast.actor("ana"), at=cast.at, is_own=True)
    assert page.state is ConsentState.IN_FORCE
    assert sha256(handed.pdf).hexdigest() == handed.sha256 == page.sha256
    assert handed.pdf.startswith(b"%PDF-")
    assert b"StructTreeRoot" in handed.pdf
    assert "ana" not in handed.name.casefold()
    told = AuditEvent.objects.get(event_type="consent.signed")
    assert handed.sha256 in told.details
    for event in AuditEvent.objects.all():
        assert "Planted" not in f"{event.details}{event.record_label}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT terms FROM people_consent")
        assert b"Planted" not in bytes(cursor.fetchone()[0])


def test_form_is_refused_with_all_that_is_missing(cast: Cast) -> None:
    empty = NewConsent(
        template="named", information=frozenset(), recipients=(), purposes=frozenset()
    )
    with pytest.raises(ConsentRefused) as refused:
        drawn_up(cast, empty)
    assert len(refused.value.problems) == 4
    attendance = replace(FAMILY, information=frozenset({InformationKind.ATTENDANCE}))
    with pytest.raises(ConsentRefused, match="does not offer"):
        drawn_up(cast, attendance)
    late = replace(FAMILY, expires_on=date(2026, 11, 24))
    with pytest.raises(ConsentRefused, match="over already"):
        drawn_up(cast, late)
    assert not Consent.objects.exists()


def test_signature_that_does_not_fit_is_refused_and_nothing_stays(cast: Cast) -> None:
    consent_id, ben = drawn_up(cast), cast.actor("ben")
    for spoilt, words in (
        (replace(DRAWN, strokes=()), "box"),
        (replace(DRAWN, name=" "), "name"),
        (replace(DRAWN, role=SignerRole.REPRESENTATIVE), "does not ask"),
        (replace(DRAWN, method=SignatureMethod.PASSKEY), "own page"),
    ):
        with pytest.raises(ConsentRefused, match=words):
            sign_consent(consent_id, spoilt, by=ben, at=cast.at, is_own=False)
    too_late = cast.at + timedelta(days=120)
    with pytest.raises(ConsentRefused, match="over already"):
        sign_consent(consent_id, DRAWN, by=ben, at=too_late, is_own=False)
    sign_consent(consent_id, DRAWN, by=ben, at=cast.at, is_own=False)
    with pytest.raises(ConsentRefused, match="signed already"):
        sign_consent(consent_id, DRAWN, by=ben, at=cast.at, is_own=False)
    with pytest.raises(ConsentRefused, match="take it back"):
        discard_consent(consent_id, by=ben, at=cast.at)
    assert ConsentDocument.objects.count() == 1


def test_part_and_whole_are_taken_back_at_once_by_the_member(cast: Cast) -> None:
    consent_id, ana = signed(cast), cast.actor("ana")
    progress = frozenset({InformationKind.PROGRESS})
    revoke_consent(consent_id, information=progress, by=ana, at=cast.at, is_own=True)
    assert not is_covered(cast)
    assert is_covered(cast, replace(ASKED, information=frozenset({InformationKind.PLAN})))
    revoke_consent(consent_id, by=ana, at=cast.at, is_own=True)
    assert not is_covered(cast, replace(ASKED, information=frozenset({InformationKind.PLAN})))
    page = open_consent(consent_id, by=ana, at=cast.at, is_own=True)
    assert page.state is ConsentState.REVOKED
    assert [one.is_whole for one in page.revocations] == [False, True]
    with pytest.raises(ConsentRefused, match="not in force"):
        revoke_consent(consent_id, by=ana, at=cast.at, is_own=True)


def test_event_or_falsehood_ends_it(cast: Cast) -> None:
    ben = cast.actor("ben")
    by_event = signed(cast, replace(FAMILY, expires_on=None, event="end_of_treatment"))
    by_date = signed(cast)
    end_consent(by_event, by=ben, at=cast.at)
    with pytest.raises(ConsentRefused, match="no event"):
        end_consent(by_date, by=ben, at=cast.at)
    assert is_covered(cast)
    declare_false(by_date, by=ben, at=cast.at)
    assert not is_covered(cast)
    lines = list_consents(cast.client("ana").pk, language="en", by=ben, at=cast.at).lines
    assert {one.state for one in lines} == {ConsentState.ENDED, ConsentState.DEFECTIVE}


def test_changed_file_is_not_handed_out(cast: Cast) -> None:
    consent_id = signed(cast)
    document = ConsentDocument.objects.get()
    document.pdf = document.pdf + b" "
    document.save()
    with pytest.raises(DocumentDamaged):
        hand_out_document(consent_id, by=cast.actor("ben"), at=cast.at, is_own=False)


def test_only_those_who_care_and_the_person_reach_consents(cast: Cast) -> None:
    consent_id, client_id = signed(cast), cast.client("ana").pk
    refused = {"gil", "fay", "cora", "abe", "ida", "vic", "sol"}
    for name in refused:
        with pytest.raises(AccessDenied):
            open_consent(consent_id, by=cast.actor(name), at=cast.at, is_own=False)
        with pytest.raises(AccessDenied):
            list_consents(client_id, language="en", by=cast.actor(name), at=cast.at)
        with pytest.raises(AccessDenied):
            draw_up_consent(client_id, FAMILY, by=cast.actor(name), at=cast.at)
    for name in ("cleo", "pat"):
        for is_own in (True, False):
            with pytest.raises(NotFound):
                hand_out_document(consent_id, by=cast.actor(name), at=cast.at, is_own=is_own)
    with pytest.raises(NotFound):
        open_consent(consent_id, by=cast.actor("ben"), at=cast.at, is_own=True)
    with pytest.raises(AccessDenied):
        draw_up_consent(client_id, FAMILY, by=cast.actor("ana"), at=cast.at)
    assert open_consent(consent_id, by=cast.actor("dana"), at=cast.at, is_own=False).can_keep


def test_minor_signs_as_the_state_s_rule_says(cast: Cast) -> None:
    client_id, ben = cast.client("ana").pk, cast.actor("ben")

    def minor(state: str, *, came_alone: bool) -> None:
        facts = NewPrivacyFacts(is_minor=True, came_alone=came_alone, state=state)
        set_privacy_facts(client_id, facts, by=ben, at=cast.at)

    minor("ZZ", came_alone=True)
    with pytest.raises(ConsentRefused, match="counsel"):
        drawn_up(cast)
    minor("ct", came_alone=True)
    assert open_consent(drawn_up(cast), by=ben, at=cast.at, is_own=False).missing == ("client",)
    minor("CT", came_alone=False)
    consent_id = drawn_up(cast)
    assert not sign_consent(consent_id, DRAWN, by=ben, at=cast.at, is_own=False)
    assert not is_covered(cast)
    parent = NewSignature(SignerRole.REPRESENTATIVE, "Rosa", SignatureMethod.TYPED)
    with pytest.raises(ConsentRefused, match="does not ask"):
        sign_consent(consent_id, parent, by=cast.actor("ana"), at=cast.at, is_own=True)
    assert sign_consent(consent_id, parent, by=ben, at=cast.at, is_own=False)
    assert is_covered(cast)
