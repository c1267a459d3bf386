"""Sessions that are being held or were, from the actor's program outward. Not audited here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.run_entries import Standing, list_of
from stepwell.domain.care.session_runs import RunState, in_a_week, quarter_of
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.session_plan import SessionPlan, session_plan
from stepwell.domain.protocols.session_words import item_words
from stepwell.queries.clients import clients_in_care_of, clients_of_organization
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.histories import history_of
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.records.care.models import CareGroup, SessionEntry, SessionRun
from stepwell.records.people.models import Client

EARLIER_RUNS = 12
"""How many sessions back an answer can be followed on the page of a session (design)."""


def runs_of(actor: Actor) -> QuerySet[SessionRun]:
    """The frame, not what the actor may see."""
    if not actor.organization_id:
        return SessionRun.objects.none()
    of_clients = Q(client__in=clients_of_organization(actor))
    return SessionRun.objects.filter(
        of_clients | ~Q(group_event=None), organization_id=actor.organization_id
    ).select_related(
        "organization",
        "client",
        "appointment",
        "enrollment__episode__client__organization",
        "group_event__group__organization",
    )


def open_runs_seen_by(actor: Actor, at: datetime) -> QuerySet[SessionRun]:
    """Of people in the actor's care, and those the actor began; the newest first."""
    seen = Q(client__in=clients_in_care_of(actor, at).values("pk"))
    own_groups = Q(client=None, started_by=actor.key)
    return (
        runs_of(actor).filter(seen | own_groups, state=RunState.OPEN).order_by("-started_at", "pk")
    )


def open_run_of(client_id: UUID) -> SessionRun | None:
    return SessionRun.objects.filter(client_id=client_id, state=RunState.OPEN).first()


def day_of_run(run: SessionRun) -> date:
    """On the calendar of the program."""
    return run.started_at.astimezone(ZoneInfo(run.organization.time_zone)).date()


def next_week_of(run: SessionRun) -> datetime:
    """When a session would be that is a week later, at the same hour."""
    start = run.appointment.starts_at if run.appointment else quarter_of(run.started_at)
    return in_a_week(start, ZoneInfo(run.organization.time_zone))


def day_of_next(run: SessionRun) -> date | None:
    """Of the next appointment that was agreed on."""
    if run.next_appointment is None:
        return None
    zone = ZoneInfo(run.organization.time_zone)
    return run.next_appointment.starts_at.astimezone(zone).date()


def standing_entries(run: SessionRun) -> dict[tuple[UUID | None, str], Standing]:
    """The newest under each key, by whom it is about and the key."""
    return {
        (row.client_id, row.key): Standing(row.value, row.number, row.saved_at, row.saved_by)
        for row in SessionEntry.objects.filter(run=run).order_by("number")
    }


def words_of(
    standing: Mapping[tuple[UUID | None, str], Standing], client_id: UUID | None
) -> dict[str, str]:
    """What is said of one person, and of nobody, by key."""
    return {key: one.value for (whom, key), one in standing.items() if whom in {client_id, None}}


def protocol_of_run(run: SessionRun) -> Protocol | None:
    """None for a contact outside of one. Raises ProtocolGone."""
    if not run.session:
        return None
    if run.enrollment is not None:
        return protocol_of(run.enrollment)
    return _protocol_of_group(run.group_event.group) if run.group_event else None


def plan_of(run: SessionRun, written: Iterable[str]) -> SessionPlan | None:
    """As the tracks stand now. written: keys under which something stands. Raises ProtocolGone."""
    given = protocol_of_run(run)
    if given is None:
        return None
    items = frozenset((list_of(key), key.split(".")[1]) for key in written if "." in key)
    return session_plan(given, run.session, _history(run), day_of_run(run), written=items)


def earlier_answers(
    client: Client, but: SessionRun, lists: frozenset[str]
) -> dict[str, list[tuple[date, str]]]:
    """By key, what was said in the last sessions, the newest first."""
    runs = list(
        SessionRun.objects.filter(client=client, state=RunState.ENDED)
        .exclude(pk=but.pk)
        .select_related("organization")
        .order_by("-started_at")[:EARLIER_RUNS]
    )
    days = {one.pk: day_of_run(one) for one in runs}
    rows = SessionEntry.objects.filter(run__in=runs, client=client).order_by("number")
    newest = {(row.run_id, row.key): row.value for row in rows if list_of(row.key) in lists}
    answers: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for (run_id, key), value in newest.items():
        if value.strip():
            answers[key].append((days[run_id], value))
    return {key: sorted(each, reverse=True) for key, each in answers.items()}


def _history(run: SessionRun) -> History:
    if run.enrollment is not None:
        return history_of(run.enrollment)
    assert run.group_event is not None  # a session is of an enrollment or of a group
    return History(enrolled_on=day_of_run(run), variant=run.group_event.group.variant)


def _protocol_of_group(group: CareGroup) -> Protocol:
    try:
        given = protocol(group.protocol, group.version)
    except NoSuchProtocol:
        given = None
    if given is None or given.content_hash != group.content_hash:
        raise ProtocolGone(
            f"Version {group.version} of {group.protocol} is not installed as it was when this "
            "group began. Whoever operates this installation can bring it back."
        )
    return given


def title_of_run(run: SessionRun) -> str:
    """ "" outside of a course; the slug where the protocol's files are not there as they were."""
    try:
        given = protocol_of_run(run)
    except ProtocolGone:
        return run.session
    return title_of(given, run.session) if given else ""


def titles_of_run(run: SessionRun) -> Callable[[str, str], str]:
    """The title of an item of a list, in the words of the protocol."""
    given = protocol_of_run(run)

    def title(name: str, item: str) -> str:
        return item_words(given, run.session, name, item).title if given else item

    return title


def labels_of_run(run: SessionRun, exercise: str) -> dict[str, str]:
    """Of the fields of a worksheet."""
    given = protocol_of_run(run)
    return item_words(given, run.session, "exercises", exercise).fields if given else {}
