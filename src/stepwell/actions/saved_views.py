"""Choices of rows and order that someone keeps for their own caseload. Nobody else sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_open_caseload
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.caseload.sifting import CaseSift
from stepwell.queries.found import found
from stepwell.queries.saved_views import saved_views_of
from stepwell.records.accounts.models import User
from stepwell.records.care.models import SavedView

MOST_VIEWS, LONGEST_NAME = 12, 40


@dataclass(frozen=True, slots=True)
class ViewRow:
    """params: of the address that shows it."""

    id: UUID
    name: str
    params: tuple[tuple[str, str], ...]


def list_views(*, by: Actor) -> list[ViewRow]:
    """One's own, the oldest first. Raises AccessDenied."""
    check_can_open_caseload(by)
    return [ViewRow(one.pk, one.name, tuple(one.sift.items())) for one in saved_views_of(by)]


@transaction.atomic
def save_view(name: str, sift: CaseSift, *, by: Actor, at: datetime) -> UUID:
    """A name that is there already means the new choice from now on.

    Raises:
        AccessDenied.
        CareRefused: no name, too long a one, or too many views.
    """
    check_can_open_caseload(by)
    name = " ".join(name.split())
    if not name:
        raise CareRefused("Give the view a name.")
    if len(name) > LONGEST_NAME:
        raise CareRefused(f"A name of at most {LONGEST_NAME} characters fits on the page.")
    User.objects.select_for_update().get(pk=by.key)  # One at a time: the rows are counted.
    kept = list(saved_views_of(by))
    view = next((one for one in kept if one.name.casefold() == name.casefold()), None)
    if view is None:
        if len(kept) >= MOST_VIEWS:
            raise CareRefused(f"{MOST_VIEWS} views are kept at most. Take one away first.")
        view = SavedView(user_id=UUID(by.key), organization_id=UUID(by.organization_id))
    view.name, view.sift, view.saved_at = name, sift.as_params(), at
    view.save()
    return view.pk


@transaction.atomic
def drop_view(view_id: UUID | str, *, by: Actor) -> None:
    """Raises AccessDenied or NotFound."""
    check_can_open_caseload(by)
    found(saved_views_of(by), view_id).delete()
