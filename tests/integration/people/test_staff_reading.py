"""Who works and helps in a program: seen by those whose work needs it, and written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NAMES, Cast
from stepwell.actions.roles import end_role
from stepwell.actions.staff_reading import list_staff, list_volunteers
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import STAFF, Role
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent

SIGNED_IN = [name for name in NAMES if name != "dot"]
SEES_STAFF = {"abe", "dana", "gil"}


def test_list_staff_is_of_the_own_program_and_no_clients_people(cast: Cast) -> None:
    people = list_staff(by=cast.actor("abe"), at=cast.at).rows

    assert [person.name.split()[0] for person in people] == [
        "Abe",
        "Ben",
        "Cora",
        "Dana",
        "Fay",
        "Gil",
        "Ida",
    ]
    assert {role for person in people for role, _ in person.roles} <= STAFF


def test_list_volunteers_by_the_coordinator(cast: Cast) -> None:
    (vic,) = list_volunteers(by=cast.actor("cora"), at=cast.at).rows

    assert vic.name == "Vic"
    assert [role for role, _ in vic.roles] == [Role.VOLUNTEER]


@pytest.mark.parametrize("name", [one for one in SIGNED_IN if one not in SEES_STAFF])
def test_list_staff_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises((AccessDenied, NotFound)):
        list_staff(by=cast.actor(name), at=cast.at)


@pytest.mark.parametrize("name", [one for one in SIGNED_IN if one != "cora"])
def test_list_volunteers_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises((AccessDenied, NotFound)):
        list_volunteers(by=cast.actor(name), at=cast.at)


def test_lists_of_people_are_written_down_without_names(cast: Cast) -> None:
    list_staff(by=cast.actor("abe"), at=cast.at)
    list_volunteers(by=cast.actor("cora"), at=cast.at)

    events = AuditEvent.objects.filter(event_type="record.listed").order_by("sequence")
    assert [event.details for event in events] == [
        '{"part":"staff","results":7}',
        '{"part":"volunteers","results":1}',
    ]


def test_list_staff_leaves_out_whose_role_has_ended(cast: Cast) -> None:
    role = RoleAssignment.objects.get(user=cast.users["ben"])
    later = cast.at + timedelta(hours=1)

    end_role(role.pk, by=cast.actor("abe"), at=later)

    names = {person.name for person in list_staff(by=cast.actor("abe", at=later), at=later).rows}
    assert "Ben Okafor" not in names
    assert len(names) == 6
