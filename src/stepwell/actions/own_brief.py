"""What the program made for a member, as their phone carries it: see docs/brief.md.

The phone asks by itself whenever there is a network. So that stands in the trail, and not among
those who opened the record, where it would hide them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.safety_plans import PlanVersion, current_plan
from stepwell.actions.session_reading import TaskLine, task_line
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.own_entries import check_can_keep_own_entries
from stepwell.domain.meetings.carried import Carried, carried
from stepwell.domain.recovery.check_in_shape import Asked
from stepwell.library.recovery import check_in_shapes
from stepwell.queries.clients import carer_names_of, own_client_of
from stepwell.queries.directory import Directory, NoDirectory, current_directory
from stepwell.queries.help_numbers import help_numbers_of
from stepwell.queries.organizations import look_of
from stepwell.queries.own_contacts import OwnContact, first_name, next_contacts
from stepwell.queries.own_courses import BetweenSessions, between_sessions
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.queries.registers import today_of
from stepwell.queries.vocabularies import vocabulary
from stepwell.records.people.models import Client


class Why(StrEnum):
    """Why a part of the brief is empty."""

    NO_PROGRAM = "no_program"
    CLOSED = "closed"
    NONE_YET = "none_yet"
    NO_COURSE = "no_course"
    NOT_INSTALLED = "not_installed"
    NO_DIRECTORY = "no_directory"


@dataclass(frozen=True, slots=True)
class OwnTask:
    """code: of a meeting in the directory, "" for none. given_on: on the program's calendar."""

    line: TaskLine
    code: str
    given_on: date


@dataclass(frozen=True, slots=True)
class OwnNumber:
    name: str
    phone: str
    text: str
    hours: str


@dataclass(frozen=True, slots=True)
class PlannedMeetings:
    """listed: as the directory has them now. gone: codes of those that it has no more."""

    listed: Carried | None = None
    gone: tuple[str, ...] = ()
    has_directory: bool = True


@dataclass(frozen=True, slots=True)
class Brief:
    """zone: of the program, by whose calendar `today` is. carers: first names. between: what the
    courses have, None where there is no open record."""

    zone: str
    today: date
    numbers: tuple[OwnNumber, ...]
    has_record: bool = False
    is_closed: bool = False
    plan: PlanVersion | None = None
    tasks: tuple[OwnTask, ...] = ()
    contacts: tuple[OwnContact, ...] = ()
    planned: PlannedMeetings = field(default_factory=PlannedMeetings)
    carers: tuple[str, ...] = ()
    between: BetweenSessions = field(default_factory=BetweenSessions)

    @property
    def asks(self) -> tuple[Asked, ...]:
        """Of a check-in."""
        return self.between.asks or check_in_shapes().default.asks

    @property
    def parts(self) -> dict[str, object]:
        """Each is empty where there is nothing."""
        return {
            "tasks": self.tasks,
            "contacts": self.contacts,
            "planned": self.planned.listed,
            "plan": self.plan,
            "carers": self.carers,
            "prompts": self.between.prompts,
        }

    @property
    def why(self) -> dict[str, Why]:
        """For each part that is empty."""
        return {name: self._why(name) for name, part in self.parts.items() if not part}

    def _why(self, part: str) -> Why:
        if not self.has_record:
            return Why.NO_PROGRAM
        if self.is_closed and part != "plan":
            return Why.CLOSED
        if part == "planned" and not self.planned.has_directory:
            return Why.NO_DIRECTORY
        if part == "prompts" and not self.between.has_course:
            return Why.NO_COURSE
        if part == "prompts" and self.between.is_gone:
            return Why.NOT_INSTALLED
        return Why.NONE_YET


@transaction.atomic
def open_own_brief(*, by: Actor, at: datetime) -> Brief:
    """Of a closed record the plan alone, which stays the person's.

    Raises AccessDenied: `by` is no member, or works here.
    """
    check_can_keep_own_entries(by)
    client = own_client_of(by)
    zone = look_of(by.organization_id).time_zone
    brief = Brief(zone=zone, today=today_of(by, at), numbers=_numbers(by))
    if client is None:
        return brief
    is_closed = client.closed_at is not None
    brief = replace(brief, has_record=True, is_closed=is_closed, plan=current_plan(client))
    if not is_closed:
        brief = _with_care(brief, client, by, at)
    told = sum(bool(part) for part in brief.parts.values())
    record_event("record.listed", by=by, at=at, details={"part": "brief", "results": told})
    return brief


def _with_care(brief: Brief, client: Client, by: Actor, at: datetime) -> Brief:
    zone = ZoneInfo(brief.zone)
    tasks = tuple(
        OwnTask(task_line(one), one.code, one.given_at.astimezone(zone).date())
        for one in open_tasks_of([client.pk])
    )
    names = carer_names_of([client.pk], by, at).get(client.pk, [])
    return replace(
        brief,
        tasks=tasks,
        contacts=next_contacts(client, at),
        planned=_planned([one.code for one in tasks if one.code]),
        carers=tuple(first_name(one) for one in names),
        between=between_sessions(client.pk, brief.today),
    )


def _planned(codes: Iterable[str]) -> PlannedMeetings:
    try:
        directory = current_directory()
    except NoDirectory:
        return PlannedMeetings(has_directory=False)
    rows = {code: _row(code, directory) for code in dict.fromkeys(codes)}
    meetings = {code: directory.meeting(row) for code, row in rows.items() if row is not None}
    timed = [(code, one) for code, one in meetings.items() if one.schedule is not None]
    return PlannedMeetings(
        listed=carried(timed, vocabulary().type_name) if timed else None,
        gone=tuple(code for code in rows if code not in meetings),
    )


def _row(code: str, directory: Directory) -> int | None:
    """None too for what was typed as a code and is none."""
    try:
        return directory.row_of(UUID(code))
    except ValueError:
        return None


def _numbers(by: Actor) -> tuple[OwnNumber, ...]:
    return tuple(OwnNumber(one.name, one.phone, one.text, one.hours) for one in help_numbers_of(by))
