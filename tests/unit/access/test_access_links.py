"""Who may let someone set up signing in anew: it hands over every role that person holds."""

from __future__ import annotations

import pytest

from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.policies.sign_in import (
    can_make_access_link,
    can_make_access_links,
)
from stepwell.domain.access.roles import Role

HERE, THERE = "here", "there"
OPERATOR = Actor("op", "Op", is_administrator=True)


def works_here(*roles: Role) -> Actor:
    return Actor("me", "Me", organization_id=HERE, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("actor", "held", "may"),
    [
        (works_here(Role.ADMINISTRATOR), [(HERE, Role.COUNSELOR)], True),
        (works_here(Role.ADMINISTRATOR), [(HERE, Role.VOLUNTEER), (HERE, Role.AUDITOR)], True),
        (works_here(Role.ADMINISTRATOR), [(HERE, Role.MEMBER)], False),
        (works_here(Role.ADMINISTRATOR), [(THERE, Role.COUNSELOR)], False),
        (works_here(Role.ADMINISTRATOR), [(HERE, Role.COUNSELOR), (THERE, Role.VOLUNTEER)], False),
        (works_here(Role.ADMINISTRATOR), [], False),
        (works_here(Role.COUNSELOR), [(HERE, Role.MEMBER)], True),
        (works_here(Role.COUNSELOR), [(HERE, Role.SUPERVISOR)], False),
        (works_here(Role.COUNSELOR), [(HERE, Role.MEMBER), (HERE, Role.COUNSELOR)], False),
        (works_here(Role.FRONT_DESK), [(HERE, Role.MEMBER)], False),
        (works_here(Role.DIRECTOR), [(HERE, Role.MEMBER)], False),
        (works_here(Role.MEMBER), [(HERE, Role.MEMBER)], False),
        (OPERATOR, [], True),
        (OPERATOR, [(HERE, Role.ADMINISTRATOR)], True),
        (OPERATOR, [(HERE, Role.COUNSELOR)], False),
        (COMMAND_LINE, [(HERE, Role.COUNSELOR), (THERE, Role.MEMBER)], True),
    ],
)
def test_link_is_made_by_whoever_may_give_every_role_held(
    actor: Actor, held: list[tuple[str, Role]], may: bool
) -> None:
    found = can_make_access_link(actor, user_key="other", is_administrator=False, held=held)

    assert found is may


@pytest.mark.parametrize("actor", [works_here(*Role), OPERATOR])
def test_link_for_an_operator_is_made_by_an_operator(actor: Actor) -> None:
    found = can_make_access_link(
        actor, user_key="other", is_administrator=True, held=[(HERE, Role.ADMINISTRATOR)]
    )

    assert found is actor.is_administrator


def test_nobody_makes_a_link_for_themselves_by_a_role() -> None:
    me = works_here(Role.ADMINISTRATOR)

    assert not can_make_access_link(
        me, user_key=me.key, is_administrator=False, held=[(HERE, Role.ADMINISTRATOR)]
    )


@pytest.mark.parametrize("role", Role)
def test_links_are_offered_to_those_who_could_make_one(role: Role) -> None:
    makers = {Role.ADMINISTRATOR, Role.COUNSELOR, Role.SUPERVISOR, Role.VOLUNTEER_COORDINATOR}

    assert can_make_access_links(works_here(role)) is (role in makers)
