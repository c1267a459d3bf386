"""Invitations: once, for a while, for the right role; and what may be read about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import AT, Cast
from signing_in import PASSWORD
from stepwell.actions.credentials import CredentialRefused
from stepwell.actions.invitations import (
    InvitationRefused,
    NameRefused,
    NewAccount,
    accept_as,
    accept_with_password,
    digest_of_token,
    make_invitation,
    welcome_of,
    withdraw_invitation,
)
from stepwell.actions.members import join_with_password, leave_program
from stepwell.actions.roles import RoleRefused, end_role
from stepwell.actions.signing_in import Whence
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.invitation_codes import LENGTH
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.origin import WEB
from stepwell.queries.clients import clients_visible_to
from stepwell.records.accounts.models import Invitation, RoleAssignment, User
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client, ConjointPartner

HERE = Whence("203.0.113.9", WEB)
ZOE = NewAccount(name="Zoe", username="zoe")
DAY = timedelta(days=1)


def invite(cast: Cast, role: Role = Role.COUNSELOR, by: str = "abe", **more: object) -> str:
    """The digest of the token."""
    token = make_invitation(role, by=cast.actor(by), at=cast.at, **more)  # type: ignore[arg-type]
    return digest_of_token(token)


def accept(digest: str, new: NewAccount = ZOE, at: object = AT) -> User:
    return accept_with_password(digest, new, PASSWORD, origin=WEB, at=at)  # type: ignore[arg-type]


def test_invitation_is_kept_only_as_a_digest(cast: Cast) -> None:
    token = make_invitation(Role.COUNSELOR, by=cast.actor("abe"), at=cast.at)

    row = Invitation.objects.values().get()
    assert token not in repr(row)
    assert len(token) == LENGTH
    assert not any(token in repr(event) for event in AuditEvent.objects.values())


def test_invitation_accepted_gives_the_role_and_nothing_else(cast: Cast) -> None:
    user = accept(invite(cast))

    actor = user.as_actor(str(cast.organizations["harbor"].pk), cast.at)
    assert actor.roles == {Role.COUNSELOR}
    assert user.role_assignments.get().granted_by == cast.actor("abe").key
    assert not user.is_administrator
    assert user.check_password(PASSWORD)
    assert user.organization_ids(cast.at) == [str(cast.organizations["harbor"].pk)]


def test_invitation_works_once(cast: Cast) -> None:
    digest = invite(cast)
    accept(digest)

    with pytest.raises(InvitationRefused):
        accept(digest, NewAccount(name="Yan", username="yan"))
    assert not User.objects.filter(username="yan").exists()


def test_invitation_refusals_have_the_same_words(cast: Cast) -> None:
    used, withdrawn, old = invite(cast), invite(cast), invite(cast, valid_for=DAY)
    accept(used)
    row = Invitation.objects.get(token_digest=withdrawn)
    withdraw_invitation(row.pk, by=cast.actor("abe"), at=cast.at)

    said = set()
    for digest, at in ((used, AT), (withdrawn, AT), (old, AT + DAY), ("0" * 64, AT)):
        with pytest.raises(InvitationRefused) as refused:
            welcome_of(digest, at=at)
        said.add(str(refused.value))
        with pytest.raises(InvitationRefused):
            accept(digest, NewAccount(name="Yan", username="yan"), at)
    assert len(said) == 1


def test_invitation_lasts_two_weeks_at_most(cast: Cast) -> None:
    invite(cast, valid_for=timedelta(days=365))

    assert Invitation.objects.get().expires_at == cast.at + timedelta(days=14)


def test_invitation_after_a_refused_password_still_works(cast: Cast) -> None:
    digest = invite(cast)

    with pytest.raises(CredentialRefused):
        accept_with_password(digest, ZOE, "short", origin=WEB, at=cast.at)
    assert not User.objects.filter(username="zoe").exists()
    assert accept(digest).username == "zoe"


def test_invitation_with_a_taken_or_missing_name_still_works(cast: Cast) -> None:
    digest = invite(cast)

    for new in (NewAccount("Z", "ben"), NewAccount("", "zoe"), NewAccount("Z", "a b")):
        with pytest.raises(NameRefused):
            accept(digest, new)
    assert accept(digest).name == "Zoe"


def test_invitation_shows_only_neutral_names(cast: Cast) -> None:
    welcome = welcome_of(invite(cast, Role.MEMBER, "ben"), at=cast.at)

    assert (welcome.app_name, welcome.sender_name) == ("Harbor", "Harbor")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("ben", Role.COUNSELOR),
        ("fay", Role.SIGNIFICANT_OTHER),
        ("cora", Role.MEMBER),
        ("abe", Role.MEMBER),
        ("vic", Role.VOLUNTEER),
        ("ana", Role.MEMBER),
        ("ida", Role.AUDITOR),
    ],
)
def test_invitation_into_a_role_one_may_not_give_is_refused(
    cast: Cast, name: str, role: Role
) -> None:
    with pytest.raises(AccessDenied):
        invite(cast, role, name)


def test_invitation_of_a_client_links_the_new_member(cast: Cast) -> None:
    noel = cast.client("noel")
    digest = invite(cast, Role.MEMBER, "dana", client_id=noel.pk)

    user = accept(digest, NewAccount(name="N.", username="noel"))

    actor = user.as_actor(str(cast.organizations["harbor"].pk), cast.at)
    assert set(clients_visible_to(actor, cast.at)) == {noel}


def test_invitation_of_a_client_who_is_a_member_already_is_refused(cast: Cast) -> None:
    with pytest.raises(RoleRefused, match="already"):
        invite(cast, Role.MEMBER, "ben", client_id=cast.client("ana").pk)


def test_invitation_of_a_client_who_became_a_member_meanwhile_is_refused(cast: Cast) -> None:
    noel = cast.client("noel").pk
    first = invite(cast, Role.MEMBER, "dana", client_id=noel)
    second = invite(cast, Role.MEMBER, "dana", client_id=noel)
    user = accept(first)

    with pytest.raises(InvitationRefused):
        accept(second, NewAccount(name="Yan", username="yan"))

    assert Client.objects.get(pk=noel).member == user
    assert not User.objects.filter(username="yan").exists()


def test_invitation_of_a_client_whose_old_account_is_no_member_any_more(cast: Cast) -> None:
    role = RoleAssignment.objects.get(user=cast.users["ana"])
    end_role(role.pk, by=cast.actor("ben"), at=cast.at)
    ana = cast.client("ana")

    user = accept(invite(cast, Role.MEMBER, "ben", client_id=ana.pk))

    harbor = str(cast.organizations["harbor"].pk)
    assert set(clients_visible_to(user.as_actor(harbor, cast.at), cast.at)) == {ana}
    old = cast.users["ana"].as_actor(harbor, cast.at)
    assert not clients_visible_to(old, cast.at).exists()


def test_end_role_of_a_significant_other_ends_the_conjoint_part(cast: Cast) -> None:
    role = RoleAssignment.objects.get(user=cast.users["sol"])
    assert ConjointPartner.objects.in_force_at(cast.at).filter(user=cast.users["sol"]).exists()

    end_role(role.pk, by=cast.actor("ben"), at=cast.at)

    assert not ConjointPartner.objects.in_force_at(cast.at).filter(user=cast.users["sol"]).exists()


def test_invitation_of_a_significant_other_is_for_conjoint_work_only(cast: Cast) -> None:
    digest = invite(cast, Role.SIGNIFICANT_OTHER, "ben", client_id=cast.client("ana").pk)

    user = accept(digest)

    actor = user.as_actor(str(cast.organizations["harbor"].pk), cast.at)
    assert ConjointPartner.objects.filter(user=user, client=cast.client("ana")).exists()
    assert not clients_visible_to(actor, cast.at).exists()


def test_invitation_for_a_client_out_of_reach_is_refused(cast: Cast) -> None:
    with pytest.raises(NotFound):
        invite(cast, Role.MEMBER, "ben", client_id=cast.client("una").pk)
    with pytest.raises(AccessDenied):
        invite(cast, Role.MEMBER, "ben", client_id=cast.client("noel").pk)
    with pytest.raises(RoleRefused):
        invite(cast, Role.SIGNIFICANT_OTHER, "ben")


def test_invitation_taken_up_with_an_account_one_has(cast: Cast) -> None:
    digest = invite(cast, Role.VOLUNTEER, "cora")

    accept_as(digest, by=cast.actor("pat"), at=cast.at)

    pat = cast.users["pat"]
    assert pat.as_actor(str(cast.organizations["harbor"].pk), cast.at).roles == {Role.VOLUNTEER}
    assert len(pat.organization_ids(cast.at)) == 2


def test_invitation_is_not_for_whoever_made_it(cast: Cast) -> None:
    digest = invite(cast, Role.COUNSELOR, "abe")

    with pytest.raises(InvitationRefused):
        accept_as(digest, by=cast.actor("abe"), at=cast.at)
    assert cast.actor("abe").roles == {Role.ADMINISTRATOR}


def test_withdraw_invitation_of_another_program_is_not_found(cast: Cast) -> None:
    invite(cast)
    row = Invitation.objects.get()

    with pytest.raises(NotFound):
        withdraw_invitation(row.pk, by=cast.actor("cleo"), at=cast.at)
    with pytest.raises(AccessDenied):
        withdraw_invitation(row.pk, by=cast.actor("fay"), at=cast.at)


def test_join_without_program_needs_no_mail_and_no_phone(cast: Cast) -> None:
    user = join_with_password(
        NewAccount(name="Blue Heron", username="heron"), PASSWORD, whence=HERE, at=cast.at
    )

    own = cast.organizations["own"]
    assert user.as_actor(str(own.pk), cast.at).roles == {Role.MEMBER}
    assert "email" not in {field.name for field in User._meta.fields}
    event = AuditEvent.objects.get(event_type="member.joined")
    assert event.organization == str(own.pk)
    assert "Heron" not in event.actor_name


def test_leave_program_keeps_the_member_and_takes_the_record_away(cast: Cast) -> None:
    leave_program(by=cast.actor("ana"), at=cast.at + DAY)

    ana = cast.users["ana"]
    assert ana.organization_ids(cast.at + DAY) == [str(cast.organizations["own"].pk)]
    assert Client.objects.get(pk=cast.client("ana").pk).member is None
    with pytest.raises(RoleRefused):
        leave_program(by=cast.actor("pat"), at=cast.at)
