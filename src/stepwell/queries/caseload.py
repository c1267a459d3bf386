"""The caseload of someone who cares for clients: who is in it, what needs doing, one page of rows.

Scope goes from the actor outward. First all of the reach is looked at with few and narrow queries,
to know flags, order and counts; then what a row shows is read for the page alone. The number of
queries is the same for one client and for thousands. Not audited here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef

from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.caseload.flags import Flag, flags_of
from stepwell.domain.caseload.rules import FlagRule
from stepwell.domain.caseload.sifting import (
    CaseCounts,
    CaseSift,
    SiftRow,
    Whose,
    counts_of,
    sifted,
)
from stepwell.domain.caseload.spans import (
    STRIP_DAYS,
    DayMark,
    DaysCounted,
    WeekOfMeetings,
    counted_days,
    first_monday,
    strip_of,
    weeks_of,
)
from stepwell.domain.consents.notice_served import is_notice_served
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.standing import dose_of
from stepwell.library.caseload import flag_rules
from stepwell.queries.caseload_facts import (
    DAY,
    Bulk,
    When,
    bulk_facts,
    days_of,
    meetings_since,
    when_is,
)
from stepwell.queries.clients import care_at, carer_names_of, clients_in_care_of, open_glass
from stepwell.queries.consents import notice_facts_for
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.histories import contacts_of
from stepwell.queries.organizations import organization_of
from stepwell.queries.pages import Page, page_of
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.records.care.models import Enrollment
from stepwell.records.people.models import Client

NAMES = ("pk", "name", "alias", "created_at")


@dataclass(frozen=True, slots=True)
class CourseInRow:
    """done, needed: sessions of what makes the course whole; None where nothing can be said."""

    enrollment_id: UUID
    title: str
    done: int | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line. lacks_notice: what is clinical stays closed, so all but the name is empty.

    substances: slugs. next_at: of the next appointment or group. late: open tasks whose day is
    over. heard_on: when they were last seen.
    """

    id: UUID
    name: str
    pronouns: str = ""
    lacks_notice: bool = False
    substances: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    next_at: datetime | None = None
    is_today: bool = False
    courses: tuple[CourseInRow, ...] = ()
    weeks: tuple[WeekOfMeetings, ...] = ()
    days: tuple[DayMark, ...] = ()
    counted: DaysCounted | None = None
    tasks: int = 0
    late: int = 0
    heard_on: date | None = None
    carers: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return reference_of(str(self.id))


@dataclass(frozen=True, slots=True)
class Caseload:
    """counts: of the whole reach. today: on the program's calendar. courses: slug and title of the
    protocols that people in the reach are in."""

    found: Page[CaseRow]
    counts: CaseCounts
    today: date
    courses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Reach:
    clients: dict[UUID, Client]
    open_ids: list[UUID]
    bulk: Bulk
    rows: list[SiftRow]


def caseload(
    actor: Actor, at: datetime, sift: CaseSift, *, page: int = 1, per_page: int | None = None
) -> Caseload:
    when = when_is(organization_of(actor).time_zone, at)
    rules = flag_rules()
    reach = _reach(actor, sift.whose, rules, when)
    kinds = [one.kind for one in rules]
    found = page_of(sifted(reach.rows, sift, kinds), page, per_page=per_page)
    return Caseload(
        found=found.of(_page_rows(found.rows, reach, actor, when)),
        counts=counts_of(reach.rows),
        today=when.today,
        courses=_courses_in(reach.bulk),
    )


def _reach(actor: Actor, whose: Whose, rules: Sequence[FlagRule], when: When) -> _Reach:
    scope = clients_in_care_of(actor, when.at).filter(closed_at=None)
    care = care_at(actor.organization_id, when.at).filter(client=OuterRef("pk"))
    if whose is Whose.OWN:
        scope = scope.filter(Exists(care.filter(user_id=actor.key)))
    elif whose is Whose.NOBODY:
        scope = scope.filter(~Exists(care))
    clients = {one.pk: one for one in scope.order_by().only(*NAMES)}
    open_ids = _open_ids(list(clients.values()), actor, when.at)
    bulk = bulk_facts(open_ids, rules, when)
    rows = [_sift_row(one, bulk, rules, when) for one in clients.values()]
    return _Reach(clients, open_ids, bulk, rows)


