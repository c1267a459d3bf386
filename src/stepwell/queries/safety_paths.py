"""Safety paths, from the actor's program outward, replayed from their events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.safety import PathFacts, can_list_paths
from stepwell.domain.access.roles import Role
from stepwell.domain.safety.path_rules import PathRules, Urgency
from stepwell.domain.safety.paths import (
    Disposition,
    EventKind,
    PathEvent,
    PathState,
    PathStatus,
    replayed,
    start,
)
from stepwell.domain.safety.triage import Level
from stepwell.queries.clients import client_of, clients_visible_to, facts_of
from stepwell.queries.safety_library import path_rules
from stepwell.records.accounts.models import User
from stepwell.records.care.models import SafetyPath, SafetyPathEvent
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class ReadPath:
    """A path, the rules it was opened under, and where it stands."""

    row: SafetyPath
    rules: PathRules
    state: PathState
    events: tuple[PathEvent, ...]


def paths_of(actor: Actor) -> QuerySet[SafetyPath]:
    """All of the actor's program. The frame, not what the actor may see."""
    if not actor.organization_id:
        return SafetyPath.objects.none()
    return SafetyPath.objects.filter(organization_id=actor.organization_id)


def read_paths(rows: QuerySet[SafetyPath]) -> list[ReadPath]:
    """With their events, in two queries however many there are."""
    return [_read(row, row.events.all()) for row in rows.prefetch_related("events")]


def read_path(row: SafetyPath) -> ReadPath:
    return _read(row, row.events.all())


def path_facts(row: SafetyPath, actor: Actor, at: datetime) -> PathFacts:
    """How the path and the actor stand to each other, for the rules of access."""
    client = facts_of(row.client, actor, at) if row.client is not None else None
    return PathFacts(
        organization_id=str(row.organization_id),
        client=client,
        urgency=Urgency(row.urgency),
        is_taken_by_self=row.taken_by == actor.key,
        is_opened_by_self=row.opened_by == actor.key,
    )


def is_on_path(client: Client, actor: Actor) -> bool:
    """Whether the actor has taken a path of this client that is not closed."""
    return (
        paths_of(actor)
        .filter(client=client, taken_by=actor.key)
        .exclude(status=PathStatus.CLOSED)
        .exists()
    )


def within_reach(actor: Actor, at: datetime) -> Q:
    """Paths whose client is in the actor's care, or that have none."""
    return Q(client=None) | Q(client__in=clients_visible_to(actor, at).values("pk"))


def count_paths(actor: Actor, at: datetime) -> tuple[int, int]:
    """Paths on the actor's list that are not closed, and how many wait for a sign-off: no names."""
    if not can_list_paths(actor):
        return (0, 0)
    frame = paths_of(actor).exclude(status=PathStatus.CLOSED)
    if Role.SUPERVISOR not in actor.roles:
        mine = Q(taken_by=actor.key) | Q(urgency=Urgency.NOW)
        frame = frame.filter(within_reach(actor, at) | mine)
    statuses = list(frame.values_list("status", flat=True))
    return (len(statuses), statuses.count(PathStatus.TO_SIGN_OFF))


def client_in_scope(actor: Actor, client_id: object) -> Client | None:
    """None for an empty id. Raises NotFound."""
    return client_of(actor, str(client_id)) if client_id else None


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What the people behind these keys are called; the system's own keys have none."""
    ids = {key for key in keys if key and not key.startswith("system:")}
    return {str(one.pk): one.name for one in User.objects.filter(pk__in=ids)}


def details_of(event: PathEvent) -> dict[str, Any]:
    """What of an event is sealed, as JSON can hold it."""
    kept: dict[str, Any] = {"step": event.step, "words": event.words}
    if event.level is not None:
        kept["level"] = event.level.value
    if how := event.disposition:
        kept["disposition"] = {
            "slug": how.slug,
            "words": how.words,
            "receiver": how.receiver,
            "was_reached": how.was_reached,
            "back_up": how.back_up,
        }
    return kept


def _read(row: SafetyPath, events: Iterable[SafetyPathEvent]) -> ReadPath:
    rules = path_rules(row.rules)
    opened = start(rules, concern=row.concern, by=row.opened_by, at=row.opened_at)
    happened = tuple(_event(one) for one in events)
    return ReadPath(row, rules, replayed(rules, opened, happened), happened)


def _event(row: SafetyPathEvent) -> PathEvent:
    kept = row.details
    how = kept.get("disposition")
    return PathEvent(
        EventKind(row.kind),
        row.at,
        row.by,
        step=kept.get("step", ""),
        words=kept.get("words", ""),
        level=Level(kept["level"]) if "level" in kept else None,
        disposition=Disposition(**how) if how else None,
    )
