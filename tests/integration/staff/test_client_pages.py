"""Clients on the staff pages: who sees which, how much, and what happens to what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from stepwell.actions.clients import NewClient, assign_client, create_client
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people import models
from stepwell.records.people.models import ClientAssignment, Notice

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
LIST = "/staff/clients/"
NOBODY_ELSE = ("ana", "gil", "cora", "abe", "ida", "vic", "sol", "pat")


def address(cast: Cast, key: str, rest: str = "") -> str:
    return f"/staff/clients/{cast.client(key).pk}/{rest}"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "seen", "unseen"),
    [
        ("ben", ["Ana"], ["Noel Farrow", "Una Sandoval"]),
        ("dana", ["Ana", "Noel Farrow"], ["Una Sandoval"]),
        ("fay", ["Ana", "Noel Farrow"], ["Una Sandoval"]),
        ("cleo", ["Una Sandoval"], ["Ana", "Noel Farrow"]),
    ],
)
def test_list_shows_those_in_ones_care_and_no_others(
    enter: Enter, name: str, seen: list[str], unseen: list[str]
) -> None:
    page = text(enter(name).get(LIST))

    assert all(f">{one}</a>" in page for one in seen)
    assert not any(f">{one}</a>" in page for one in unseen)


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_list_is_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get(LIST).status_code == 403


def test_list_by_a_stranger_leads_to_sign_in(enter: Enter) -> None:
    assert enter("dot").get(LIST)["Location"].startswith("/sign-in/")


def test_list_without_second_factor_leads_to_setting_one_up(enter: Enter) -> None:
    answer = enter("ben", has_second_factor=False).get(LIST)

    assert answer["Location"].startswith("/account/second-factor/")


@pytest.mark.parametrize(("show", "count"), [("own", 0), ("nobody", 1), ("closed", 0), ("", 2)])
def test_list_of_a_supervisor_by_scope(enter: Enter, show: str, count: int) -> None:
    page = text(enter("dana").get(LIST, {"show": show}))

    assert len(re.findall(r'<th scope="row"><a', page)) == count


@pytest.mark.parametrize(
    ("path", "data"), [(LIST, None), (f"{LIST}search/", {"text": "person"})], ids=["list", "search"]
)
def test_list_asks_the_same_number_of_questions_at_any_size(
    enter: Enter, cast: Cast, path: str, data: dict[str, str] | None
) -> None:
    browser, counts = enter("fay"), []
    ask = (lambda: browser.get(path)) if data is None else (lambda: browser.post(path, data))
    for size in (2, 12):
        for number in range(size):
            one = create_client(
                NewClient(name=f"Person {number}"), by=cast.actor("fay"), at=cast.at
            )
            dana = cast.actor("dana")
            assign_client(one, cast.users["ben"].pk, by=dana, at=cast.at + timedelta(minutes=1))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ask().status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("words", ["ana", "WHITLOCK", "whit"])
def test_search_finds_by_name_and_nothing_lands_in_the_address(enter: Enter, words: str) -> None:
    browser = enter("ben")
    answer = browser.post(f"{LIST}search/", {"text": words})

    assert ">Ana</a>" in text(answer)
    assert answer.status_code == 200  # no redirect that would carry the words
    assert browser.get(f"{LIST}search/", {"text": words}).status_code == 405


def test_search_by_phone(enter: Enter, cast: Cast) -> None:
    create_client(
        NewClient(name="Ola Berg", phone="(203) 555-0142"), by=cast.actor("fay"), at=cast.at
    )

    assert "Ola Berg" in text(enter("fay").post(f"{LIST}search/", {"text": "203 555 0142"}))


def test_search_fragment_is_a_part_of_the_page_under_the_same_policy(
    enter: Enter, cast: Cast
) -> None:
    htmx = {"HTTP_HX_REQUEST": "true"}
    found = text(enter("ben").post(f"{LIST}search/", {"text": "ana"}, **htmx))

    assert ">Ana</a>" in found
    assert "<html" not in found
    assert "Noel" not in text(enter("ben").post(f"{LIST}search/", {"text": "noel"}, **htmx))
    for name in NOBODY_ELSE:
        assert enter(name).post(f"{LIST}search/", {"text": "ana"}, **htmx).status_code == 403
    assert enter("dot").post(f"{LIST}search/", {"text": "ana"}, **htmx).status_code == 401


@pytest.mark.parametrize(
    ("name", "key", "status"),
    [
        ("ben", "ana", 200),
        ("ben", "noel", 403),
        ("ben", "una", 404),
        ("dana", "ana", 200),
        ("dana", "noel", 200),
        ("fay", "ana", 200),
        ("fay", "una", 404),
        ("cleo", "ana", 404),
        ("gil", "ana", 403),
        ("ida", "ana", 403),
        ("abe", "ana", 403),
        ("ana", "ana", 403),
    ],
)
def test_record_by_each(enter: Enter, cast: Cast, name: str, key: str, status: int) -> None:
    assert enter(name).get(address(cast, key)).status_code == status


def test_record_outside_ones_care_says_why_in_words(enter: Enter, cast: Cast) -> None:
    page = text(enter("ben").get(address(cast, "noel")))

    assert "not in your care" in page
    assert "Noel" not in page
    assert AuditEvent.objects.filter(event_type="access_refused").count() == 1


def test_record_shows_the_front_desk_nothing_clinical(enter: Enter, cast: Cast) -> None:
    at_desk = text(enter("fay").get(address(cast, "ana")))
    in_care = text(enter("ben").get(address(cast, "ana")))

    for words in ("Alcohol", "likes the quiet"):
        assert words in in_care
        assert words not in at_desk
    assert "Ana Whitlock" in at_desk


@pytest.mark.parametrize("rest", ["", "change/", "contact/", "emergency-contact/", "opened/"])
def test_titles_and_addresses_name_nobody(enter: Enter, cast: Cast, rest: str) -> None:
    page = text(enter("ben").get(address(cast, "ana", rest)))

    (title,) = re.findall(r"<title>(.*?)</title>", page)
    assert "Ana" not in title
    assert "Whitlock" not in title
    assert not re.search(r'(href|action)="[^"]*(ana|whitlock)[^"]*"', page, re.IGNORECASE)


def test_add_keeps_what_was_typed_when_refused(enter: Enter) -> None:
    answer = enter("ben").post(f"{LIST}add/", {"beliefs": "the sea"})

    assert answer.status_code == 422
    assert "Write a name or an alias" in text(answer)
    assert "the sea" in text(answer)


def test_add_by_a_counselor_is_theirs(enter: Enter, cast: Cast) -> None:
    answer = enter("ben").post(f"{LIST}add/", {"alias": "Blue", "substances": ["alcohol"]})

    made = models.Client.objects.get(alias_index="Blue")
    assert answer["Location"] == f"/staff/clients/{made.pk}/"
    assert made.substances == ["alcohol"]
    assert made.assignments.get().user == cast.users["ben"]


def test_add_by_the_front_desk_takes_nothing_clinical(enter: Enter) -> None:
    enter("fay").post(f"{LIST}add/", {"name": "Ola", "substances": ["alcohol"], "beliefs": "x"})

    made = models.Client.objects.get(name_index="Ola")
    assert (made.substances, made.beliefs) == ([], "")


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_add_is_refused_to_others(enter: Enter, name: str) -> None:
    before = models.Client.objects.count()

    assert enter(name).post(f"{LIST}add/", {"name": "Ola"}).status_code == 403
    assert models.Client.objects.count() == before


def test_change_writes_what_was_typed(enter: Enter, cast: Cast) -> None:
    browser, ana = enter("ben"), cast.client("ana")
    form = {"name": "Ana Whitlock", "alias": "Annie", "substances": ["alcohol", "opioids"]}

    assert browser.post(address(cast, "ana", "change/"), form).status_code == 302
    ana.refresh_from_db()
    assert (ana.alias, ana.substances) == ("Annie", ["alcohol", "opioids"])


def test_change_refused_keeps_what_was_typed(enter: Enter, cast: Cast) -> None:
    form = {"name": "Ana Whitlock", "time_zone": "Mars/Base"}
    answer = enter("ben").post(address(cast, "ana", "change/"), form)

    assert answer.status_code == 422
    assert "is no time zone" in text(answer)
    assert "Mars/Base" in text(answer)


def test_change_by_the_front_desk_leaves_the_clinical_alone(enter: Enter, cast: Cast) -> None:
    ana = cast.client("ana")
    form = {"name": "Ana W.", "substances": [], "beliefs": "overwritten"}
    enter("fay").post(address(cast, "ana", "change/"), form)

    ana.refresh_from_db()
    assert ana.name == "Ana W."
    assert ana.substances == ["alcohol"]
    assert "quiet" in ana.beliefs


def test_change_takes_no_fields_of_its_own_making(enter: Enter, cast: Cast) -> None:
    """Mass assignment: what the form does not have is not written."""
    ana, northgate = cast.client("ana"), cast.organizations["northgate"]
    form = {"name": "Ana", "organization": str(northgate.pk), "organization_id": str(northgate.pk)}
    form |= {"merged_into": str(cast.client("noel").pk), "member": str(cast.users["vic"].pk)}
    enter("ben").post(address(cast, "ana", "change/"), form)

    ana.refresh_from_db()
    assert ana.organization == cast.organizations["harbor"]
    assert ana.merged_into_id is None
    assert ana.member == cast.users["ana"]


def test_contact_rules_are_kept_and_shown(enter: Enter, cast: Cast) -> None:
    form = {"may_call": "on", "days_0": ["0", "2"], "starts_0": "17:00", "ends_0": "19:00"}
    form["note"] = "Ask for Blue"
    browser = enter("fay")
    browser.post(address(cast, "ana", "contact/"), form)
    page = text(browser.get(address(cast, "ana")))

    assert "Mon, Wed 5:00 p.m.–7:00 p.m." in page
    assert "Ask for Blue" in page
    assert "Voicemail" in page
    again = text(browser.get(address(cast, "ana", "contact/")))
    assert 'value="17:00"' in again


def test_contact_rules_with_half_a_time_are_refused(enter: Enter, cast: Cast) -> None:
    form = {"starts_1": "17:00", "note": "kept words"}
    answer = enter("fay").post(address(cast, "ana", "contact/"), form)

    assert answer.status_code == 422
    assert "A safe time needs days" in text(answer)
    assert "kept words" in text(answer)


def test_emergency_contact(enter: Enter, cast: Cast) -> None:
    browser = enter("ben")
    form = {"name": "Rosa", "relationship": "aunt", "phone": "555-0100"}
    browser.post(address(cast, "ana", "emergency-contact/"), form)

    page = text(browser.get(address(cast, "ana")))
    assert all(words in page for words in ("Rosa", "aunt", "555-0100"))


def test_assign_and_end_by_a_supervisor(enter: Enter, cast: Cast) -> None:
    browser, ben = enter("dana"), cast.users["ben"]
    browser.post(address(cast, "noel", "assign/"), {"user": str(ben.pk)})
    assert ClientAssignment.objects.filter(client=cast.client("noel"), ends_at=None).count() == 1

    browser.post(address(cast, "noel", "unassign/"), {"user": str(ben.pk)})
    assert not ClientAssignment.objects.filter(client=cast.client("noel"), ends_at=None).exists()


@pytest.mark.parametrize(("name", "status"), [("ben", 403), ("fay", 403), ("cleo", 404)])
def test_assign_is_refused_to_others(enter: Enter, cast: Cast, name: str, status: int) -> None:
    data = {"user": str(cast.users["ben"].pk)}

    assert enter(name).post(address(cast, "noel", "assign/"), data).status_code == status


def test_assign_to_someone_of_another_program_is_not_found(enter: Enter, cast: Cast) -> None:
    data = {"user": str(cast.users["cleo"].pk)}

    assert enter("dana").post(address(cast, "noel", "assign/"), data).status_code == 404


def test_close_and_open_again(enter: Enter, cast: Cast) -> None:
    browser, ana = enter("ben"), cast.client("ana")
    browser.post(address(cast, "ana", "close/"))
    ana.refresh_from_db()
    assert ana.closed_at is not None

    browser.post(address(cast, "ana", "reopen/"))
    ana.refresh_from_db()
    assert ana.closed_at is None


@pytest.mark.parametrize("name", ["fay", "gil", "abe", "ida"])
def test_close_is_refused_to_others(enter: Enter, cast: Cast, name: str) -> None:
    assert enter(name).post(address(cast, "ana", "close/")).status_code == 403


def test_note_is_refused_in_words_where_the_client_wants_none(enter: Enter, cast: Cast) -> None:
    answer = enter("ben").post(address(cast, "ana", "note/"), follow=True)

    assert "Send no e-mail to this client" in text(answer)
    assert not Notice.objects.exists()


def test_note_lands_in_the_outbox_with_neutral_words(enter: Enter, cast: Cast) -> None:
    browser = enter("ben")
    form = {"name": "Ana Whitlock", "alias": "Ana", "email": "ana@example.org"}
    browser.post(address(cast, "ana", "change/"), form)
    browser.post(address(cast, "ana", "contact/"), {"may_email": "on"})
    browser.post(address(cast, "ana", "note/"))
    page = text(browser.get("/staff/outbox/"))

    assert "A note from Harbor" in page
    assert "There is something new for you in Harbor." in page
    assert "Ana" not in page
    assert "A note from Harbor" not in text(enter("cleo").get("/staff/outbox/"))


def test_outbox_is_for_the_demo_only(enter: Enter, settings: Any) -> None:
    settings.DEMO = False

    assert enter("ben").get("/staff/outbox/").status_code == 404


@pytest.mark.parametrize("name", ["gil", "dana"])
def test_numbers_hide_what_is_small(enter: Enter, name: str) -> None:
    page = text(enter(name).get("/staff/numbers/"))

    assert "fewer than 11" in page
    assert "Ana" not in page


@pytest.mark.parametrize("name", ["ben", "fay", "abe", "ida", "cora", "vic"])
def test_numbers_are_refused_to_others(enter: Enter, name: str) -> None:
    assert enter(name).get("/staff/numbers/").status_code == 403


def test_who_opened_says_who_and_when(enter: Enter, cast: Cast) -> None:
    enter("fay").get(address(cast, "ana"))
    page = text(enter("ben").get(address(cast, "ana", "opened/")))

    assert "Fay Lindqvist" in page
    assert "Opened name and contact" in page


@pytest.mark.parametrize(("name", "status"), [("fay", 403), ("gil", 403), ("cleo", 404)])
def test_who_opened_is_refused_to_others(enter: Enter, cast: Cast, name: str, status: int) -> None:
    assert enter(name).get(address(cast, "ana", "opened/")).status_code == status


@pytest.mark.parametrize(
    "rest",
    ["", "change/", "contact/", "emergency-contact/", "opened/", "break-glass/", "merge/"],
)
def test_pages_of_another_program_do_not_exist(enter: Enter, cast: Cast, rest: str) -> None:
    missing = "/staff/clients/0198d4c0-0000-7000-8000-000000000000/"
    theirs = enter("dana").get(address(cast, "una", rest))
    nobodys = enter("dana").get(f"{missing}{rest}")

    assert theirs.status_code == nobodys.status_code == 404
    assert _plain(text(theirs)) == _plain(text(nobodys))


@pytest.mark.parametrize("rest", ["assign/", "unassign/", "close/", "reopen/", "note/"])
def test_writing_to_another_program_does_nothing(enter: Enter, cast: Cast, rest: str) -> None:
    assert enter("dana").post(address(cast, "una", rest)).status_code == 404


def test_role_that_ended_opens_nothing(enter: Enter, cast: Cast) -> None:
    browser = enter("ben")
    cast.users["ben"].role_assignments.update(ends_at=timezone.now())

    assert browser.get(address(cast, "ana")).status_code in {302, 403}


def _plain(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", page)