def _open_ids(clients: Sequence[Client], actor: Actor, at: datetime) -> list[UUID]:
    """Those whose patient notice was given, or whose record was opened in an emergency."""
    notices = notice_facts_for(clients)
    glass = set(open_glass(actor, at).values_list("client_id", flat=True))
    return [
        one.pk
        for one in clients
        if is_notice_served(
            notices[one.pk], at=at, grace=settings.NOTICE_GRACE, is_emergency=one.pk in glass
        )
    ]


def _sift_row(one: Client, bulk: Bulk, rules: Sequence[FlagRule], when: When) -> SiftRow:
    facts = bulk.facts.get(one.pk)
    if facts is None:
        return SiftRow(one.pk, one.shown_name)
    next_at = bulk.next_at.get(one.pk)
    return SiftRow(
        one.pk,
        one.shown_name,
        flags_of(facts, rules, when.today),
        next_at,
        next_at is not None and when.day_of(next_at) == when.today,
        facts.last_held_on,
        bulk.recent.get(one.pk, 0),
        tuple(dict.fromkeys(course.protocol for course in facts.courses)),
    )


def _courses_in(bulk: Bulk) -> tuple[tuple[str, str], ...]:
    titles = {one.protocol: one.title for facts in bulk.facts.values() for one in facts.courses}
    return tuple(sorted(titles.items(), key=lambda pair: pair[1].casefold()))


def _page_rows(found: Sequence[SiftRow], reach: _Reach, actor: Actor, when: When) -> list[CaseRow]:
    ids = [one.id for one in found]
    is_open = set(reach.open_ids)
    shown = [one for one in ids if one in is_open]
    whole = {one.pk: one for one in Client.objects.filter(pk__in=ids)}
    carers = carer_names_of(ids, actor, when.at)
    gone_to = meetings_since(shown, first_monday(when.today))
    days = days_of(shown, when.today - (STRIP_DAYS - 1) * DAY, when.today)
    courses = _courses([row for one in shown for row in reach.bulk.enrollments.get(one, ())], when)
    tasks = _tasks(shown, when.today)
    rows = []
    for one in found:
        client = whole[one.id]
        names = tuple(sorted(carers.get(one.id, ())))
        if one.id not in is_open:
            rows.append(CaseRow(one.id, one.name, client.pronouns, lacks_notice=True, carers=names))
            continue
        strip = strip_of(days.get(one.id, {}), when.today)
        rows.append(
            CaseRow(
                id=one.id,
                name=one.name,
                pronouns=client.pronouns,
                substances=tuple(client.substances),
                flags=one.flags,
                next_at=one.next_at,
                is_today=one.is_today,
                courses=tuple(courses[row.pk] for row in reach.bulk.enrollments.get(one.id, ())),
                weeks=weeks_of(gone_to.get(one.id, ()), when.today),
                days=strip,
                counted=counted_days(strip),
                tasks=len(tasks.get(one.id, ())),
                late=sum(tasks.get(one.id, ())),
                heard_on=one.heard_on,
                carers=names,
            )
        )
    return rows


def _courses(enrollments: Sequence[Enrollment], when: When) -> dict[UUID, CourseInRow]:
    histories = contacts_of(enrollments)
    return {row.pk: _course(row, histories.get(row.pk), when.today) for row in enrollments}


def _course(row: Enrollment, history: History | None, today: date) -> CourseInRow:
    try:
        given = protocol_of(row)
    except ProtocolGone:
        return CourseInRow(row.pk, row.protocol)
    title = given.words().title
    if history is None:
        return CourseInRow(row.pk, title)
    dose = dose_of(given, history.until(today))
    return CourseInRow(row.pk, title, dose.needed_done, dose.needed)


def _tasks(ids: Sequence[UUID], today: date) -> dict[UUID, list[bool]]:
    """Of each open task of their own, whether its day is over."""
    rows = open_tasks_of(ids).order_by()
    found: dict[UUID, list[bool]] = {}
    for client, due in rows.values_list("client_id", "due_on"):
        found.setdefault(client, []).append(due is not None and due < today)
    return found
