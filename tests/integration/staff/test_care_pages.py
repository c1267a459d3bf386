"""Emergencies, duplicates and hand-over on the staff pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from stepwell.actions.clients import NewClient, assign_client, create_client
from stepwell.actions.glass_breaks import break_glass
from stepwell.records.people.models import ClientAssignment, ClientMerge, GlassAlert, GlassBreak

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
REASON = {"reason": "covering", "words": "Covering for Dana, who is ill.", "minutes": "30"}


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def of(cast: Cast, key: str, rest: str = "") -> str:
    return f"/staff/clients/{cast.client(key).pk}/{rest}"


@pytest.fixture
def opened(cast: Cast) -> GlassBreak:
    """ben opened noel's record."""
    glass_id = break_glass(
        cast.client("noel").pk,
        reason="emergency",
        words="He called and hung up.",
        minutes=60,
        by=cast.actor("ben"),
        at=timezone.now(),
    )
    return GlassBreak.objects.get(pk=glass_id)


def test_emergency_search_takes_whole_names_only(enter: Enter) -> None:
    browser = enter("ben")

    assert "Noel Farrow" in text(browser.post("/staff/clients/emergency/", {"text": "noel farrow"}))
    assert "Noel Farrow" not in text(browser.post("/staff/clients/emergency/", {"text": "noel"}))
    found = text(browser.post("/staff/clients/emergency/", {"text": "Una Sandoval"}))
    assert "0 found" in found


def test_emergency_search_leads_straight_to_a_client_in_ones_care(enter: Enter, cast: Cast) -> None:
    page = text(enter("ben").post("/staff/clients/emergency/", {"text": "Ana Whitlock"}))

    assert f'href="{of(cast, "ana")}"' in page
    assert "break-glass" not in page


@pytest.mark.parametrize("name", ["fay", "gil", "cora", "abe", "ida", "vic", "ana"])
def test_emergency_search_is_refused_to_others(enter: Enter, name: str) -> None:
    data = {"text": "Noel Farrow"}

    assert enter(name).post("/staff/clients/emergency/", data).status_code == 403


def test_record_opens_in_an_emergency_for_a_while(enter: Enter, cast: Cast) -> None:
    browser = enter("ben")
    assert browser.get(of(cast, "noel")).status_code == 403

    answer = browser.post(of(cast, "noel", "break-glass/"), REASON, follow=True)
    assert "You opened this record in an emergency" in text(answer)
    assert "Opioids" in text(answer)

    GlassBreak.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert browser.get(of(cast, "noel")).status_code == 403


def test_emergency_refused_keeps_what_was_typed(enter: Enter, cast: Cast) -> None:
    data = REASON | {"words": "too short"}
    answer = enter("ben").post(of(cast, "noel", "break-glass/"), data)

    assert answer.status_code == 422
    assert "Write in a sentence why" in text(answer)
    assert "too short</textarea>" in text(answer)
    assert not GlassBreak.objects.exists()


def test_emergency_is_not_for_ones_own_client(enter: Enter, cast: Cast) -> None:
    answer = enter("ben").get(of(cast, "ana", "break-glass/"))

    assert answer.status_code == 403
    assert "in your care already" in text(answer)


@pytest.mark.parametrize(("name", "status"), [("fay", 403), ("gil", 403), ("cleo", 404)])
def test_emergency_is_refused_to_others(enter: Enter, cast: Cast, name: str, status: int) -> None:
    browser = enter(name)

    assert browser.get(of(cast, "noel", "break-glass/")).status_code == status
    assert browser.post(of(cast, "noel", "break-glass/"), REASON).status_code == status
    assert not GlassBreak.objects.exists()


