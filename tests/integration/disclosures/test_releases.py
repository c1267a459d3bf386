"""Records for an audit or research: two persons, then the gate, then everyone's accounting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from stepwell.actions.accountings import account_for
from stepwell.actions.restrictions import answer_restriction, ask_restriction
from stepwell.actions.review_releases import (
    NewRelease,
    ReleaseRefused,
    decide_release,
    make_release,
    propose_release,
)
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.disclosures.exceptions.reviews import APPROVAL_DAYS
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Disclosure, ReviewRelease

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]


def day_of(now: datetime) -> date:
    """On the program's wall."""
    return now.astimezone(ZoneInfo("America/New_York")).date()


def asked_for(now: datetime, **changes: Any) -> NewRelease:
    values: dict[str, Any] = {
        "kind": "audit",
        "recipient": "State agency",
        "recipient_kind": RecipientKind.OTHER,
        "authority": "Its right under the program’s license",
        "agreed_on": day_of(now),
        "why_named": "They look at single records.",
        "information": frozenset({InformationKind.ASSESSMENT, InformationKind.DISCHARGE}),
        "care_from": day_of(now) - timedelta(days=30),
        "care_until": day_of(now),
        "most": 20,
    }
    return NewRelease(**values | changes)


def approved(cast: Cast, now: datetime, **changes: Any) -> Any:
    release = propose_release(asked_for(now, **changes), by=cast.actor("gil", at=now), at=now)
    decide_release(release, is_approved=True, by=cast.actor("dana", at=now), at=now)
    return release


def give(cast: Cast, name: str, role: Role) -> None:
    RoleAssignment.objects.create(
        user=cast.users[name],
        organization=cast.organizations["harbor"],
        role=role,
        starts_at=cast.at,
        granted_by="test",
    )


def assert_stopped(release: Any, words: str, *, by: Any, at: datetime) -> None:
    """Refused for this reason, written down, and nothing left."""
    before = AuditEvent.objects.filter(event_type="review_release.stopped").count()
    with pytest.raises(ReleaseRefused, match=words):
        make_release(release, by=by, at=at)
    assert AuditEvent.objects.filter(event_type="review_release.stopped").count() == before + 1
    assert not Disclosure.objects.exists()


def test_release_is_proposed_approved_by_another_and_stands_in_each_accounting(
    enter: Enter, cast: Cast
) -> None:
    now = timezone.now()
    dana = cast.actor("dana", at=now)
    kept_back = ask_restriction(
        cast.client("noel").pk, words="Nothing about me to anyone.", by=dana, at=now
    )
    answer_restriction(kept_back, is_accepted=True, by=dana, at=now)
    gil, today = enter("gil"), day_of(now).isoformat()
    form = {
        "kind": "audit",
        "recipient": "State agency",
        "recipient_kind": "other",
        "authority": "Its right under the program’s license",
        "agreed_on": today,
        "why_named": "They look at single records.",
        "information": ["assessment"],
        "care_from": today,
        "care_until": today,
        "most": "20",
    }
    refused = gil.post("/staff/releases/add/", form | {"why_named": "Yes."}).content.decode()
    assert "Write why counts without names will not do." in refused
    page = gil.post("/staff/releases/add/", form)["Location"]
    assert gil.post(f"{page}make/").status_code == 422
    assert gil.post(f"{page}decide/", {"answer": "yes"}).status_code == 403

    looked = enter("dana").get(page).content.decode()
    assert "Assessments of alcohol or drug use" in looked
    assert "Whitlock" not in looked
    enter("dana").post(f"{page}decide/", {"answer": "yes"})
    made = gil.post(f"{page}make/", follow=True).content.decode()

    assert "1 record left." in made
    assert "Some were kept back" in made
    row = Disclosure.objects.get()
    assert (row.client, row.basis) == (cast.client("ana"), "audit")
    assert row.elements["approved_by"] == str(cast.users["dana"].pk)
    assert "Whitlock" not in str(row.paper)
    paper = gil.get(f"{page}paper/")
    assert paper.content.startswith(b"%PDF")
    (entry,) = account_for(cast.client("ana").pk, by=dana, at=timezone.now()).entries
    assert (entry.recipient.name, entry.key) == ("State agency", page.split("/")[-2])
    ReviewRelease.objects.update(made_at=now - timedelta(hours=2))
    Disclosure.objects.update(disclosed_at=now - timedelta(hours=2))
    assert gil.get(f"{page}paper/").status_code == 409


