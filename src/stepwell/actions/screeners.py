"""Keeping a suicide risk screener, and opening a path where its answers ask for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.safety_paths import open_for_score, screen_path
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.safety import check_can_write_plan
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.safety.paths import EventKind, PathEvent, PathStatus
from stepwell.domain.safety.triage import Answer, Level, Triage, triage
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.safety_library import policy_in_use
from stepwell.queries.safety_paths import is_on_path, paths_of
from stepwell.records.care.models import SafetyPath, ScreenerAnswer
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class Screened:
    """path_id: of the path that holds the result, None where the answers ask for none."""

    triage: Triage
    path_id: UUID | None


@dataclass(frozen=True, slots=True)
class ScreenerPage:
    """What the form needs to say about whom it is."""

    client_id: UUID
    code: str
    name: str


@transaction.atomic
def open_screener(client_id: UUID | str, *, by: Actor, at: datetime) -> ScreenerPage:
    """Raises AccessDenied or NotFound."""
    client = _client(client_id, by, at)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "screener"},
    )
    return ScreenerPage(client.pk, reference_of(str(client.pk)), client.shown_name)


@transaction.atomic
def keep_screener(
    client_id: UUID | str, answers: Mapping[str, Answer], *, by: Actor, at: datetime
) -> Screened:
    """Keep the answers with their level, on the client's open path.

    Where none is open, a level above none opens one, and so does an answer that was declined:
    not knowing is no reason to do nothing.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        AnswersRefused: a question has no answer.
    """
    client = _client(client_id, by, at)
    policy = policy_in_use()
    result = triage(policy, answers)
    paths = _open_paths(client, by)
    if not paths and (result.level is not Level.NONE or not result.is_complete):
        paths = [open_for_score(client, words="", by=by, at=at)]
    ScreenerAnswer.objects.create(
        client=client,
        path=paths[0] if paths else None,
        policy=policy.name,
        answers={question: answer.value for question, answer in answers.items()},
        level=result.level.value,
        asked_at=at,
        asked_by=by.key,
    )
    event = PathEvent(EventKind.SCREENED, at, by.key, level=result.level)
    for row in paths:
        screen_path(row, event, by=by)
    record_event(
        "record.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"change": "created", "part": "screener"},
    )
    return Screened(result, paths[0].pk if paths else None)


def _client(client_id: UUID | str, by: Actor, at: datetime) -> Client:
    client = client_of(by, client_id)
    check_can_write_plan(by, facts_of(client, by, at), is_on_path=is_on_path(client, by))
    return client


def _open_paths(client: Client, by: Actor) -> list[SafetyPath]:
    """Held for this transaction, the oldest first."""
    frame = paths_of(by).select_for_update()
    return list(frame.filter(client=client, status=PathStatus.OPEN).order_by("opened_at"))
