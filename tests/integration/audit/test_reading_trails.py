"""Who may read the trail, and that reading it is in it."""

from __future__ import annotations

import pytest

from cast import Cast, build_cast
from stepwell.actions.audit_reading import TrailFilter, read_trail, who_opened
from stepwell.actions.client_reading import open_client
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.records.audit.models import AuditEvent


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build_cast()
    open_client(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    return cast


def test_read_trail_auditor_sees_newest_first_and_is_written_down(cast: Cast) -> None:
    page = read_trail(by=cast.actor("ida"), at=cast.at, wanted=TrailFilter(event="record."))

    assert page.rows[0].event_type == "record.viewed"
    assert page.rows[0].actor_name == "Ben Okafor"
    latest = AuditEvent.objects.filter(organization=cast.actor("ida").organization_id).last()
    assert latest
    assert (latest.event_type, latest.actor_key) == ("audit.viewed", cast.actor("ida").key)


def test_read_trail_by_record_and_actor(cast: Cast) -> None:
    ana, ben = str(cast.client("ana").pk), cast.actor("ben").key
    ida = cast.actor("ida")

    def count(**wanted: object) -> int:
        return read_trail(by=ida, at=cast.at, wanted=TrailFilter(**wanted)).total  # type: ignore[arg-type]

    assert count(record=ana, actor=ben, event="record.viewed") == 1
    assert count(record=ana, actor=ida.key) == 0
    assert count(first_day=cast.at.date(), last_day=cast.at.date()) > 1


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "cora", "abe", "vic", "ana", "cleo"])
def test_read_trail_others_are_refused(cast: Cast, name: str) -> None:
    with pytest.raises(AccessDenied):
        read_trail(by=cast.actor(name), at=cast.at)


def test_read_trail_holds_no_name_of_a_client(cast: Cast) -> None:
    page = read_trail(by=cast.actor("ida"), at=cast.at)

    assert cast.client("ana").name
    assert cast.client("ana").name not in str(page)


@pytest.mark.parametrize("name", ["ben", "dana", "ana"])
def test_who_opened_is_told_to_care_and_to_the_member(cast: Cast, name: str) -> None:
    rows = who_opened(cast.client("ana").pk, by=cast.actor(name), at=cast.at)

    assert [row.actor_name for row in rows] == ["Ben Okafor"]


@pytest.mark.parametrize(
    ("name", "error"),
    [("fay", AccessDenied), ("gil", AccessDenied), ("vic", AccessDenied), ("cleo", NotFound)],
)
def test_who_opened_is_not_told_to_others(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        who_opened(cast.client("ana").pk, by=cast.actor(name), at=cast.at)
