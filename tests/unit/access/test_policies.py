"""What the table cannot show: reasons, second factor, several roles, no role at all."""

from __future__ import annotations

import inspect

import pytest

from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.policies import audit, clients, feeds, organizations
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.roles import Role
from stepwell.domain.people.field_classes import FieldClass

MODULES = (audit, clients, feeds, organizations)
OWN = ClientFacts("here", is_own=True)
FOREIGN = ClientFacts("there", is_own=True)


def actor(*roles: Role, has_second_factor: bool = True, **changes: object) -> Actor:
    return Actor(
        key="ben",
        name="Ben",
        organization_id="here",
        roles=frozenset(roles),
        has_second_factor=has_second_factor,
        **changes,  # type: ignore[arg-type]
    )


def test_every_check_has_its_twin() -> None:
    for module in MODULES:
        checks = {name for name in vars(module) if name.startswith("check_can_")}
        twins = {name for name in vars(module) if name.startswith("can_")}
        assert checks
        assert {name.removeprefix("check_") for name in checks} == twins


def test_twin_is_named_like_its_check() -> None:
    assert clients.can_list_clients.__name__ == "can_list_clients"
    assert inspect.signature(clients.can_see_client) == inspect.signature(
        clients.check_can_see_client
    )


def test_refusal_says_who_can_and_names_its_rule() -> None:
    with pytest.raises(AccessDenied) as refused:
        clients.check_can_see_clinical(actor(Role.FRONT_DESK), OWN)

    assert str(refused.value) == "Only a counselor or a supervisor can open what is clinical."
    assert refused.value.rule == "client.see_clinical"


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.SUPERVISOR, Role.FRONT_DESK])
def test_staff_without_second_factor_open_no_client(role: Role) -> None:
    one = actor(role, has_second_factor=False)

    with pytest.raises(AccessDenied) as refused:
        clients.check_can_see_client(one, OWN)

    assert refused.value.rule == "second_factor"
    assert not clients.can_list_clients(one)
    assert not clients.can_create_client(one)


def test_member_without_second_factor_opens_own_record() -> None:
    one = actor(Role.MEMBER, has_second_factor=False)

    assert clients.can_see_client(one, ClientFacts("here", is_self=True))


@pytest.mark.parametrize("role", Role)
def test_foreign_client_is_not_found_rather_than_refused(role: Role) -> None:
    for check in (
        clients.check_can_see_client,
        clients.check_can_see_clinical,
        clients.check_can_assign_client,
        clients.check_can_break_glass,
        clients.check_can_see_openings,
    ):
        with pytest.raises(NotFound):
            check(actor(role), FOREIGN)


def test_nobody_in_no_organization_passes_as_of_the_same() -> None:
    """An empty organization on both sides is no match."""
    with pytest.raises(NotFound):
        clients.check_can_see_client(COMMAND_LINE, ClientFacts("", is_own=True))


def test_installation_administrator_opens_no_client() -> None:
    one = actor(is_administrator=True)

    assert not clients.can_see_client(one, OWN)
    assert not clients.can_list_clients(one)
    assert not organizations.can_manage_organization(one, "here")


def test_several_roles_allow_what_any_of_them_allows() -> None:
    one = actor(Role.AUDITOR, Role.COUNSELOR)

    assert clients.can_see_clinical(one, OWN)
    assert audit.can_read_trail(one, "here")


def test_front_desk_changes_contacts_but_nothing_clinical_in_the_same_form() -> None:
    desk = actor(Role.FRONT_DESK)

    assert clients.can_change_client(desk, OWN, frozenset({FieldClass.IDENTIFYING}))
    assert not clients.can_change_client(
        desk, OWN, frozenset({FieldClass.IDENTIFYING, FieldClass.CLINICAL})
    )


def test_glass_is_not_broken_for_a_client_in_care() -> None:
    with pytest.raises(AccessDenied) as refused:
        clients.check_can_break_glass(actor(Role.COUNSELOR), OWN)

    assert refused.value.rule == "glass.not_needed"


def test_emergency_opens_the_record_but_does_not_let_assign_or_merge() -> None:
    opened = ClientFacts("here", is_glass_broken=True)
    dana = actor(Role.SUPERVISOR)

    assert clients.can_see_clinical(dana, opened)
    assert not clients.can_assign_client(dana, opened)
    assert not clients.can_merge_clients(dana, opened, opened)


def test_first_administrator_comes_from_the_installation() -> None:
    one = Actor(key="abe", name="Abe", is_administrator=True)

    assert organizations.can_grant_role(one, Role.ADMINISTRATOR, organization_id="anywhere")
    with pytest.raises(NotFound):
        organizations.check_can_grant_role(one, Role.COUNSELOR, organization_id="anywhere")


def test_nobody_gives_a_role_to_themselves_but_can_lay_one_down() -> None:
    abe = actor(Role.ADMINISTRATOR)

    with pytest.raises(AccessDenied) as refused:
        organizations.check_can_grant_role(
            abe, Role.COUNSELOR, organization_id="here", user_key="ben"
        )
    assert refused.value.rule == "role.grant_self"
    assert organizations.can_end_role(
        actor(Role.VOLUNTEER), Role.VOLUNTEER, organization_id="here", user_key="ben"
    )


def test_installations_trail_is_for_its_administrator() -> None:
    assert audit.can_read_trail(Actor(key="abe", name="Abe", is_administrator=True), "")
    assert not audit.can_read_trail(actor(Role.AUDITOR), "")
