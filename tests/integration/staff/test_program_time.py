"""What happened when is said in the time of the program one acts in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from cast import Cast
from integration.staff.conftest import Enter
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import GlassBreak

pytestmark = pytest.mark.django_db
JULY = datetime(2026, 7, 4, 2, 5, tzinfo=UTC)


@pytest.fixture
def opened(enter: Enter, cast: Cast) -> None:
    address = f"/staff/clients/{cast.client('noel').pk}/break-glass/"
    why = {"reason": "covering", "words": "He called and hung up.", "minutes": "30"}
    assert enter("ben").post(address, why).status_code == 302
    GlassBreak.objects.update(opened_at=JULY)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", "Jul 3, 2026, 10:05 PM"),
        ("America/Los_Angeles", "Jul 3, 2026, 7:05 PM"),
        ("UTC", "Jul 4, 2026, 2:05 AM"),
    ],
)
def test_pages_say_the_time_of_the_program(
    enter: Enter, opened: None, zone: str, said: str
) -> None:
    Organization.objects.update(time_zone=zone)

    assert said in enter("dana").get("/staff/emergencies/").content.decode()


def test_time_of_a_program_does_not_stay_behind(enter: Enter, opened: None) -> None:
    enter("dana").get("/staff/emergencies/")

    assert timezone.get_current_timezone_name() == "UTC"


def test_trail_says_the_time_everyone_shares(enter: Enter, opened: None) -> None:
    page = enter("ida").get("/staff/trail/").content.decode()

    assert "When (UTC)" in page
    assert datetime.now(UTC).strftime("%b %-d, %Y, %H:") in page
