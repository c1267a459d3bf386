"""The safety part of the demo, made by the deeds of its cast."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from stepwell.actions.demo_cast import actor_of
from stepwell.actions.incidents import NewIncident, report_incident
from stepwell.actions.safety_paths import (
    dispose_path,
    open_concern,
    review_path,
    settle_step,
    take_path,
)
from stepwell.actions.safety_plans import keep_plan
from stepwell.domain.demo import cast, safety
from stepwell.domain.safety.path_rules import TAKE
from stepwell.domain.safety.paths import open_steps
from stepwell.queries.safety_paths import paths_of, read_path
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@transaction.atomic
def load_safety(*, at: datetime) -> None:
    """A plan in two versions, a path signed off, one that is open, and an incident to review."""
    harbor = str(Organization.objects.get(slug=cast.HARBOR).pk)
    ben, dana, fay = (actor_of(name, harbor, at) for name in ("ben", "dana", "fay"))
    ana, noel = (
        Client.objects.get(organization_id=harbor, name_index=one.name).pk
        for one in cast.CLIENTS
        if one.key in {"ana", "noel"}
    )
    first = keep_plan(
        ana, safety.EARLIER_PLAN, is_made_together=True, replaces=None, by=ben, at=at - 20 * DAY
    )
    keep_plan(ana, safety.PLAN, is_made_together=True, replaces=first, by=ben, at=at - 9 * DAY)

    then = at - 9 * DAY
    closed = open_concern(
        "return-to-use", client_id=ana, words=safety.RETURN_TO_USE, by=ben, at=then
    )
    take_path(closed, by=ben, at=then + MINUTE)
    path = read_path(paths_of(ben).get(pk=closed))
    for number, step in enumerate(open_steps(path.rules, path.state), start=1):
        assert step.slug != TAKE
        words = safety.NEXT_CONTACT if step.slug == "next-contact" else ""
        settle_step(
            closed, step.slug, words=words, is_waived=False, by=ben, at=then + 5 * number * MINUTE
        )
    dispose_path(closed, safety.ENDED, by=ben, at=then + 50 * MINUTE)
    review_path(closed, is_signed_off=True, by=dana, at=at - 8 * DAY)

    arrival = open_concern(
        "intoxicated-arrival", client_id=noel, words=safety.ARRIVAL, by=fay, at=at - 12 * MINUTE
    )
    take_path(arrival, by=dana, at=at - 9 * MINUTE)

    report_incident(
        NewIncident(
            kind="overdose",
            happened_at=at - 3 * DAY,
            words=safety.INCIDENT,
            done=safety.INCIDENT_DONE,
            place="Restroom, ground floor",
        ),
        by=fay,
        at=at - 3 * DAY + 90 * MINUTE,
    )
