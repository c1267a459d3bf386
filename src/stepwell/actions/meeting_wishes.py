"""Which meetings to suggest to someone, and what matters to them when one is looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import (
    check_care_is_open,
    client_to_care_for,
    record_care,
    record_look,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.matching.kept_wishes import as_kept, first_guess, from_kept, zip_of
from stepwell.domain.matching.wishes import Wishes
from stepwell.domain.protocols.branches import Circumstance
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.directory import Directory, NoDirectory, current_directory
from stepwell.queries.enrollments import spells_on
from stepwell.queries.meeting_suggestions import SuggestedMeetings, suggest_meetings
from stepwell.queries.registers import today_of
from stepwell.records.care.models import EpisodeOfCare
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import MeetingWishes

MOST_AVOIDED = 200


@dataclass(frozen=True, slots=True)
class WishesPage:
    """number: of the wishes shown, 0 where nobody was asked yet and they are a first guess.

    suggested: None while no directory is there. avoided: (code, name) of meetings left out on
    purpose, the name "" where one is no longer listed.
    """

    client_id: UUID
    name: str
    near: str
    wishes: Wishes
    number: int
    suggested: SuggestedMeetings | None
    avoided: tuple[tuple[str, str], ...]
    can_change: bool


def open_suggestions(client_id: UUID | str, *, by: Actor, at: datetime) -> WishesPage:
    """Raises AccessDenied, NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    with transaction.atomic():
        record_look(client.pk, "meeting_wishes", by=by, at=at)
    near, wishes, number = wishes_of(client, by, at)
    directory = _directory()
    return WishesPage(
        client_id=client.pk,
        name=client.shown_name,
        near=near,
        wishes=wishes,
        number=number,
        suggested=suggest_meetings(near, wishes, directory, at, zone=client.time_zone)
        if directory
        else None,
        avoided=tuple((code, _name(code, directory)) for code in sorted(wishes.avoid)),
        can_change=can_change_care(by, facts_of(client, by, at)) and client.closed_at is None,
    )


def wishes_of(client: Client, by: Actor, at: datetime) -> tuple[str, Wishes, int]:
    """(near, wishes, number): as last kept, or what the record lets one guess."""
    row = MeetingWishes.objects.filter(client=client).order_by("-number").first()
    kept = row.wishes if row else first_guess(_circumstances(client, by, at))
    wishes = from_kept(
        kept,
        substances=client.substances,
        fellowships=client.preferred_fellowships,
        languages=client.languages,
    )
    return (row.near, wishes, row.number) if row else (zip_of(client.postal_address), wishes, 0)


@transaction.atomic
@told_last()
def set_wishes(
    client_id: UUID | str, near: str, wishes: Wishes, *, replaces: int, by: Actor, at: datetime
) -> None:
    """
    Args:
        wishes: what the client's record itself says (substances, fellowships, languages) is not
            kept here.
        replaces: number of the wishes seen.

    Raises:
        AccessDenied, NotFound.
        CareRefused: someone else wrote meanwhile, or the place is too long a text.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    if len(near) > 80:
        raise CareRefused("Type a ZIP or the name of a town.")
    _keep(client, near.strip(), wishes, replaces=replaces, by=by, at=at)


@transaction.atomic
@told_last()
def leave_out(
    client_id: UUID | str, code: str, *, is_left_out: bool, by: Actor, at: datetime
) -> None:
    """Never suggest this meeting to them, or suggest it again.

    Raises AccessDenied, NotFound or CareRefused.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    near, wishes, number = wishes_of(client, by, at)
    avoid = wishes.avoid | {_code(code)} if is_left_out else wishes.avoid - {code}
    if len(avoid) > MOST_AVOIDED:
        raise CareRefused("So many meetings are left out that a wish would serve better.")
    _keep(client, near, replace(wishes, avoid=avoid), replaces=number, by=by, at=at)


def _keep(
    client: Client, near: str, wishes: Wishes, *, replaces: int, by: Actor, at: datetime
) -> None:
    Client.objects.select_for_update().get(pk=client.pk)
    newest = MeetingWishes.objects.filter(client=client).order_by("-number").first()
    number = newest.number if newest else 0
    if number != replaces:
        raise CareRefused("Someone wrote these down anew meanwhile. Look at theirs, then go on.")
    MeetingWishes.objects.create(
        client=client,
        number=number + 1,
        near=near,
        wishes=as_kept(wishes),
        recorded_at=at,
        recorded_by=by.key,
    )
    record_care(client.pk, "meeting_wishes", "added", by=by, at=at)


def _circumstances(client: Client, by: Actor, at: datetime) -> list[Circumstance]:
    episode = EpisodeOfCare.objects.filter(client=client, ended_on=None).first()
    if episode is None:
        return []
    return [Circumstance(one.circumstance) for one in spells_on(episode, today_of(by, at))]


def _directory() -> Directory | None:
    try:
        return current_directory()
    except NoDirectory:
        return None


def _code(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise CareRefused("No meeting was named. Press the button beside one.") from None


def _name(code: str, directory: Directory | None) -> str:
    row = directory.row_of(UUID(code)) if directory else None
    return directory.meeting(row).name if directory and row is not None else ""
