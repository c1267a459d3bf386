"""What finished tasks earned, where a course has rewards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from cast import Cast
from factories.session_runs import enrolled
from signing_in import sign_in
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.domain.protocols.ledger import NotEarned
from stepwell.records.recovery.models import RecoveryTask

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def finished(cast: Cast, course: UUID, title: str, kind: str, evidence: str, day: int) -> None:
    RecoveryTask.objects.create(
        client=cast.client("ana"),
        enrollment_id=course,
        kind=kind,
        title=title,
        given_at=cast.at,
        given_by="system:test",
        state="done",
        evidence=evidence,
        settled_at=cast.at + day * DAY,
        settled_by="system:test",
    )


def test_one_verified_act_at_each_visit_is_rewarded_and_the_rest_says_why_not(cast: Cast) -> None:
    ana, ben = cast.client("ana").pk, cast.actor("ben")
    course = enrolled(ana, by=ben, at=cast.at, slug="network-support", variant="with-rewards")
    finished(cast, course, "A walk with Ruth", "social", "shown", 7)
    finished(cast, course, "Call Walt", "call", "shown", 7)
    finished(cast, course, "Read the booklet", "read", "shown", 7)
    finished(cast, course, "The Tuesday group", "attend", "self-report", 14)
    finished(cast, course, "Help at the door", "service", "volunteer-report", 21)

    page = open_enrollment(course, by=ben, at=cast.at + 22 * DAY)

    assert page.rewards is not None
    assert [(one.title, one.why_not) for one in page.rewards] == [
        ("A walk with Ruth", None),
        ("Call Walt", NotEarned.ENOUGH),
        ("Read the booklet", NotEarned.NOT_REWARDED),
        ("The Tuesday group", NotEarned.NOT_VERIFIED),
        ("Help at the door", None),
    ]
    assert all(one.rule for one in page.rewards if one.why_not is None)
    browser = Client()
    sign_in(browser, cast.users["ben"], kind="staff")
    text = browser.get(f"/staff/courses/{course}/").content.decode()
    assert text.count("Earned") == 2
    assert "Known from their own word alone" in text


def test_course_without_rewards_speaks_of_none(cast: Cast) -> None:
    ana, ben = cast.client("ana").pk, cast.actor("ben")
    course = enrolled(ana, by=ben, at=cast.at, slug="network-support", variant="standard")
    finished(cast, course, "A walk with Ruth", "social", "shown", 7)

    assert open_enrollment(course, by=ben, at=cast.at + 8 * DAY).rewards is None
