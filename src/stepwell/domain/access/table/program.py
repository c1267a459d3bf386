"""What may be done in the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from stepwell.domain.access.conditions import with_article
from stepwell.domain.access.policies import audit, organizations
from stepwell.domain.access.roles import Role
from stepwell.domain.access.table.row import HERE, SELF, Row


def rows() -> Iterator[Row]:
    section = "The program"
    yield Row(
        section,
        "Change settings and sites",
        lambda actor: organizations.can_manage_organization(actor, HERE),
    )
    yield Row(
        section,
        "Change the program’s names",
        lambda actor: organizations.can_name_organization(actor, HERE),
    )
    yield Row(section, "Close the program", organizations.can_close_organization)
    yield Row(
        section,
        "Make teams and put others into them",
        lambda actor: organizations.can_put_in_team(actor, HERE, user_key="other"),
    )
    yield Row(
        section,
        "Put themselves into a team",
        lambda actor: organizations.can_put_in_team(actor, HERE, user_key=SELF),
    )
    yield Row(section, "Open the list of staff", lambda a: organizations.can_see_staff(a, HERE))
    yield Row(
        section,
        "Open the list of volunteers and linkages",
        lambda actor: organizations.can_see_volunteers(actor, HERE),
    )
    yield Row(section, "Read the audit trail", lambda actor: audit.can_read_trail(actor, HERE))
    for role in Role:
        yield Row(
            section,
            f"Invite {with_article(role)}, or end that role",
            partial(
                organizations.can_grant_role, role=role, organization_id=HERE, user_key="other"
            ),
        )
    yield Row(
        section,
        "Give a role to themselves",
        lambda actor: any(
            organizations.can_grant_role(actor, role, organization_id=HERE, user_key=SELF)
            for role in Role
        ),
    )
