"""Roles: given by whoever may, ended with everything that hangs on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cast import Cast, build_cast
from signing_in import create_person
from stepwell.actions.client_reading import list_clients, open_client
from stepwell.actions.invitations import (
    InvitationRefused,
    accept_as,
    digest_of_token,
    make_invitation,
    welcome_of,
)
from stepwell.actions.roles import RoleRefused, end_role, end_sessions_of_past_roles, grant_role
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.jobs import worker
from stepwell.queries.staff_members import volunteers_of
from stepwell.records.accounts.models import RoleAssignment, User, UserSession
from stepwell.records.audit.models import AuditEvent

HOUR = timedelta(hours=1)


def role_of(cast: Cast, name: str) -> RoleAssignment:
    return RoleAssignment.objects.get(user=cast.users[name])


def open_session(user: User, cast: Cast, number: int) -> UserSession:
    return UserSession.objects.create(
        key_digest=f"{user.username}{number}".ljust(64, "0"),
        user=user,
        data="secret",
        began_at=cast.at,
        last_seen_at=cast.at,
    )


def someone_back(cast: Cast) -> User:
    """zoe, who had a role in Harbor until an hour ago."""
    zoe = create_person("zoe")
    RoleAssignment.objects.create(
        user=zoe,
        organization=cast.organizations["harbor"],
        role=Role.FRONT_DESK,
        starts_at=cast.at - 2 * HOUR,
        ends_at=cast.at - HOUR,
        granted_by="test",
    )
    return zoe


def test_grant_role_by_administrator_lets_the_person_in(cast: Cast) -> None:
    someone_back(cast)
    harbor = cast.organizations["harbor"]

    grant_role("ZOE", Role.FRONT_DESK, organization_id=harbor.pk, by=cast.actor("abe"), at=cast.at)

    actor = User.objects.get(username="zoe").as_actor(str(harbor.pk), cast.at)
    assert actor.roles == {Role.FRONT_DESK}
    assert AuditEvent.objects.filter(
        event_type="role.granted", organization=str(harbor.pk), record_id=actor.key
    ).exists()


def test_grant_role_to_people_of_elsewhere_and_to_nobody_is_refused_alike(cast: Cast) -> None:
    create_person("zoe")
    said = set()

    for name in ("cleo", "pat", "zoe", "nobody-at-all"):
        with pytest.raises(RoleRefused, match="Invite them") as refused:
            grant_role(
                name,
                Role.VOLUNTEER,
                organization_id=cast.organizations["harbor"].pk,
                by=cast.actor("abe"),
                at=cast.at,
            )
        said.add(str(refused.value))

    assert len(said) == 1
    assert {person.name for person in volunteers_of(cast.actor("cora"), cast.at)} == {"Vic"}


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "cora", "ida", "vic", "ana", "sol"])
def test_grant_role_of_staff_by_others_is_refused(cast: Cast, name: str) -> None:
    create_person("zoe")

    with pytest.raises(AccessDenied):
        grant_role(
            "zoe",
            Role.COUNSELOR,
            organization_id=cast.organizations["harbor"].pk,
            by=cast.actor(name),
            at=cast.at,
        )
    assert not RoleAssignment.objects.filter(user__username="zoe").exists()


def test_grant_role_to_oneself_is_refused(cast: Cast) -> None:
    with pytest.raises(AccessDenied, match="themselves"):
        grant_role(
            "abe",
            Role.COUNSELOR,
            organization_id=cast.organizations["harbor"].pk,
            by=cast.actor("abe"),
            at=cast.at,
        )


def test_grant_role_in_another_program_is_not_found(cast: Cast) -> None:
    create_person("zoe")

    with pytest.raises(NotFound):
        grant_role(
            "zoe",
            Role.COUNSELOR,
            organization_id=cast.organizations["northgate"].pk,
            by=cast.actor("abe"),
            at=cast.at,
        )


def test_grant_role_installation_gives_a_program_its_first_administrator(cast: Cast) -> None:
    create_person("zoe")
    northgate = cast.organizations["northgate"]

    grant_role("zoe", Role.ADMINISTRATOR, organization_id=northgate.pk, by=COMMAND_LINE, at=cast.at)

    assert User.objects.get(username="zoe").as_actor(str(northgate.pk), cast.at).roles
    with pytest.raises(NotFound):
        grant_role("zoe", Role.COUNSELOR, organization_id=northgate.pk, by=COMMAND_LINE, at=cast.at)


def test_grant_role_held_already_is_refused(cast: Cast) -> None:
    with pytest.raises(RoleRefused, match="already"):
        grant_role(
            "ben",
            Role.COUNSELOR,
            organization_id=cast.organizations["harbor"].pk,
            by=cast.actor("abe"),
            at=cast.at,
        )


def test_role_with_an_end_is_over_then(cast: Cast) -> None:
    someone_back(cast)
    harbor = str(cast.organizations["harbor"].pk)
    grant_role(
        "zoe",
        Role.COUNSELOR,
        organization_id=harbor,
        by=cast.actor("abe"),
        at=cast.at,
        ends_at=cast.at + HOUR,
    )
    zoe = User.objects.get(username="zoe")

    assert zoe.as_actor(harbor, cast.at + HOUR - timedelta(seconds=1)).roles
    assert not zoe.as_actor(harbor, cast.at + HOUR).roles
    assert zoe.as_actor(harbor, cast.at + HOUR).organization_id == ""
    assert not zoe.as_actor(harbor, cast.at - HOUR).roles


def test_end_role_ends_privilege_and_sessions_at_once(cast: Cast) -> None:
    ben, later = cast.users["ben"], cast.at + HOUR
    sessions = [open_session(ben, cast, number) for number in (1, 2)]
    other = open_session(cast.users["fay"], cast, 1)
    assert list_clients(by=cast.actor("ben"), at=cast.at).rows

    end_role(role_of(cast, "ben").pk, by=cast.actor("abe"), at=later)

    actor = cast.actor("ben", at=later)
    assert not actor.roles
    with pytest.raises(AccessDenied):
        list_clients(by=actor, at=later)
    with pytest.raises(NotFound):
        open_client(cast.client("ana").pk, by=actor, at=later)
    for session in sessions:
        session.refresh_from_db()
        assert (session.ended_at, session.end_cause, session.data) == (later, "role_ended", "")
    other.refresh_from_db()
    assert other.ended_at is None
    assert AuditEvent.objects.filter(event_type="role.ended", record_id=str(ben.pk)).exists()


def test_end_role_one_of_two_leaves_the_other(cast: Cast) -> None:
    harbor = cast.organizations["harbor"]
    abe = cast.actor("abe")
    grant_role("ben", Role.AUDITOR, organization_id=harbor.pk, by=abe, at=cast.at)
    counselor = RoleAssignment.objects.get(user=cast.users["ben"], role=Role.COUNSELOR)

    end_role(counselor.pk, by=abe, at=cast.at + HOUR)

    assert cast.actor("ben", at=cast.at + HOUR).roles == {Role.AUDITOR}


def test_end_role_by_whoever_may_not_is_refused(cast: Cast) -> None:
    role = role_of(cast, "ben")

    for name in ("dana", "gil", "fay", "cora", "ida", "vic", "ana"):
        with pytest.raises(AccessDenied):
            end_role(role.pk, by=cast.actor(name), at=cast.at)
    for name in ("cleo", "pat"):
        with pytest.raises(NotFound):
            end_role(role.pk, by=cast.actor(name), at=cast.at)
    role.refresh_from_db()
    assert role.ends_at is None


def test_end_role_of_ones_own_is_allowed(cast: Cast) -> None:
    end_role(role_of(cast, "vic").pk, by=cast.actor("vic"), at=cast.at + HOUR)

    assert not cast.actor("vic", at=cast.at + HOUR).roles


def test_end_role_twice_is_refused(cast: Cast) -> None:
    role = role_of(cast, "ben")
    end_role(role.pk, by=cast.actor("abe"), at=cast.at + HOUR)

    with pytest.raises(RoleRefused, match="already"):
        end_role(role.pk, by=cast.actor("abe"), at=cast.at + 2 * HOUR)


def test_closed_account_and_closed_program_hold_no_role(cast: Cast) -> None:
    ben, harbor = cast.users["ben"], cast.organizations["harbor"]
    ben.is_active = False
    assert not ben.as_actor(str(harbor.pk), cast.at).roles

    ben.is_active = True
    harbor.closed_at = cast.at
    harbor.save()
    assert not ben.as_actor(str(harbor.pk), cast.at).roles
    assert ben.organization_ids(cast.at) == []


def test_end_sessions_of_past_roles_ends_those_that_began_under_them(cast: Cast) -> None:
    zoe, over = someone_back(cast), cast.at + HOUR
    grant_role(
        "zoe",
        Role.COUNSELOR,
        organization_id=cast.organizations["harbor"].pk,
        by=cast.actor("abe"),
        at=cast.at,
        ends_at=over,
    )
    session, other = open_session(zoe, cast, 1), open_session(cast.users["ben"], cast, 1)

    assert end_sessions_of_past_roles(at=over - timedelta(seconds=1)) == 0
    assert end_sessions_of_past_roles(at=over) == 1
    assert end_sessions_of_past_roles(at=over) == 0

    session.refresh_from_db()
    other.refresh_from_db()
    assert (session.ended_at, session.end_cause) == (over, "role_ended")
    assert other.ended_at is None
    later = open_session(zoe, cast, 2)
    UserSession.objects.filter(pk=later.pk).update(began_at=over)
    assert end_sessions_of_past_roles(at=over + HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_worker_ends_sessions_of_past_roles_and_members_limits_of_staff(
    settings: Any, tmp_path: Path
) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    now = datetime.now(UTC)
    cast = build_cast(now - 2 * HOUR)
    RoleAssignment.objects.filter(user=cast.users["ben"]).update(ends_at=now - HOUR)
    names = ("ben", "dana", "gil", "ana")
    sessions = {name: open_session(cast.users[name], cast, 1) for name in names}
    UserSession.objects.update(last_seen_at=now, kind="staff")
    UserSession.objects.filter(user__username__in=("gil", "ana")).update(kind="member")

    worker._round({})

    for session in sessions.values():
        session.refresh_from_db()
    causes = {name: session.end_cause for name, session in sessions.items()}
    assert causes == {"ben": "role_ended", "dana": "", "gil": "role_begun", "ana": ""}


def test_staff_role_ends_what_began_with_the_limits_of_a_member(cast: Cast) -> None:
    pat = cast.users["pat"]
    kinds = ("member", "shared")
    mine, shared = (open_session(pat, cast, number) for number in range(2))
    for session, kind in zip((mine, shared), kinds, strict=True):
        UserSession.objects.filter(pk=session.pk).update(kind=kind)
    as_volunteer = make_invitation(Role.VOLUNTEER, by=cast.actor("cora"), at=cast.at)
    as_staff = make_invitation(Role.FRONT_DESK, by=cast.actor("abe"), at=cast.at)

    accept_as(digest_of_token(as_volunteer), by=cast.actor("pat"), at=cast.at)
    mine.refresh_from_db()
    assert mine.ended_at is None, "a role that is not of staff changes no limits"
    accept_as(digest_of_token(as_staff), by=cast.actor("pat"), at=cast.at)

    for session in (mine, shared):
        session.refresh_from_db()
    assert (mine.ended_at, mine.end_cause, mine.data) == (cast.at, "role_begun", "")
    assert shared.ended_at is None, "it has shorter limits than staff have"
    assert AuditEvent.objects.filter(event_type="signed_out", record_id=str(mine.pk)).exists()


def test_end_role_withdraws_what_the_person_had_handed_out(cast: Cast) -> None:
    theirs = make_invitation(Role.MEMBER, by=cast.actor("ben"), at=cast.at)
    others = make_invitation(Role.MEMBER, by=cast.actor("dana"), at=cast.at)

    end_role(role_of(cast, "ben").pk, by=cast.actor("abe"), at=cast.at + HOUR)

    with pytest.raises(InvitationRefused):
        welcome_of(digest_of_token(theirs), at=cast.at + HOUR)
    assert welcome_of(digest_of_token(others), at=cast.at + HOUR).role is Role.MEMBER
    assert AuditEvent.objects.filter(event_type="invitation.withdrawn").count() == 1
