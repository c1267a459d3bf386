"""Meetings suggested to one client: from the record, by wish, left out by hand, and audited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, build_cast
from factories.meetings import build_meeting, build_online_meeting, build_place, publish
from signing_in import sign_in
from stepwell.actions.clients import change_client
from stepwell.actions.meeting_wishes import WishesPage, leave_out, open_suggestions, set_wishes
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.matching.wishes import Leaning, Need, Ways, Wishes
from stepwell.records.audit.models import AuditEvent
from stepwell.records.recovery.models import MeetingWishes

LISTED = [
    build_meeting("Basement Lights", place=build_place(0.6)),
    build_meeting("Step-free Noon", types=("O", "X"), place=build_place(1.0)),
    build_meeting("Women of the Quay", types=("C", "W"), place=build_place(0.4)),
    build_meeting("Free Thinkers", types=("O", "A"), place=build_place(2.0)),
    build_meeting("Dice", fellowship="ga", place=build_place(0.2)),
    build_online_meeting("Kitchen Table"),
]


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build_cast(timezone.now())
    change_client(
        cast.client("ana").pk,
        {"substances": ["alcohol"], "postal_address": "4 Alder Street, Middletown, CT 06457"},
        by=cast.actor("ben"),
        at=cast.at,
    )
    return cast


@pytest.fixture(autouse=True)
def listed(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    publish(settings.SNAPSHOT_PATH, LISTED)


def page(cast: Cast) -> WishesPage:
    return open_suggestions(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)


def names(shown: WishesPage) -> set[str]:
    assert shown.suggested is not None
    return {one.meeting.name for one in shown.suggested.meetings}


def wish(cast: Cast, wishes: Wishes, *, replaces: int, near: str = "06457") -> None:
    set_wishes(
        cast.client("ana").pk, near, wishes, replaces=replaces, by=cast.actor("ben"), at=cast.at
    )


def test_first_guess_comes_from_the_record_and_fits_who_they_are(cast: Cast) -> None:
    shown = page(cast)

    assert (shown.near, shown.number) == ("06457", 0)
    assert names(shown) == {"Basement Lights", "Step-free Noon", "Free Thinkers", "Kitchen Table"}
    assert AuditEvent.objects.filter(event_type="record.viewed").exists()


def test_wishes_are_kept_sealed_and_change_what_is_suggested(cast: Cast) -> None:
    given = replace(
        page(cast).wishes, needs=frozenset({Need.STEP_FREE}), ways=Ways.IN_PERSON,
        leanings=frozenset({Leaning.SECULAR}),
    )  # fmt: skip

    wish(cast, given, replaces=0)

    shown = page(cast)
    assert shown.wishes == given
    assert names(shown) == {"Step-free Noon"}
    assert shown.suggested is not None
    assert shown.suggested.found is not None
    assert shown.suggested.found.is_short
    event = AuditEvent.objects.filter(event_type="care.changed").latest("sequence")
    assert '"part":"meeting_wishes"' in event.details


def test_meeting_left_out_by_hand_is_not_suggested_until_it_is_brought_back(cast: Cast) -> None:
    before = page(cast)
    assert before.suggested is not None
    code = before.suggested.meetings[0].code
    name = before.suggested.meetings[0].meeting.name

    leave_out(before.client_id, code, is_left_out=True, by=cast.actor("ben"), at=cast.at)
    assert name not in names(page(cast))
    assert page(cast).avoided == ((code, name),)

    leave_out(before.client_id, code, is_left_out=False, by=cast.actor("ben"), at=cast.at)
    assert name in names(page(cast))


def test_two_who_write_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    wish(cast, page(cast).wishes, replaces=0)

    with pytest.raises(CareRefused, match="Someone wrote these down anew"):
        wish(cast, page(cast).wishes, replaces=0, near="06401")

    assert MeetingWishes.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "refusal"), [("gil", AccessDenied), ("fay", AccessDenied), ("cleo", NotFound)]
)
def test_wishes_are_for_those_who_care_for_them(
    cast: Cast, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        open_suggestions(cast.client("ana").pk, by=cast.actor(who), at=cast.at)


def test_page_says_why_and_keeps_what_was_typed_when_refused(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.users["ben"])
    address = f"/staff/clients/{cast.client('ana').pk}/meetings/"

    shown = client.get(address).content.decode()
    refused = client.post(
        address, {"number": "5", "near": "06457", "miles": "10", "ways": "either"}
    )
    kept = client.post(
        address,
        {"number": "0", "near": "06457", "miles": "10", "ways": "in_person", "free": ["3-evening"]},
    )

    assert "Basement Lights" in shown
    assert "Meant for what they came about" in shown
    assert "1 about something else" not in shown, "gambling is not even asked of the directory"
    assert "1 for a group they haven’t named" in shown
    assert refused.status_code == 422
    assert "Someone wrote these down anew meanwhile" in refused.content.decode()
    assert kept.status_code == 302
    after = client.get(address).content.decode()
    assert 'value="3-evening" aria-label="Wed Evening" checked' in after
    assert "Kitchen Table" not in after
