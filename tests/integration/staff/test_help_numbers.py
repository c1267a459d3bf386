"""A program's own help numbers: who keeps them, who sees them, what the trail says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import Cast
from stepwell.actions.help_numbers import (
    MOST,
    HelpNumberRefused,
    HelpNumberValues,
    add_help_number,
    change_help_number,
    confirm_help_number,
    remove_help_number,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.queries.checks import facts_to_check
from stepwell.queries.help_numbers import help_numbers_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.directory.models import HelpNumber

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
PAGE = "/staff/help-numbers/"
NIGHT = HelpNumberValues("Night line", "203-555-0177", "Nights", "Línea nocturna", "De noche")


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def events() -> list[str]:
    return [
        *AuditEvent.objects.filter(event_type__startswith="help_number.")
        .order_by("pk")
        .values_list("event_type", flat=True)
    ]


def test_members_see_their_programs_numbers_in_their_language(enter: Enter) -> None:
    english, spanish = (enter("ana").get(page) for page in ("/help-now/", "/help-now/es/"))

    assert "Counselor on call" in text(english)
    assert 'href="tel:+12035550142"' in text(english)
    assert "Consejería de guardia" in text(spanish)
    assert "Counselor on call" in text(enter("ana").get("/help-now/overdose/"))
    assert english["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["cleo", "pat", "dot"])
def test_others_do_not_see_them(enter: Enter, name: str) -> None:
    page = text(enter(name).get("/help-now/"))

    assert "tel:988" in page
    assert "555-0142" not in page


def test_number_is_added_changed_tried_and_taken_off(enter: Enter, cast: Cast) -> None:
    browser = enter("gil")
    before = len(events())
    data = {"name": "Night line", "phone": "203 555 0177", "hours": "8 pm to 8 am"}

    assert browser.post(PAGE, data)["Location"] == PAGE
    one = HelpNumber.objects.get(name="Night line")
    assert one.organization == cast.organizations["harbor"]
    browser.post(f"{PAGE}{one.pk}/tried/")
    one.refresh_from_db()
    assert one.checked_on is not None
    browser.post(f"{PAGE}{one.pk}/change/", data | {"phone": "203 555 0178"})
    one.refresh_from_db()
    assert (one.phone, one.checked_on) == ("203 555 0178", None)
    browser.post(f"{PAGE}{one.pk}/remove/")
    assert "Night line" not in text(browser.get(PAGE))

    assert events()[before:] == [
        "help_number.added",
        "help_number.checked",
        "help_number.changed",
        "help_number.removed",
    ]
    changed = AuditEvent.objects.filter(event_type="help_number.changed").get()
    assert changed.details == '{"fields":["phone"]}'


def test_same_values_change_nothing(cast: Cast) -> None:
    by, at = cast.actor("abe"), timezone.now()
    one = help_numbers_of(by)[0]
    values = HelpNumberValues(one.name, one.phone, one.hours, one.name_es, one.hours_es, one.text)
    before = events()

    change_help_number(one.pk, values, by=by, at=at)

    assert events() == before
    assert help_numbers_of(by)[0].checked_on == one.checked_on


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"phone": "call us", "hours": "x", "name": "N"}, "is no telephone number"),
        ({"phone": "203555017", "hours": "x", "name": "N"}, "has 9 digits"),
        ({"phone": "988", "hours": " ", "name": "N"}, "This field is required."),
        ({"phone": "988", "hours": "x", "name": "N", "text": "yes"}, "is no telephone number"),
    ],
)
def test_wrong_number_is_refused_and_what_was_typed_is_kept(
    enter: Enter, data: dict[str, str], said: str
) -> None:
    count = HelpNumber.objects.count()

    answer = enter("abe").post(PAGE, data)

    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{data["phone"]}"' in text(answer)
    assert HelpNumber.objects.count() == count


def test_list_does_not_grow_beyond_what_is_read_in_an_emergency(cast: Cast) -> None:
    by, at = cast.actor("gil"), timezone.now()
    for _ in range(MOST - help_numbers_of(by).count()):
        add_help_number(NIGHT, by=by, at=at)

    with pytest.raises(HelpNumberRefused, match="Take one off first"):
        add_help_number(NIGHT, by=by, at=at)
    with pytest.raises(HelpNumberRefused, match="80 letters or fewer"):
        add_help_number(HelpNumberValues("x" * 81, "988", "Nights"), by=by, at=at)


def test_others_can_neither_keep_nor_find_them(cast: Cast) -> None:
    at, one = timezone.now(), help_numbers_of(cast.actor("abe"))[0]

    for name in ("ben", "dana", "fay", "ana", "vic"):
        with pytest.raises(AccessDenied):
            remove_help_number(one.pk, by=cast.actor(name), at=at)
    for name in ("cleo", "pat"):
        with pytest.raises((AccessDenied, NotFound)):
            confirm_help_number(one.pk, by=cast.actor(name), at=at)
    one.refresh_from_db()
    assert one.ended_at is None


def test_day_of_a_try_is_that_of_the_program(cast: Cast) -> None:
    by = cast.actor("abe")
    one = help_numbers_of(by)[1]
    late = timezone.now().replace(hour=2)  # Still the evening before in New York.

    confirm_help_number(one.pk, by=by, at=late)

    one.refresh_from_db()
    assert one.checked_on == late.date() - timedelta(days=1)


def test_checks_name_what_is_due_and_own_numbers_only_to_their_program(
    enter: Enter, cast: Cast
) -> None:
    browser = enter("gil")
    page = text(browser.get("/staff/checks/"))
    own = text(browser.get("/staff/checks/?kind=own_number"))

    assert "Front desk, (203) 555-0100" in own
    assert "checks/confirm" not in own
    for expected in (
        "Connecticut Access Line",
        "UNVERIFIED",
        "facts are due",
        'datetime="2026-11-23"',
        "never looked up",
        "Every 30 days.",
    ):
        assert expected in page, expected


def test_checks_of_an_operator_hold_no_programs_numbers(cast: Cast) -> None:
    operator = replace(
        cast.actor("pat"), organization_id="", roles=frozenset(), is_administrator=True
    )
    today = timezone.now().date()

    theirs = {row.fact.label for row in facts_to_check(operator, on=today)}
    gils = {row.fact.label for row in facts_to_check(cast.actor("gil"), on=today)}

    assert gils - theirs == {"Counselor on call, (203) 555-0142", "Front desk, (203) 555-0100"}
    with pytest.raises(AccessDenied, match="facts to check"):
        facts_to_check(cast.actor("ben"), on=today)


def test_checks_ask_a_fixed_number_of_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    by, today = cast.actor("gil"), timezone.now().date()
    with django_assert_num_queries(2):
        facts_to_check(by, on=today)
    for _ in range(4):
        add_help_number(NIGHT, by=by, at=timezone.now())
    with django_assert_num_queries(2):
        facts_to_check(by, on=today)
