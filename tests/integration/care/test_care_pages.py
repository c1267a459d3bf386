"""The way in and an episode of care, through the pages of the staff."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, build_cast
from factories.admissions import admitted
from signing_in import sign_in
from stepwell.actions.care_facts import add_diagnosis, add_therapy
from stepwell.actions.care_goals import NewGoal, add_plan_goal, set_goal
from stepwell.actions.clients import NewClient
from stepwell.actions.intakes import Admission, admit, note_no_consents
from stepwell.actions.privacy_notices import give_notice
from stepwell.actions.referrals import NewReferral, receive_new, receive_referral, start_intake
from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.care.episodes import LevelOfCare
from stepwell.domain.care.goals import GoalKind
from stepwell.records.care.models import EpisodeOfCare, Intake, Referral

Enter = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now())


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def open_browser(name: str) -> Client:
        browser = Client()
        sign_in(browser, cast.users[name])
        return browser

    return open_browser


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_desk_writes_an_inquiry_down_and_cannot_read_it_again(enter: Enter) -> None:
    fay = enter("fay")

    given = {"alias": "Kit", "kind": "inquiry", "way": "phone", "words": "Wants mornings back."}
    page = text(fay.post("/staff/referrals/add/", given, follow=True))

    assert "<h1>Kit</h1>" in page
    assert "Wants mornings back." not in page
    assert "Start the intake" not in page
    row = Referral.objects.get()
    assert "Kit" in text(fay.get("/staff/referrals/"))
    assert "Wants mornings back." in text(enter("dana").get(f"/staff/referrals/{row.pk}/"))


def test_refused_inquiry_keeps_what_was_typed(enter: Enter) -> None:
    given = {"alias": "Kit", "kind": "referral", "way": "letter", "words": "See letter."}

    answer = enter("dana").post("/staff/referrals/add/", given)

    assert answer.status_code == 422
    assert "Write who sends this person." in text(answer)
    assert "See letter." in text(answer)
    assert not Referral.objects.exists()


def test_way_from_inquiry_to_admission(enter: Enter, cast: Cast) -> None:
    dana = cast.actor("dana")
    key = receive_new(NewClient(alias="Kit"), NewReferral(), by=dana, at=cast.at)
    browser = enter("dana")

    intake = text(browser.post(f"/staff/referrals/{key}/intake/", follow=True))
    assert intake.count("Open</span>") + intake.count("Settled</span>") >= 5
    row = Intake.objects.get()
    waits = browser.post(
        f"/staff/intakes/{row.pk}/admit/", {"level": "outpatient", "kind": "undecided"}
    )
    assert waits.status_code == 422
    assert "5 steps of the intake are open" in text(waits)
    assert "Why admission can’t wait</label>" in text(waits)
    give = {
        "level": "outpatient", "kind": "abstinence", "substances": ["alcohol"],
        "since": "2026-11-01", "reason": "In withdrawal.",
    }  # fmt: skip
    admitted_answer = browser.post(f"/staff/intakes/{row.pk}/admit/", give)
    assert admitted_answer.status_code == 302

    episode = EpisodeOfCare.objects.get()
    page = text(browser.get(f"/staff/clients/{episode.client_id}/care/"))
    assert "Since Nov 1, 2026" in page
    assert "Alcohol" in page
    ended = browser.post(f"/staff/intakes/{row.pk}/end/", {"reason": "declined"})
    assert "This intake led to admission" in text(ended)


def test_episode_is_kept_up_and_ended_with_a_plan(enter: Enter, cast: Cast) -> None:
    browser, ana = enter("ben"), cast.client("ana").pk
    episode = admitted(ana, by=cast.actor("ben"), at=cast.at)
    base, page = f"/staff/episodes/{episode}/", f"/staff/clients/{ana}/care/"

    for path, data, shown in (
        ("move/hold/", {"words": "Knee surgery."}, "Knee surgery."),
        ("move/resume/", {}, "Went on"),
        ("move/change_level/", {"level": "outpatient"}, "New level"),
        ("goal/", {"kind": "abstinence", "substances": ["alcohol"], "since": "2026-11-01"},
         "Since Nov 1, 2026"),
        ("plan/", {"words": "Two meetings a week"}, "Two meetings a week"),
        ("treatments/", {"name": "Couples therapy", "giver": "Dr. Osei"}, "Dr. Osei"),
        ("diagnoses/", {"system": "icd-10-cm", "code": "f10.20"}, "F10.20"),
    ):  # fmt: skip
        assert browser.post(base + path, data).status_code == 302, path
        assert shown in text(browser.get(page)), path
    for name in ("plan", "treatments", "diagnoses"):
        (path,) = re.findall(rf'"({base}{name}/[^"]+)"', text(browser.get(page)))
        settle = {"event": "meet", "outcome": "Three, in fact."}
        assert browser.post(path, settle).status_code == 302
    after = text(browser.get(page))
    assert "Reached</span>" in after
    assert "Three, in fact." in after
    assert "Admitted</b>: Intensive outpatient" in after
    assert "F10.20" not in after
    assert "until " in after

    no_plan = browser.post(f"{base}discharge/", {"reason": "completed", "words": "Did it."})
    assert no_plan.status_code == 422
    assert "Write at least one line of the continuing-care plan" in text(no_plan)
    assert "Did it." in text(no_plan)
    browser.post(f"{base}discharge/", {"reason": "completed", "meetings": "Basement Lights"})
    ended = text(browser.get(page))
    assert "Basement Lights" in ended
    assert "Not in care now" in ended
    refused = browser.post(f"{base}goal/", {"kind": "undecided"})
    assert refused.status_code == 422
    assert "This person has been discharged" in text(refused)


def test_forms_begin_with_nothing_chosen_or_with_what_stands(enter: Enter, cast: Cast) -> None:
    browser, dana, ben = enter("dana"), cast.actor("dana"), cast.actor("ben")
    intake = start_intake(
        receive_referral(cast.client("noel").pk, NewReferral(), by=dana, at=cast.at),
        by=dana, at=cast.at,
    )  # fmt: skip
    address = f"/staff/intakes/{intake}/admit/"
    assert 'value="inpatient" selected' not in text(browser.get(address))
    half = {"level": "outpatient", "goal_words": "Mornings.", "reason": "A test."}
    refused = browser.post(address, half)
    assert refused.status_code == 422
    assert "Choose what they want, or leave the day and the words out." in text(refused)
    browser.post(address, half | {"goal_words": ""})
    assert not EpisodeOfCare.objects.get().goals.exists()

    episode = admitted(cast.client("ana").pk, by=ben, at=cast.at)
    set_goal(episode, NewGoal(GoalKind.LESS_USE, words="Weekends only."), by=ben, at=cast.at)
    page = text(enter("ben").get(f"/staff/episodes/{episode}/goal/"))
    assert 'value="less_use" selected' in page
    assert "Weekends only." in page
    no_reason = enter("ben").post(f"/staff/episodes/{episode}/discharge/", {"words": "Moved."})
    assert no_reason.status_code == 422
    assert "Moved." in text(no_reason)


def test_way_back_to_the_intake_from_the_record_and_from_care(enter: Enter, cast: Cast) -> None:
    dana, noel = cast.actor("dana"), cast.client("noel").pk
    record = f"/staff/clients/{noel}/"
    asked = receive_referral(noel, NewReferral(), by=dana, at=cast.at)
    assert f"/staff/referrals/{asked}/" in text(enter("fay").get(record))
    intake = start_intake(asked, by=dana, at=cast.at)
    assert f"/staff/intakes/{intake}/" in text(enter("dana").get(record))
    assert f"/staff/intakes/{intake}/" not in text(enter("fay").get(record))
    give_notice(noel, language="en", outcome="taken", way="paper", name="", by=dana, at=cast.at)

    admit(intake, Admission(LevelOfCare.OUTPATIENT, reason="In withdrawal."), by=dana, at=cast.at)

    page = text(enter("dana").get(f"{record}care/"))
    assert "4 steps of the intake are still open." in page
    assert f"/staff/intakes/{intake}/" in page
    note_no_consents(intake, by=dana, at=cast.at)
    assert "3 steps of the intake are still open." in text(enter("dana").get(f"{record}care/"))


def test_level_that_is_none_is_refused_and_an_unknown_change_is_not_found(
    enter: Enter, cast: Cast
) -> None:
    episode = admitted(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    base = f"/staff/episodes/{episode}/move/"

    same = enter("ben").post(f"{base}change_level/", {"level": "intensive_outpatient"})

    assert "Choose a level of care other than the present one." in text(same)
    assert enter("ben").get(f"{base}discharge/").status_code == 404
    assert enter("ben").get(f"{base}fly/").status_code == 404


def test_care_page_asks_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, ben, ana = enter("ben"), cast.actor("ben"), cast.client("ana").pk
    episode, counts = admitted(ana, by=ben, at=cast.at), []
    for size in (1, 6):
        for number in range(size):
            set_goal(episode, NewGoal(GoalKind.UNDECIDED), by=ben, at=cast.at)
            add_plan_goal(episode, f"Goal {number}", by=ben, at=cast.at)
            add_therapy(episode, f"Group {number}", by=ben, at=cast.at)
            code = f"F1{number}.2{size}"
            add_diagnosis(episode, CodeSystem.ICD_10_CM, code, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/staff/clients/{ana}/care/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_inquiries_ask_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, dana, counts = enter("dana"), cast.actor("dana"), []
    for size in (2, 9):
        for number in range(size):
            receive_new(NewClient(alias=f"K{size}-{number}"), NewReferral(), by=dana, at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/staff/referrals/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