def test_release_is_not_approved_by_whoever_proposed_it_in_another_role(cast: Cast) -> None:
    now = timezone.now()
    give(cast, "gil", Role.SUPERVISOR)
    gil = cast.actor("gil", at=now)
    release = propose_release(asked_for(now), by=gil, at=now)

    with pytest.raises(AccessDenied, match="You proposed this yourself"):
        decide_release(release, is_approved=True, by=gil, at=now)

    # Even where the row says so, the gate looks at both.
    ReviewRelease.objects.update(is_approved=True, decided_at=now, decided_by=gil.key)
    assert_stopped(release, "Nobody approves what they proposed", by=gil, at=now)


def test_release_stops_when_its_approval_or_that_of_the_receiver_is_over(cast: Cast) -> None:
    now = timezone.now()
    gil = cast.actor("gil", at=now)
    old, short = approved(cast, now), approved(cast, now, valid_until=day_of(now))

    late = now + timedelta(days=APPROVAL_DAYS + 1)
    assert_stopped(old, "more than 30 days old", by=gil, at=late)
    assert_stopped(short, "What they rely on is over", by=gil, at=now + timedelta(days=1))
    with pytest.raises(ReleaseRefused, match="What they rely on is over"):
        propose_release(asked_for(now, valid_until=day_of(now) - timedelta(days=1)), by=gil, at=now)


@pytest.mark.parametrize(("loses", "said"), [("gil", "proposed this"), ("dana", "approved this")])
def test_release_stops_when_one_of_the_two_lost_the_role_since(
    cast: Cast, loses: str, said: str
) -> None:
    now = timezone.now()
    give(cast, "cora", Role.DIRECTOR)
    release = approved(cast, now)
    RoleAssignment.objects.filter(user=cast.users[loses]).update(ends_at=now)

    assert_stopped(release, f"{said} no longer has the role", by=cast.actor("cora", at=now), at=now)


def test_release_is_made_once_and_holds_no_more_than_it_says(cast: Cast) -> None:
    now = timezone.now()
    gil = cast.actor("gil", at=now)
    release = approved(cast, now, most=1)

    assert make_release(release, by=gil, at=now) == 1
    with pytest.raises(ReleaseRefused, match="over already"):
        make_release(release, by=gil, at=now)
    assert Disclosure.objects.get().information == ["assessment", "discharge"]


def test_list_of_releases_asks_as_much_for_many(enter: Enter, cast: Cast) -> None:
    now, browser, counts = timezone.now(), enter("dana"), []
    for more in (1, 8):
        for _ in range(more):
            propose_release(asked_for(now), by=cast.actor("gil", at=now), at=now)
        with CaptureQueriesContext(connection) as asked:
            browser.get("/staff/releases/")
        counts.append(len(asked))

    assert counts[0] >= counts[1]


def test_the_last_day_of_an_authority_is_the_programs_and_not_greenwichs(cast: Cast) -> None:
    tomorrow = day_of(cast.at) + timedelta(days=1)
    evening = datetime.combine(tomorrow, time(23, 30), ZoneInfo("America/New_York"))
    assert evening.astimezone(UTC).date() > tomorrow
    gil = cast.actor("gil", at=evening)
    release = approved(cast, evening, valid_until=tomorrow)

    make_release(release, by=gil, at=evening.astimezone(UTC))

    over = approved(cast, evening, valid_until=tomorrow)
    with pytest.raises(ReleaseRefused, match="is over"):
        make_release(over, by=gil, at=evening + timedelta(hours=1))
