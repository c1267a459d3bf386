"""The program that a signed-in person acts in, looked up once for a request."""

from __future__ import annotations

from django.http import HttpRequest

from stepwell.queries.organizations import ProgramLook, look_of
from stepwell.web.shared.sign_in_state import ORGANIZATION


def place_here(request: HttpRequest) -> str:
    """What the program one acts in is called, "" where one acts in none."""
    return program_here(request).name if request.session.get(ORGANIZATION, "") else ""


def program_here(request: HttpRequest) -> ProgramLook:
    """Whoever acts in none gets the look of the installation's own."""
    organization_id = request.session.get(ORGANIZATION, "")
    looks: dict[str, ProgramLook] = request.__dict__.setdefault("stepwell_programs", {})
    if organization_id not in looks:
        looks[organization_id] = look_of(organization_id)
    return looks[organization_id]
