"""From the first call to admission: who can do what, what it asks for, what is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from stepwell.actions.clients import ClientRefused, NewClient, close_client, create_client
from stepwell.actions.intakes import Admission, admit, end_intake, note_no_consents
from stepwell.actions.organizations import NewSite, add_site, close_site
from stepwell.actions.privacy_facts import NewPrivacyFacts, set_privacy_facts
from stepwell.actions.privacy_notices import give_notice
from stepwell.actions.referral_reading import list_referrals, open_intake, open_referral
from stepwell.actions.referrals import (
    NewReferral,
    close_referral,
    receive_new,
    receive_referral,
    start_intake,
    take_up_again,
)
from stepwell.actions.safety_paths import take_path
from stepwell.actions.screeners import keep_screener
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.episodes import LevelOfCare
from stepwell.domain.care.intakes import IntakeNeed, IntakeState
from stepwell.domain.care.referrals import CloseReason, ReferralKind, ReferralState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.consents.pressure import SentBy
from stepwell.domain.safety.triage import Answer
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import EpisodeOfCare, Intake, Referral
from stepwell.records.people.models import Client

NO = dict.fromkeys(("1", "2", "3", "4", "5", "6", "6b"), Answer.NO)
WORDS = "Her sister says she drinks in the mornings."
SENT = NewReferral(ReferralKind.REFERRAL, sender="Dr. Lund", words=WORDS)
IOP = Admission(LevelOfCare.INTENSIVE_OUTPATIENT)


def open_ones(intake: UUID, cast: Cast, name: str) -> list[IntakeNeed]:
    page = open_intake(intake, by=cast.actor(name), at=cast.at)
    return [one.need for one in page.needs if not one.is_settled]


def test_front_desk_writes_an_inquiry_down_and_cannot_read_it_again(cast: Cast) -> None:
    fay, dana = cast.actor("fay"), cast.actor("dana")
    referral = receive_new(NewClient(alias="R."), SENT, by=fay, at=cast.at)

    assert open_referral(referral, by=fay, at=cast.at).words == ""
    page = open_referral(referral, by=dana, at=cast.at)
    assert (page.sender, page.words) == ("Dr. Lund", WORDS)
    assert [one.name for one in list_referrals(by=fay, at=cast.at)] == ["R."]
    with pytest.raises(AccessDenied):
        start_intake(referral, by=fay, at=cast.at)
    with pytest.raises(NotFound):
        open_referral(referral, by=cast.actor("cleo"), at=cast.at)


def test_whole_intake_leads_to_admission(cast: Cast) -> None:
    """Somebody sent by a court, who says yes to one question of the screener."""
    dana, fay, at = cast.actor("dana"), cast.actor("fay"), cast.at
    referral = receive_new(NewClient(name="Rae Holt"), SENT, by=fay, at=at)
    client = Referral.objects.get(pk=referral).client_id
    intake = start_intake(referral, by=dana, at=at)
    assert open_ones(intake, cast, "dana") == [
        IntakeNeed.NOTICE,
        IntakeNeed.SCREENER,
        IntakeNeed.ASK_WHO_SENT,
        IntakeNeed.OFFER_SECULAR,
        IntakeNeed.CONSENTS,
    ]
    with pytest.raises(CareRefused, match="5 of the steps"):
        admit(intake, IOP, by=dana, at=at)

    give_notice(
        client, language="en", outcome="could_not_yet", way="screen", name="", by=fay, at=at
    )
    facts = NewPrivacyFacts(sent_by=SentBy.COURT, has_offered_secular=True)
    set_privacy_facts(client, facts, by=dana, at=at)
    note_no_consents(intake, by=dana, at=at)
    screened = keep_screener(client, NO | {"2": Answer.YES}, by=dana, at=at)
    assert open_ones(intake, cast, "dana") == [
        IntakeNeed.SAFETY_PATH,
        IntakeNeed.SAY_IT_IS_VOLUNTARY,
    ]
    with pytest.raises(CareRefused, match="nobody is on it"):
        admit(intake, Admission(LevelOfCare.INPATIENT, reason="Late."), by=dana, at=at)
    assert screened.path_id
    take_path(screened.path_id, by=dana, at=at)
    set_privacy_facts(
        client,
        NewPrivacyFacts(sent_by=SentBy.COURT, has_offered_secular=True, has_said_voluntary=True),
        by=dana,
        at=at,
    )

    episode = EpisodeOfCare.objects.get(pk=admit(intake, IOP, by=dana, at=at))

    assert (episode.client_id, episode.status) == (client, "active")
    assert Referral.objects.get(pk=referral).status == ReferralState.ADMITTED
    assert Intake.objects.get(pk=intake).status == IntakeState.ADMITTED
    assert list_referrals(by=dana, at=at) == []
    assert [one.status for one in list_referrals(by=dana, at=at, is_over=True)] == ["admitted"]


def test_admission_that_cannot_wait_keeps_its_reason_and_what_is_left(cast: Cast) -> None:
    dana, at = cast.actor("dana"), cast.at
    referral = receive_referral(cast.client("noel").pk, NewReferral(), by=dana, at=at)
    intake = start_intake(referral, by=dana, at=at)
    early = Admission(LevelOfCare.INPATIENT, waits=True, reason="In withdrawal.")

    episode = admit(intake, early, by=dana, at=at)

    page = open_intake(intake, by=dana, at=at)
    assert page.reason == "In withdrawal."
    assert page.open_needs == 4
    assert EpisodeOfCare.objects.get(pk=episode).status == "waiting"
    with pytest.raises(CareRefused, match="led to admission"):
        admit(intake, early, by=dana, at=at)


def test_inquiry_is_closed_taken_up_again_and_ended_from_its_intake(cast: Cast) -> None:
    dana, at = cast.actor("dana"), cast.at
    noel = cast.client("noel").pk
    referral = receive_referral(noel, NewReferral(), by=dana, at=at)
    with pytest.raises(CareRefused, match="asked already"):
        receive_referral(noel, NewReferral(), by=dana, at=at)
    close_referral(referral, CloseReason.NOT_REACHED, words="Three calls.", by=dana, at=at)
    take_up_again(referral, by=dana, at=at)
    intake = start_intake(referral, by=dana, at=at)
    with pytest.raises(CareRefused, match="started already"):
        start_intake(referral, by=dana, at=at)

    end_intake(intake, CloseReason.OTHER_CARE, words="Goes to the clinic.", by=dana, at=at)

    page = open_referral(referral, by=dana, at=at)
    assert (page.row.status, page.close_reason) == (ReferralState.CLOSED, "other_care")
    assert open_referral(referral, by=cast.actor("fay"), at=at).close_reason == ""
    with pytest.raises(CareRefused, match="has ended"):
        note_no_consents(intake, by=dana, at=at)


def test_inquiry_is_not_taken_up_again_beside_a_newer_one(cast: Cast) -> None:
    dana, at, noel = cast.actor("dana"), cast.at, cast.client("noel").pk
    first = receive_referral(noel, NewReferral(), by=dana, at=at)
    close_referral(first, CloseReason.NOT_REACHED, by=dana, at=at)
    receive_referral(noel, NewReferral(), by=dana, at=at)

    with pytest.raises(CareRefused, match="asked already"):
        take_up_again(first, by=dana, at=at)

    assert Referral.objects.get(pk=first).status == ReferralState.CLOSED


def test_admission_says_where_they_are_seen(cast: Cast) -> None:
    dana, at, noel = cast.actor("dana"), cast.at, cast.client("noel").pk
    abe = cast.actor("abe")
    annex, shut = (add_site(NewSite(name), by=abe, at=at) for name in ("Annex", "Old house"))
    close_site(shut, by=abe, at=at)
    intake = start_intake(receive_referral(noel, NewReferral(), by=dana, at=at), by=dana, at=at)
    assert [one.name for one in open_intake(intake, by=dana, at=at).sites] == ["Annex"]
    here = Admission(LevelOfCare.OUTPATIENT, reason="A test", site_id=annex)

    with pytest.raises(CareRefused, match="is closed"):
        admit(intake, replace(here, site_id=shut), by=dana, at=at)
    assert not EpisodeOfCare.objects.exists()
    admit(intake, here, by=dana, at=at)

    assert Client.objects.get(pk=noel).site_id == annex
    assert AuditEvent.objects.filter(event_type="record.moved").count() == 1
    note_no_consents(intake, by=dana, at=at)
    assert IntakeNeed.CONSENTS not in open_ones(intake, cast, "dana")


def test_what_is_not_fit_is_refused(cast: Cast) -> None:
    dana, ben, at = cast.actor("dana"), cast.actor("ben"), cast.at
    ana, noel = cast.client("ana").pk, cast.client("noel").pk
    with pytest.raises(CareRefused, match="who sends"):
        receive_referral(noel, NewReferral(ReferralKind.REFERRAL), by=dana, at=at)
    with pytest.raises(ClientRefused):
        receive_new(NewClient(), NewReferral(), by=dana, at=at)
    with pytest.raises(AccessDenied):
        receive_referral(noel, NewReferral(), by=ben, at=at)
    with pytest.raises(AccessDenied):
        receive_new(NewClient(name="X"), NewReferral(), by=cast.actor("gil"), at=at)
    intake = start_intake(receive_referral(ana, NewReferral(), by=ben, at=at), by=ben, at=at)
    admit(intake, Admission(LevelOfCare.OUTPATIENT, reason="A test"), by=ben, at=at)
    with pytest.raises(CareRefused, match="in care already"):
        receive_referral(ana, NewReferral(), by=ben, at=at)
    with pytest.raises(ClientRefused, match="Discharge them first"):
        close_client(ana, by=ben, at=at)
    close_client(noel, by=dana, at=at)
    with pytest.raises(CareRefused, match="closed"):
        receive_referral(noel, NewReferral(), by=dana, at=at)


def test_looking_and_changing_are_written_down_without_what_was_said(cast: Cast) -> None:
    dana, at = cast.actor("dana"), cast.at
    referral = receive_referral(cast.client("noel").pk, SENT, by=dana, at=at)
    open_referral(referral, by=dana, at=at)

    events = AuditEvent.objects.filter(record_id=str(cast.client("noel").pk)).order_by("sequence")
    tail = [(one.event_type, one.details) for one in events][-2:]
    assert tail == [
        ("care.changed", '{"change":"added","part":"referral"}'),
        ("record.viewed", '{"part":"referral"}'),
    ]
    assert not any("Lund" in one.details or "drinks" in one.details for one in events)


def test_list_takes_as_many_queries_with_twenty_as_with_two(cast: Cast) -> None:
    fay, counts = cast.actor("fay"), []
    for wanted in (2, 20):
        while Referral.objects.count() < wanted:
            number = Referral.objects.count()
            client = create_client(NewClient(name=f"P{number}"), by=fay, at=cast.at)
            receive_referral(client, NewReferral(), by=fay, at=cast.at + timedelta(minutes=number))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(list_referrals(by=fay, at=cast.at)) == wanted
        counts.append(len(queries))

    assert counts[0] == counts[1]
