"""Sessions that were held and how they were rated, from the actor's program outward. No client is
named in what is returned. Not audited here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.fidelity import CounselorFacts
from stepwell.domain.care.groups import GroupEventState
from stepwell.domain.care.session_runs import RunState
from stepwell.domain.fidelity.items import RatedItem
from stepwell.domain.fidelity.raters import RATING, RaterRole
from stepwell.domain.fidelity.ratings import Rating, Score
from stepwell.domain.protocols.history import Outcome
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.found import as_id
from stepwell.queries.organizations import organization_of
from stepwell.records.care.models import (
    Encounter,
    GroupEvent,
    GroupLeader,
    RatedSession,
    SessionDraw,
    SessionRating,
    SessionRun,
    SupervisionNote,
)
from stepwell.records.people.models import TeamMembership


@dataclass(frozen=True, slots=True)
class HeldSession:
    """With one person or with a group. id: of the encounter, or of the event."""

    id: UUID
    counselor_id: UUID
    on: date
    protocol: str
    version: int
    session: str
    is_group: bool


def held_sessions(
    actor: Actor, *, since: date, until: date, counselor_ids: Iterable[UUID]
) -> list[HeldSession]:
    """Those of a protocol that somebody came to, on these days, by one of these; the newest first.

    Few look-ups however many there are.
    """
    wanted = set(counselor_ids)
    zone = _zone(actor)
    encounters = _encounters(actor).filter(on__range=(since, until))
    events = [
        one
        for one in _events(actor).filter(starts_at__date__range=_around(since, until))
        if since <= _day(one, zone) <= until
    ]
    found = [*_of_encounters(encounters), *_of_events(events, zone)]
    here = [one for one in found if one.counselor_id in wanted]
    return sorted(here, key=lambda one: (one.on, str(one.id)), reverse=True)


def held_session(actor: Actor, session_id: UUID | str) -> HeldSession:
    """Raises NotFound."""
    key = as_id(session_id)
    found = [
        *_of_encounters(_encounters(actor).filter(pk=key)),
        *_of_events(list(_events(actor).filter(pk=key)), _zone(actor)),
    ]
    if not found:
        raise NotFound
    return found[0]


def rated_sessions_of(actor: Actor) -> QuerySet[RatedSession]:
    """The frame; contacts that were struck as mistakes are left out."""
    if not actor.organization_id:
        return RatedSession.objects.none()
    return (
        RatedSession.objects.filter(organization_id=actor.organization_id)
        .exclude(encounter__struck_at__isnull=False)
        .select_related("counselor", "draw")
    )


def counselor_facts(
    actor: Actor, counselor_id: UUID, at: datetime, *, drawn_for: UUID | None = None
) -> CounselorFacts:
    """drawn_for: who is to rate the session independently, if anyone."""
    mine = {one.team_id: one.is_lead for one in _memberships(actor, actor.key, at)}
    theirs = {one.team_id for one in _memberships(actor, str(counselor_id), at)}
    return CounselorFacts(
        actor.organization_id,
        is_own=str(counselor_id) == actor.key,
        is_led=any(mine.get(one, False) for one in theirs),
        shares_team=bool(mine.keys() & theirs),
        is_drawn=drawn_for is not None and str(drawn_for) == actor.key,
    )


def led_by(actor: Actor, at: datetime) -> frozenset[UUID]:
    """Whoever is in a team that the actor leads, but for the actor."""
    leads = [one.team_id for one in _memberships(actor, actor.key, at) if one.is_lead]
    rows = TeamMembership.objects.in_force_at(at).filter(team_id__in=leads)
    return frozenset(rows.exclude(user_id=actor.key).values_list("user_id", flat=True))


def teammates_of(actor: Actor, user_id: UUID, at: datetime) -> frozenset[UUID]:
    """Whoever shares a team here with this person, who is among them."""
    teams = [one.team_id for one in _memberships(actor, str(user_id), at)]
    rows = TeamMembership.objects.in_force_at(at).filter(team_id__in=teams)
    return frozenset(rows.values_list("user_id", flat=True)) | {user_id}


def standing_ratings(
    rated: Iterable[UUID], roles: Iterable[RaterRole] = RATING
) -> list[SessionRating]:
    """The newest signed version of each rater, the oldest rating first."""
    rows = SessionRating.objects.filter(
        rated__in=list(rated), role__in=list(roles), signed_at__isnull=False
    ).select_related("rater")
    newest = {(row.rated_id, row.role, row.rater_id): row for row in rows.order_by("version", "pk")}
    return sorted(newest.values(), key=lambda row: (row.begun_at, str(row.pk)))


def draws_of(actor: Actor, counselor_id: UUID) -> QuerySet[SessionDraw]:
    return (
        SessionDraw.objects.filter(organization_id=actor.organization_id, counselor_id=counselor_id)
        .select_related("rater")
        .order_by("-drawn_at", "pk")
    )


def supervision_notes_of(actor: Actor, counselor_id: UUID) -> QuerySet[SupervisionNote]:
    """The newest first."""
    return (
        SupervisionNote.objects.filter(
            organization_id=actor.organization_id, counselor_id=counselor_id
        )
        .select_related("author")
        .order_by("-written_at", "-pk")
    )


def items_of(row: RatedSession) -> tuple[RatedItem, ...]:
    return tuple(RatedItem(*one) for one in row.items)


def as_kept(rating: Rating) -> dict[str, object]:
    """As JSON can hold it."""
    return {
        "empathy": rating.empathy,
        "items": {
            key: [one.extent, one.skill, one.seen, one.applies]
            for key, one in rating.scores.items()
        },
    }


def rating_of(row: SessionRating) -> Rating:
    kept: Mapping[str, object] = row.scores or {}
    items = kept.get("items", {})
    empathy = kept.get("empathy")
    assert isinstance(items, dict)
    return Rating(
        {key: Score(*one) for key, one in items.items()},
        empathy if isinstance(empathy, int) else None,
    )


def ticks_of(row: SessionRating) -> frozenset[str]:
    return frozenset((row.scores or {}).get("ticked", ()))


def _memberships(actor: Actor, user_id: str, at: datetime) -> list[TeamMembership]:
    return list(
        TeamMembership.objects.in_force_at(at).filter(
            user_id=user_id, team__organization_id=actor.organization_id
        )
    )


def _encounters(actor: Actor) -> QuerySet[Encounter]:
    return (
        Encounter.objects.standing()
        .filter(
            client__in=clients_of_organization(actor),
            group_event=None,
            enrollment__isnull=False,
        )
        .exclude(outcome=Outcome.MISSED)
        .select_related("enrollment", "appointment", "session_run")
    )


def _events(actor: Actor) -> QuerySet[GroupEvent]:
    return (
        GroupEvent.objects.filter(
            group__organization_id=actor.organization_id, status=GroupEventState.HELD
        )
        .exclude(Q(session="") | Q(group__protocol=""))
        .select_related("group")
    )


def _of_encounters(rows: Iterable[Encounter]) -> Iterable[HeldSession]:
    for row in rows:
        assert row.enrollment is not None  # those without were left out
        counselor = _counselor_of(row)
        if row.session and counselor is not None:
            yield HeldSession(
                row.pk,
                counselor,
                row.on,
                row.enrollment.protocol,
                row.version or row.enrollment.version,
                row.session,
                is_group=False,
            )


def _counselor_of(row: Encounter) -> UUID | None:
    """Whoever began the session; else with whom it was booked; else who wrote it down."""
    run: SessionRun | None = getattr(row, "session_run", None)
    key: UUID | str | None = run.started_by if run is not None else None
    if key is None and row.appointment is not None:
        key = row.appointment.staff_id
    return _person(key or row.recorded_by)


def _of_events(rows: list[GroupEvent], zone: ZoneInfo) -> Iterable[HeldSession]:
    runs = {
        run.group_event_id: run.started_by
        for run in SessionRun.objects.filter(group_event__in=rows, state=RunState.ENDED)
    }
    leaders: dict[UUID, list[GroupLeader]] = {}
    for lead in GroupLeader.objects.filter(group__in={row.group_id for row in rows}):
        leaders.setdefault(lead.group_id, []).append(lead)
    for row in rows:
        counselor = _person(runs.get(row.pk) or "") or _leader(row, leaders.get(row.group_id, ()))
        if counselor is not None:
            yield HeldSession(
                row.pk,
                counselor,
                _day(row, zone),
                row.group.protocol,
                row.group.version,
                row.session,
                is_group=True,
            )


def _leader(row: GroupEvent, leads: Iterable[GroupLeader]) -> UUID | None:
    """Of several, the one who led it first."""
    for one in leads:
        if one.starts_at <= row.starts_at and (one.ends_at is None or one.ends_at > row.starts_at):
            return one.user_id
    return None


def _person(key: UUID | str) -> UUID | None:
    """None for the system itself."""
    try:
        return as_id(key)
    except NotFound:
        return None


def _zone(actor: Actor) -> ZoneInfo:
    return ZoneInfo(organization_of(actor).time_zone)


def _day(row: GroupEvent, zone: ZoneInfo) -> date:
    return row.starts_at.astimezone(zone).date()


def _around(since: date, until: date) -> tuple[date, date]:
    """A day more at both ends: the database counts days in another zone."""
    return date.fromordinal(since.toordinal() - 1), date.fromordinal(until.toordinal() + 1)
