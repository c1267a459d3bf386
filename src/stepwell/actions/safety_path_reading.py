"""Looking at safety paths. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from stepwell.actions.auditing import record_event
from stepwell.actions.safety_paths import openers_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import safety as access
from stepwell.domain.access.policies.safety import (
    PathFacts,
    check_can_list_paths,
    check_can_see_own_concern,
    check_can_see_path,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.safety.path_rules import Concern, PathRules, StepRule, Urgency
from stepwell.domain.safety.paths import (
    Due,
    PathEvent,
    PathState,
    PathStatus,
    due,
    required_steps,
)
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.found import found
from stepwell.queries.safety_library import rules_in_use
from stepwell.queries.safety_paths import (
    ReadPath,
    is_on_path,
    names_of,
    path_facts,
    paths_of,
    read_path,
    read_paths,
    within_reach,
)
from stepwell.records.care.models import SafetyPath

CLOSED_FOR = timedelta(days=30)
"""How long a closed path stays on the list."""
OWN_FOR = timedelta(days=1)
"""How long whoever opened a concern at the desk sees what became of it."""


@dataclass(frozen=True, slots=True)
class PathRow:
    """One line. name: the client's, or how to find them. next: what is due first, None where
    nothing is. may_see: without taking it first."""

    id: UUID
    name: str
    concern: Concern
    urgency: Urgency
    status: PathStatus
    opened_at: datetime
    taken_by: str
    next: Due | None
    overdue: int
    may_see: bool = True

    @property
    def code(self) -> str:
        return reference_of(str(self.id))


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """What whoever opened a concern may see of it: whether someone is on it."""

    id: UUID
    name: str
    opened_at: datetime
    taken_by: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class PathStep:
    rule: StepRule
    settled: PathEvent | None
    settled_by: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class PathPage:
    """A path as one actor may see it. names: of those who did something, by key.

    can_reach_record: the client's whole record opens for the reader, not only this path.
    """

    id: UUID
    code: str
    name: str
    client_id: UUID | None
    words: str
    rules: PathRules
    concern: Concern
    state: PathState
    steps: tuple[PathStep, ...]
    sign_off: Due | None
    history: tuple[PathEvent, ...]
    names: dict[str, str]
    is_taken_by_reader: bool
    can_sign_off: bool
    can_write_plan: bool
    can_reach_record: bool

    @property
    def taken_by_name(self) -> str:
        return self.names.get(self.state.taken_by, "")

    @property
    def opened_by_name(self) -> str:
        return self.names.get(self.state.opened_by, "")


@transaction.atomic
def list_paths(*, by: Actor, at: datetime, is_closed: bool = False) -> list[PathRow]:
    """The paths `by` may see, and those urgent now that they may take; the most urgent first.

    Raises AccessDenied.
    """
    check_can_list_paths(by)
    near = paths_of(by).filter(within_reach(by, at) | Q(taken_by=by.key))
    reach = set(near.values_list("pk", flat=True))
    sees_all = Role.SUPERVISOR in by.roles
    frame = paths_of(by).select_related("client")
    if is_closed:
        frame = frame.filter(status=PathStatus.CLOSED, closed_at__gt=at - CLOSED_FOR)
    else:
        frame = frame.exclude(status=PathStatus.CLOSED)
    reads = read_paths(frame)
    names = names_of(one.row.taken_by for one in reads)
    rows = [
        _row(one, at, names, may_see=may_see)
        for one in reads
        if (may_see := sees_all or one.row.pk in reach) or one.state.urgency is Urgency.NOW
    ]
    record_event(
        "record.listed", by=by, at=at, details={"part": "safety_paths", "results": len(rows)}
    )
    return sorted(rows, key=lambda row: (row.urgency.rank, row.opened_at))


@transaction.atomic
def list_own_concerns(*, by: Actor, at: datetime) -> list[ConcernRow]:
    """What `by` opened within a day, and whether someone is on it."""
    rows = (
        paths_of(by).filter(opened_by=by.key, opened_at__gt=at - OWN_FOR).select_related("client")
    )
    names = names_of(row.taken_by for row in rows)
    found_rows = [
        ConcernRow(
            row.pk,
            row.client.shown_name if row.client else row.who,
            row.opened_at,
            names.get(row.taken_by, ""),
            row.status != PathStatus.OPEN,
        )
        for row in rows.order_by("-opened_at")
        if access.can_see_own_concern(by, path_facts(row, by, at))
    ]
    record_event(
        "record.listed",
        by=by,
        at=at,
        details={"part": "own_concerns", "results": len(found_rows)},
    )
    return found_rows


@transaction.atomic
def open_own_concern(path_id: UUID | str, *, by: Actor, at: datetime) -> tuple[ConcernRow, Concern]:
    """What became of a concern, for whoever opened it: nothing clinical.

    Raises AccessDenied or NotFound.
    """
    row = found(paths_of(by).select_related("client"), path_id)
    check_can_see_own_concern(by, path_facts(row, by, at))
    read = read_path(row)
    _record_view(read, "own_concern", by=by, at=at)
    name = row.client.shown_name if row.client else row.who
    taken_by = names_of([row.taken_by]).get(row.taken_by, "")
    is_over = read.state.status is not PathStatus.OPEN
    concern = read.rules.concern_named(row.concern)
    return ConcernRow(row.pk, name, row.opened_at, taken_by, is_over), concern


@transaction.atomic
def open_path(path_id: UUID | str, *, by: Actor, at: datetime) -> PathPage:
    """Raises AccessDenied or NotFound."""
    row = found(paths_of(by).select_related("client"), path_id)
    facts = path_facts(row, by, at)
    check_can_see_path(by, facts)
    read = read_path(row)
    _record_view(read, "safety_path", by=by, at=at)
    names = names_of([row.opened_by, row.taken_by, *(one.by for one in read.events)])
    dues = {one.step: one for one in due(read.rules, read.state, at)}
    return PathPage(
        id=row.pk,
        code=reference_of(str(row.pk)),
        name=row.client.shown_name if row.client else row.who,
        client_id=row.client_id,
        words=row.words,
        rules=read.rules,
        concern=read.rules.concern_named(row.concern),
        state=read.state,
        steps=tuple(
            _step(rule, read, dues, names) for rule in required_steps(read.rules, read.state)
        ),
        sign_off=dues.get("sign_off"),
        history=read.events,
        names=names,
        is_taken_by_reader=facts.is_taken_by_self,
        can_sign_off=access.can_review_path(by, facts)
        and read.state.disposed is not None
        and read.state.disposed.by != by.key,
        can_write_plan=_may_write_plan(row, facts, by),
        can_reach_record=row.client_id is not None
        and clients_visible_to(by, at).filter(pk=row.client_id).exists(),
    )


@transaction.atomic
def list_paths_of_client(client_id: UUID, *, by: Actor, at: datetime) -> list[PathRow]:
    """All paths of one client, the newest first, as far as `by` may see them; not audited by
    itself: for pages that have written down who looks."""
    reads = read_paths(paths_of(by).filter(client_id=client_id).select_related("client"))
    names = names_of(one.row.taken_by for one in reads)
    rows = [
        _row(one, at, names, may_see=True)
        for one in reads
        if access.can_see_path(by, path_facts(one.row, by, at))
    ]
    return sorted(rows, key=lambda row: row.opened_at, reverse=True)


def concerns_to_open(by: Actor) -> tuple[Concern, ...]:
    """What `by` can open a path over, in the order of the rules."""
    ways = set(openers_of(by))
    return tuple(one for one in rules_in_use().concern if ways & set(one.opened_by))


def _may_write_plan(row: SafetyPath, facts: PathFacts, by: Actor) -> bool:
    if row.client is None or facts.client is None:
        return False
    return access.can_write_plan(by, facts.client, is_on_path=is_on_path(row.client, by))


def _row(read: ReadPath, at: datetime, names: dict[str, str], *, may_see: bool) -> PathRow:
    row = read.row
    dues = due(read.rules, read.state, at)
    return PathRow(
        row.pk,
        row.client.shown_name if row.client else row.who,
        read.rules.concern_named(row.concern),
        read.state.urgency,
        read.state.status,
        row.opened_at,
        names.get(row.taken_by, ""),
        dues[0] if dues else None,
        sum(one.is_overdue for one in dues),
        may_see,
    )


def _step(rule: StepRule, read: ReadPath, dues: dict[str, Due], names: dict[str, str]) -> PathStep:
    settled = read.state.steps.get(rule.slug)
    return PathStep(
        rule, settled, names.get(settled.by, "") if settled else "", dues.get(rule.slug)
    )


def _record_view(read: ReadPath, part: str, *, by: Actor, at: datetime) -> None:
    """With the client where there is one, so that they can see who looked."""
    client_id = read.row.client_id
    about = (
        RecordRef("client", str(client_id))
        if client_id
        else RecordRef("safety_path", str(read.row.pk))
    )
    record_event("record.viewed", by=by, at=at, record=about, details={"part": part})