def test_supervisor_is_told_looks_and_keeps_a_verdict(enter: Enter, opened: GlassBreak) -> None:
    browser = enter("dana")
    assert "1 record was opened in an emergency" in text(browser.get("/staff/"))

    page = text(browser.get("/staff/emergencies/"))
    assert "Ben Okafor opened the record of Noel Farrow" in page
    assert "He called and hung up." in page
    assert not GlassAlert.objects.filter(seen_at=None).exists()

    browser.post(f"/staff/emergencies/{opened.pk}/review/", {"verdict": "justified"})
    opened.refresh_from_db()
    assert opened.verdict == "justified"
    assert "Noel" not in text(browser.get("/staff/emergencies/"))


def test_past_reviews_say_who_when_why_and_what_was_found(
    enter: Enter, cast: Cast, opened: GlassBreak
) -> None:
    browser, past = enter("dana"), "/staff/emergencies/reviewed/"
    assert "Noel" not in text(browser.get(past)), "nobody has looked at it yet"
    data = {"verdict": "questioned", "words": "Was nobody on call that night?"}
    browser.post(f"/staff/emergencies/{opened.pk}/review/", data)

    row = text(browser.get(past)).partition(f'id="reviewed-{opened.pk}"')[2].partition("</tr>")[0]

    for said in ("Ben Okafor", "Noel Farrow", "Someone is in danger", "He called and hung up."):
        assert said in row
    for said in ("To be talked about", "Was nobody on call that night?", "Dana"):
        assert said in row
    GlassBreak(
        client=cast.client("una"),
        user=cast.users["cleo"],
        reason="other",
        words="Theirs alone.",
        minutes=5,
        opened_at=cast.at,
        expires_at=cast.at,
        verdict="justified",
        reviewed_at=cast.at,
    ).save()
    assert "Theirs alone." not in text(browser.get(past))


def test_review_refused_keeps_what_was_typed(enter: Enter, opened: GlassBreak) -> None:
    answer = enter("dana").post(
        f"/staff/emergencies/{opened.pk}/review/", {"verdict": "questioned", "words": "hm"}
    )

    assert answer.status_code == 422
    assert "what you question" in text(answer)
    assert "hm</textarea>" in text(answer)
    opened.refresh_from_db()
    assert opened.verdict == ""


@pytest.mark.parametrize(("name", "status"), [("ben", 403), ("gil", 403), ("fay", 403)])
def test_reviews_are_refused_to_others(
    enter: Enter, opened: GlassBreak, name: str, status: int
) -> None:
    browser = enter(name)

    assert browser.get("/staff/emergencies/").status_code == status
    data = {"verdict": "justified"}
    assert browser.post(f"/staff/emergencies/{opened.pk}/review/", data).status_code == status


def test_review_of_another_program_does_not_exist(enter: Enter, cast: Cast) -> None:
    una = cast.client("una")
    theirs = GlassBreak.objects.create(
        client=una,
        user=cast.users["cleo"],
        reason="other",
        words="x" * 20,
        minutes=5,
        opened_at=cast.at,
        expires_at=cast.at,
    )
    data = {"verdict": "justified"}

    answer = enter("dana").post(f"/staff/emergencies/{theirs.pk}/review/", data)
    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.verdict == ""


