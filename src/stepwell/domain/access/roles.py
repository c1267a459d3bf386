"""What a person is to an organization. One person can hold several, each for a time."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    COUNSELOR = "counselor"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    FRONT_DESK = "front_desk"
    VOLUNTEER_COORDINATOR = "volunteer_coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    VOLUNTEER = "volunteer"
    MEMBER = "member"
    SIGNIFICANT_OTHER = "significant_other"


OUTSIDE = frozenset({Role.VOLUNTEER, Role.MEMBER, Role.SIGNIFICANT_OTHER})
STAFF = frozenset(Role) - OUTSIDE
