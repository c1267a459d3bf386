"""The staff's lists that can grow, and how to fill each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID as ID

from cast import Cast
from factories.session_runs import enrolled
from integration.fidelity.conftest import held_by_ben
from signing_in import create_person
from stepwell.actions.client_merges import merge_clients
from stepwell.actions.clients import NewClient, assign_client, create_client
from stepwell.actions.glass_breaks import break_glass, review_glass
from stepwell.actions.incidents import NewIncident, report_incident
from stepwell.actions.legal_requests import receive_legal_request
from stepwell.actions.rights_requests import take_request
from stepwell.actions.teams import create_team, join_team
from stepwell.domain.access.roles import Role
from stepwell.domain.rights.law import Right
from stepwell.queries.safety_library import rules_in_use
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.care.models import Enrollment
from stepwell.records.people.models import Client, Erasure, Notice

UUID = "([0-9a-f-]{36})"


@dataclass(frozen=True, slots=True)
class Listed:
    """who: of the cast, opens it. add: one row more. mark: finds what tells the rows apart.

    asks_once: the page asks the same of the database however many rows it shows.
    """

    path: str
    who: str
    add: Callable[[Cast, datetime, int], object]
    mark: str
    asks_once: bool = True


def _client(cast: Cast, at: datetime, number: int) -> Client:
    name = f"Person {number:02}"
    return Client.objects.get(
        pk=create_client(NewClient(name=name), by=cast.actor("fay", at=at), at=at)
    )


def _closed(cast: Cast, at: datetime, number: int) -> None:
    Client.objects.filter(pk=_client(cast, at, number).pk).update(closed_at=at)


def _closed_long_ago(cast: Cast, at: datetime, number: int) -> None:
    long_ago = at - timedelta(days=365 * 30 + number)
    Client.objects.filter(pk=_client(cast, at, number).pk).update(closed_at=long_ago)


def _person(cast: Cast, at: datetime, number: int, role: Role = Role.COUNSELOR) -> None:
    RoleAssignment.objects.create(
        user=create_person(f"p-{role.value}-{number:02}", password=None),
        organization=cast.organizations["harbor"],
        role=role,
        starts_at=at - timedelta(hours=1),
        granted_by="test",
    )


def _volunteer(cast: Cast, at: datetime, number: int) -> None:
    _person(cast, at, number, Role.VOLUNTEER)


def _notice(cast: Cast, at: datetime, number: int) -> None:
    Notice.objects.create(
        client=cast.client("ana"),
        kind="news",
        queued_at=at - timedelta(minutes=number),
        queued_by="test",
    )


def _merge(cast: Cast, at: datetime, number: int) -> None:
    twin = _client(cast, at, number)
    merge_clients(cast.client("noel").pk, twin.pk, by=cast.actor("dana", at=at), at=at)


def _incident(cast: Cast, at: datetime, number: int) -> None:
    new = NewIncident(rules_in_use().incident[0].slug, at - timedelta(hours=number), "It happened.")
    report_incident(new, by=cast.actor("ben", at=at), at=at)


def _request(cast: Cast, at: datetime, number: int) -> None:
    twin, dana = _client(cast, at, number), cast.actor("dana", at=at)
    take_request(twin.pk, Right.COPY, words="", way="in_person", by=dana, at=at)


def _legal(cast: Cast, at: datetime, number: int) -> None:
    fay = cast.actor("fay", at=at)
    sender = f"Firm {number:02}"
    receive_legal_request(kind="subpoena", sender=sender, received_on=at.date(), by=fay, at=at)


def _caseload(cast: Cast, at: datetime, number: int) -> None:
    _person(cast, at, number)
    user_id = RoleAssignment.objects.latest("pk").user_id
    dana = cast.actor("dana", at=at)
    assign_client(_client(cast, at, number).pk, user_id, by=dana, at=at)


def _team(cast: Cast, at: datetime, number: int) -> None:
    abe = cast.actor("abe", at=at)
    team = create_team(f"Team {number:02}", by=abe, at=at)
    join_team(team, cast.users["ben"].pk, by=abe, at=at)


def _glass(cast: Cast, at: datetime, number: int) -> ID:
    ben = cast.actor("ben", at=at)
    words = f"Number {number} of them."
    return break_glass(
        cast.client("noel").pk, reason="other", words=words, minutes=5, by=ben, at=at
    )


def _reviewed(cast: Cast, at: datetime, number: int) -> None:
    dana = cast.actor("dana", at=at)
    review_glass(_glass(cast, at, number), verdict="justified", by=dana, at=at)


def _erasure(cast: Cast, at: datetime, number: int) -> None:
    Erasure.objects.create(
        organization=cast.organizations["harbor"],
        client=_client(cast, at, number),
        cause="asked",
        carried_out_at=at,
        carried_out_by="test",
    )


def _held(cast: Cast, at: datetime, number: int) -> None:
    course = Enrollment.objects.first()
    if course is None:
        ana, ben = cast.client("ana").pk, cast.actor("ben", at=at)
        course = Enrollment.objects.get(pk=enrolled(ana, by=ben, at=at))
    held_by_ben(cast, course, at - timedelta(days=number))


LISTS = {
    "clients": Listed("clients/", "fay", _client, f"/staff/clients/{UUID}/"),
    "closed clients": Listed("clients/?show=closed", "fay", _closed, f"/staff/clients/{UUID}/"),
    "people": Listed("people/", "abe", _person, '<th scope="row">([^<]+)'),
    "volunteers": Listed("people/", "cora", _volunteer, '<th scope="row">([^<]+)'),
    "outbox": Listed("outbox/", "ben", _notice, r", (\w+ \d+, \d+, [\d:]+ [AP]M)</p>"),
    "trail": Listed("trail/?event=glass_", "ida", _glass, r'<td class="num">(\d+)'),
    "merges": Listed("merges/", "dana", _merge, f"/staff/merges/{UUID}/"),
    "incidents": Listed("safety/incidents/", "dana", _incident, f"/safety/incidents/{UUID}/"),
    "requests": Listed("rights/", "dana", _request, f"/staff/rights/{UUID}/"),
    "legal papers": Listed("legal/", "dana", _legal, f"/staff/legal/{UUID}/"),
    "caseloads": Listed("caseloads/", "dana", _caseload, f"/staff/caseloads/{UUID}/"),
    "teams": Listed("teams/", "abe", _team, f'id="team-{UUID}"'),
    "held sessions": Listed("fidelity/", "dana", _held, f"/staff/fidelity/sessions/{UUID}/"),
    "emergencies": Listed("emergencies/", "dana", _glass, f'id="glass-{UUID}"'),
    "reviews": Listed("emergencies/reviewed/", "dana", _reviewed, f'id="reviewed-{UUID}"'),
    "erasures": Listed("erasures/", "ida", _erasure, f"/staff/erasures/{UUID}/"),
    "due": Listed(
        "erasures/due/", "dana", _closed_long_ago, f"/clients/{UUID}/erase/", asks_once=False
    ),
}
