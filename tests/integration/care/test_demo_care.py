"""The people in care of the demo, loaded late in the evening of their program."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cast import build_cast
from stepwell.actions.demo_care import load_care
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.demo_fidelity import load_fidelity
from stepwell.actions.fidelity_drawing import is_as_drawn
from stepwell.actions.fidelity_figures import open_agreement, open_counselor
from stepwell.actions.fidelity_reading import list_work
from stepwell.actions.supervision_notes import list_supervision_notes
from stepwell.domain.recovery.log import DayState
from stepwell.records.accounts.models import User
from stepwell.records.care.models import (
    Appointment,
    CareGroup,
    Encounter,
    Enrollment,
    EpisodeOfCare,
    Referral,
    SessionDraw,
    SessionRating,
)
from stepwell.records.recovery.models import DayReport

EVENING = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
"""At Harbor House it is still the day before."""
MISSION = {
    "maaez", "network-support", "systematic-linkage", "cbt-tsf", "dual-diagnosis-tsf", "match-tsf",
}  # fmt: skip


@pytest.mark.django_db
def test_demo_of_care_shows_every_point_of_the_way() -> None:
    harbor = build_cast(EVENING - timedelta(days=70)).organizations["harbor"]

    load_care(at=EVENING)

    assert set(Referral.objects.values_list("status", flat=True)) == {
        "received", "in_intake", "admitted", "closed",
    }  # fmt: skip
    episodes = EpisodeOfCare.objects.all()
    assert {one.status for one in episodes} == {"waiting", "active", "on_hold", "discharged"}
    assert len({one.level for one in episodes}) >= 3
    assert {one.protocol for one in Enrollment.objects.all()} >= MISSION
    outcomes = Counter(Encounter.objects.values_list("outcome", flat=True))
    assert outcomes["missed"] >= 3
    assert outcomes["completed"] > 20
    assert all(group.members.count() >= 3 for group in CareGroup.objects.all())
    assert all(group.events.filter(status="held").exists() for group in CareGroup.objects.all())
    assert any(one.state == DayState.USED for one in DayReport.objects.all())
    zone = ZoneInfo(harbor.time_zone)
    today = EVENING.astimezone(zone).date()
    booked = [one.starts_at.astimezone(zone).date() for one in Appointment.objects.all()]
    assert booked.count(today) >= 2
    assert max(booked) <= today + timedelta(days=7)

    load_fidelity(at=EVENING)

    signed = SessionRating.objects.exclude(signed_at=None)
    assert {one.role for one in signed} == {"self", "supervisor", "independent"}
    assert any(one.version > 1 for one in signed)
    assert all(is_as_drawn(one) for one in SessionDraw.objects.all())
    dana = actor_of("dana", str(harbor.pk), EVENING)
    ben = User.objects.get(username="ben").pk
    page = open_counselor(ben, by=dana, at=EVENING)
    assert len(page.series) == 2
    assert len(page.series[0].months) >= 2
    assert page.ticks
    assert open_agreement(by=dana, at=EVENING).protocols
    assert list_work(by=dana, at=EVENING).to_rate
    assert list_supervision_notes(ben, by=dana, at=EVENING).found.total >= 2