def test_reviews_ask_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, counts = enter("dana"), []
    for size in (2, 8):
        for _ in range(size):
            break_glass(
                cast.client("noel").pk,
                reason="other",
                words="A sentence of why.",
                minutes=5,
                by=cast.actor("ben"),
                at=timezone.now(),
            )
        with CaptureQueriesContext(connection) as asked:
            browser.get("/staff/emergencies/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_merge_and_part_again(enter: Enter, cast: Cast) -> None:
    browser = enter("dana")
    twin = create_client(NewClient(name="Noel Farow"), by=cast.actor("fay"), at=cast.at)
    found = text(browser.post(of(cast, "noel", "merge/"), {"text": "noel"}))
    assert "Noel Farow" in found
    assert str(cast.client("noel").pk) not in found.partition("<h2")[2]

    browser.post(of(cast, "noel", "merge/"), {"duplicate": str(twin)})
    merge = ClientMerge.objects.get(duplicate_id=twin)
    assert browser.get(f"/staff/clients/{twin}/").status_code == 404
    assert "Noel Farow" in text(browser.get("/staff/merges/"))

    browser.post(f"/staff/merges/{merge.pk}/undo/")
    assert browser.get(f"/staff/clients/{twin}/").status_code == 200
    assert "Noel Farow" not in text(browser.get("/staff/merges/"))


def test_merge_with_itself_is_refused_in_words(enter: Enter, cast: Cast) -> None:
    data = {"duplicate": str(cast.client("noel").pk)}
    answer = enter("dana").post(of(cast, "noel", "merge/"), data)

    assert answer.status_code == 422
    assert "Choose two different records" in text(answer)


@pytest.mark.parametrize(("name", "status"), [("ben", 403), ("fay", 403), ("cleo", 404)])
def test_merge_is_refused_to_others(enter: Enter, cast: Cast, name: str, status: int) -> None:
    twin = create_client(NewClient(name="Ana W"), by=cast.actor("ben"), at=cast.at)
    data = {"duplicate": str(twin)}

    assert enter(name).post(of(cast, "ana", "merge/"), data).status_code == status
    assert not ClientMerge.objects.exists()


def test_merge_takes_no_record_of_another_program(enter: Enter, cast: Cast) -> None:
    data = {"duplicate": str(cast.client("una").pk)}

    assert enter("dana").post(of(cast, "noel", "merge/"), data).status_code == 404


@pytest.mark.parametrize("name", ["ben", "fay", "gil", "abe", "ida"])
def test_merges_are_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/merges/").status_code == 403


def test_caseload_is_handed_over(enter: Enter, cast: Cast) -> None:
    browser, ben, dana = enter("dana"), cast.users["ben"], cast.users["dana"]
    assert "Ben Okafor" in text(browser.get("/staff/caseloads/"))

    address = f"/staff/caseloads/{ben.pk}/"
    assert ">Ana<" in text(browser.get(address)).replace("</label>", "<")
    data = {"to": str(dana.pk), "clients": [str(cast.client("ana").pk)]}
    answer = browser.post(address, data, follow=True)

    assert "1 client handed over." in text(answer)
    held = ClientAssignment.objects.get(client=cast.client("ana"), ends_at=None)
    assert held.user == dana


def test_caseload_of_someone_who_left_is_marked(enter: Enter, cast: Cast) -> None:
    cast.users["ben"].role_assignments.update(ends_at=timezone.now())

    assert "No longer here" in text(enter("dana").get("/staff/caseloads/"))


def test_hand_over_refuses_a_tampered_client(enter: Enter, cast: Cast) -> None:
    data = {"to": str(cast.users["dana"].pk), "clients": [str(cast.client("una").pk)]}
    answer = enter("dana").post(f"/staff/caseloads/{cast.users['ben'].pk}/", data)

    assert answer.status_code == 422
    assert ClientAssignment.objects.get(client=cast.client("una")).user == cast.users["cleo"]


def test_hand_over_from_another_program_does_not_exist(enter: Enter, cast: Cast) -> None:
    assert enter("dana").get(f"/staff/caseloads/{cast.users['cleo'].pk}/").status_code == 404


@pytest.mark.parametrize("name", ["ben", "fay", "gil", "abe", "ida", "cora"])
def test_caseloads_are_refused_to_others(enter: Enter, cast: Cast, name: str) -> None:
    browser = enter(name)

    assert browser.get("/staff/caseloads/").status_code == 403
    assert browser.get(f"/staff/caseloads/{cast.users['ben'].pk}/").status_code == 403


def test_caseload_asks_the_same_number_of_questions_at_any_size(enter: Enter, cast: Cast) -> None:
    browser, ben, counts = enter("dana"), cast.users["ben"], []
    for size in (2, 8):
        for number in range(size):
            one = create_client(NewClient(name=f"P {number}"), by=cast.actor("fay"), at=cast.at)
            assign_client(one, ben.pk, by=cast.actor("dana"), at=cast.at)
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/staff/caseloads/{ben.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
