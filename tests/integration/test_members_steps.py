"""A member's phone learns which steps wait, by the courses they are in, and nothing of why."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.admissions import admitted
from signing_in import sign_in
from stepwell.actions.circumstances import add_circumstance, end_circumstance
from stepwell.actions.enrolling import enroll, stop_enrollment
from stepwell.actions.own_record import who_opened_mine
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.branches import Circumstance
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import CircumstanceSpell, Enrollment

pytestmark = pytest.mark.django_db
PAGE = "/me/steps/waiting.json"
LATER = [4, 5, 6, 7, 8, 9]


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def episode(cast: Cast) -> UUID:
    return admitted(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)


@pytest.fixture
def course(cast: Cast, episode: UUID) -> UUID:
    ben, why = cast.actor("ben"), "Both illnesses."
    return enroll(
        episode, "dual-diagnosis-tsf", "modules", Answers(), reason=why, by=ben, at=cast.at
    )


def waiting(cast: Cast, name: str = "ana") -> list[int]:
    client, user = Client(), cast.user(name)
    assert user is not None
    sign_in(client, user, kind="member")
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    content = answer.json()
    assert list(content) == ["waiting"]
    return list(content["waiting"])


def test_later_steps_wait_while_unstable_and_come_back(
    cast: Cast, episode: UUID, course: UUID
) -> None:
    ben = cast.actor("ben")
    assert waiting(cast) == []

    add_circumstance(episode, Circumstance.UNSTABLE, by=ben, at=cast.at)
    assert waiting(cast) == LATER

    (row,) = CircumstanceSpell.objects.filter(episode=episode)
    end_circumstance(episode, row.pk, by=ben, at=timezone.now())
    assert waiting(cast) == []


def test_course_that_was_stopped_lets_nothing_wait(cast: Cast, episode: UUID, course: UUID) -> None:
    add_circumstance(episode, Circumstance.UNSTABLE, by=cast.actor("ben"), at=cast.at)
    stop_enrollment(course, words="It was too much.", by=cast.actor("ben"), at=timezone.now())

    assert waiting(cast) == []


def test_course_whose_files_are_gone_says_nothing(cast: Cast, episode: UUID, course: UUID) -> None:
    add_circumstance(episode, Circumstance.UNSTABLE, by=cast.actor("ben"), at=cast.at)
    row = Enrollment.objects.get(pk=course)
    row.content_hash = "other"
    row.save()

    assert waiting(cast) == []


def test_nothing_waits_for_someone_without_a_record_or_a_course(cast: Cast, episode: UUID) -> None:
    add_circumstance(episode, Circumstance.UNSTABLE, by=cast.actor("ben"), at=cast.at)

    assert waiting(cast, "pat") == []
    assert waiting(cast) == []


def test_asking_is_in_the_trail_and_not_among_those_who_opened_the_record(
    cast: Cast, episode: UUID, course: UUID
) -> None:
    add_circumstance(episode, Circumstance.UNSTABLE, by=cast.actor("ben"), at=cast.at)
    now = timezone.now() + timedelta(minutes=1)
    before = who_opened_mine(by=cast.actor("ana"), at=now)

    waiting(cast)

    after = who_opened_mine(by=cast.actor("ana"), at=now)
    assert before is not None
    assert after is not None
    assert after.total == before.total
    event = AuditEvent.objects.filter(event_type="record.listed").latest("sequence")
    assert event.actor_key == cast.actor("ana").key
    assert '"waiting_steps"' in event.details
    assert '"results":6' in event.details.replace(" ", "")
    assert "unstable" not in event.details


@pytest.mark.parametrize("name", ["ben", "vic", "sol"])
def test_page_is_refused_to_those_who_are_no_members(cast: Cast, name: str) -> None:
    client, user = Client(), cast.user(name)
    assert user is not None
    sign_in(client, user, kind="member")

    answer = client.get(PAGE)

    assert answer.status_code == 403
