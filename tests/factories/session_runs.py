"""A course and sessions of it, by the shortest way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from factories.admissions import admitted
from stepwell.actions.enrolling import enroll
from stepwell.actions.session_entries import NewEntry, Saved, save_entries
from stepwell.actions.session_runs import NewRun, start_run
from stepwell.domain.access.actor import Actor
from stepwell.domain.protocols.answers import Answers
from stepwell.queries.session_runs import plan_of
from stepwell.records.care.models import SessionRun

COURSE = "match-tsf"


def enrolled(
    client_id: UUID, *, by: Actor, at: datetime, slug: str = COURSE, variant: str = "standard"
) -> UUID:
    episode = admitted(client_id, by=by, at=at)
    return enroll(episode, slug, variant, Answers(), reason="A test.", by=by, at=at)


def started(
    client_id: UUID, enrollment: UUID, session: str, *, by: Actor, at: datetime, **more: object
) -> UUID:
    new = NewRun(enrollment_id=enrollment, session=session, **more)  # type: ignore[arg-type]
    return start_run(client_id, new, by=by, at=at)


def typed(
    run: UUID, words: Mapping[str, str], *, by: Actor, at: datetime, number: int = 0
) -> Saved:
    return save_entries(
        run, [NewEntry(key, value, number) for key, value in words.items()], by=by, at=at
    )


def routine(run: UUID) -> dict[str, str]:
    """What a session without surprises has under its keys: every point of it settled."""
    plan = plan_of(SessionRun.objects.get(pk=run), [])
    assert plan is not None
    return {
        **{f"review.{one.id}": f"About {one.id}." for one in plan.review},
        **{f"safety.{one.id}": "no" for one in plan.safety if one.action == "stop"},
        **{f"agenda.{one.id}": "done" for one in plan.agenda},
        "minutes": "55",
    }
