"""What there is to rate, and one session with what is said of it. Who looked is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import Carer
from stepwell.actions.fidelity_rating import newest, role_of
from stepwell.actions.fidelity_sessions import (
    as_rated,
    facts_about,
    find_session,
    protocol_as_held,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import (
    can_see_agreement,
    can_tick_own,
    check_can_open_fidelity,
    check_can_open_rated,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.care.encounters import title_of
from stepwell.domain.content.provenance import Basis
from stepwell.domain.fidelity.items import RatedItem
from stepwell.domain.fidelity.raters import RATING, RaterRole
from stepwell.domain.fidelity.ratings import Rating, Summary, summary_of
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.session_words import item_words
from stepwell.queries.fidelity import (
    HeldSession,
    held_sessions,
    items_of,
    led_by,
    rated_sessions_of,
    rating_of,
    standing_ratings,
    ticks_of,
)
from stepwell.queries.found import as_id
from stepwell.queries.pages import Page, page_of
from stepwell.queries.registers import today_of
from stepwell.queries.staff_members import carers_of
from stepwell.records.accounts.models import User
from stepwell.records.care.models import RatedSession, SessionRating

RECENT = timedelta(days=60)
"""So far back sessions are listed that were not drawn (design)."""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One session. code: by which people speak of it. roles: whose signed ratings there are."""

    id: UUID
    code: str
    on: date
    counselor_id: UUID
    counselor: str
    protocol: str
    title: str
    is_group: bool
    is_drawn: bool
    has_draft: bool
    roles: tuple[RaterRole, ...]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """to_rate: drawn, for whoever looks, and not signed by them. found: other sessions of the
    last weeks: their own, and of those they lead. people: whose figures they see."""

    to_rate: tuple[WorkLine, ...]
    found: Page[WorkLine]
    people: tuple[Carer, ...]
    may_see_agreement: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """html: safe to show. basis, source: of the item itself."""

    item: RatedItem
    title: str
    html: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class OwnRating:
    role: RaterRole
    version: int
    number: int
    rating: Rating
    words: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenRating:
    """One that is signed, as others may read it."""

    role: RaterRole
    rater: str
    version: int
    signed_at: datetime
    rating: Rating
    summary: Summary
    words: str


@dataclass(frozen=True, slots=True)
class RatedPage:
    """role: as what the reader rates it, None for whoever held it. own: their rating. seen: those
    of others. is_blind: others are kept from the reader until they have signed their own. ticked:
    by whoever held it, None where they ticked nothing."""

    line: WorkLine
    items: tuple[ItemLine, ...]
    role: RaterRole | None
    own: OwnRating | None
    seen: tuple[SeenRating, ...]
    is_blind: bool
    ticked: frozenset[str] | None
    may_tick: bool


@transaction.atomic
def list_work(*, by: Actor, at: datetime, page: int = 1) -> WorkPage:
    """Raises AccessDenied."""
    check_can_open_fidelity(by)
    led = led_by(by, at) if Role.SUPERVISOR in by.roles else frozenset()
    whose = {*led, as_id(by.key)} if by.roles & {Role.COUNSELOR, Role.SUPERVISOR} else set()
    today = today_of(by, at)
    held = held_sessions(by, since=today - RECENT, until=today, counselor_ids=whose)
    drawn_rows = _waiting(by, led)
    waiting = {row.pk for row in drawn_rows}
    found = page_of([one for one in held if one.id not in waiting], page)
    rows = rated_sessions_of(by).in_bulk([one.id for one in found.rows])
    lines = _lines([*drawn_rows, *(rows.get(one.id, one) for one in found.rows)], by)
    cut = len(drawn_rows)
    results = cut + found.total
    record_event("record.listed", by=by, at=at, details={"part": "fidelity", "results": results})
    return WorkPage(
        tuple(lines[:cut]),
        found.of(lines[cut:]),
        _people(by, led, at),
        can_see_agreement(by),
    )


@transaction.atomic
def open_rated(session_id: UUID | str, *, by: Actor, at: datetime) -> RatedPage:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such session.
        FidelityRefused: the protocol's files are not there any more.
    """
    found = find_session(session_id, by=by)
    facts = facts_about(found, by=by, at=at)
    check_can_open_rated(by, facts)
    row = found if isinstance(found, RatedSession) else as_rated(found, by=by, at=at)
    record_event("rating.viewed", by=by, at=at, record=RecordRef("rated_session", str(row.pk)))
    role = None if facts.is_own else role_of(by, facts)
    mine = newest(row, role, by) if role is not None else None
    is_blind = role is not None and (mine is None or mine.signed_at is None)
    signed = standing_ratings([row.pk], RaterRole)
    others = [one for one in signed if one.role in RATING and str(one.rater_id) != by.key]
    own_ticks = [one for one in signed if one.role == RaterRole.SELF]
    hides = is_blind or role is RaterRole.INDEPENDENT
    return RatedPage(
        _lines([row], by)[0],
        tuple(_items(row)),
        role,
        _own(mine, role),
        () if hides else tuple(_seen(one) for one in others),
        is_blind and bool(others) and role is not RaterRole.INDEPENDENT,
        ticks_of(own_ticks[-1]) if own_ticks and not hides else None,
        can_tick_own(by, facts),
    )


def _waiting(by: Actor, led: frozenset[UUID]) -> list[RatedSession]:
    """Drawn, theirs to rate, and not signed by them; the oldest first."""
    frame = rated_sessions_of(by).filter(draw__isnull=False)
    me = as_id(by.key)
    theirs = frame.filter(draw__rater_id=me) | frame.filter(counselor_id__in=led)
    signed = SessionRating.objects.filter(rater_id=me, signed_at__isnull=False)
    rows = theirs.exclude(counselor_id=me).exclude(pk__in=signed.values("rated"))
    return list(rows.order_by("on", "pk")[:200])


def _people(by: Actor, led: frozenset[UUID], at: datetime) -> tuple[Carer, ...]:
    there = carers_of(by.organization_id, at)
    if Role.DIRECTOR not in by.roles:
        there = there.filter(pk__in={*led, as_id(by.key)})
    people = [Carer(one.pk, one.name) for one in there]
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), str(one.id))))


def _lines(rows: Iterable[RatedSession | HeldSession], by: Actor) -> list[WorkLine]:
    there = list(rows)
    ids = [_id(one) for one in there]
    roles: dict[UUID, set[RaterRole]] = {}
    drafts: set[UUID] = set()
    for rating in SessionRating.objects.filter(rated__in=ids):
        if rating.signed_at is not None:
            roles.setdefault(rating.rated_id, set()).add(RaterRole(rating.role))
        elif str(rating.rater_id) == by.key:
            drafts.add(rating.rated_id)
    people = User.objects.filter(pk__in={one.counselor_id for one in there})
    names = {one.pk: one.name for one in people}
    return [_line(one, names, roles, drafts) for one in there]


def _line(
    one: RatedSession | HeldSession,
    names: dict[UUID, str],
    roles: dict[UUID, set[RaterRole]],
    drafts: set[UUID],
) -> WorkLine:
    key = _id(one)
    try:
        given: Protocol | None = protocol_as_held(one.protocol, one.version)
    except FidelityRefused:
        given = None
    return WorkLine(
        key,
        reference_of(str(key)),
        one.on,
        one.counselor_id,
        names.get(one.counselor_id, ""),
        given.words().title if given else one.protocol,
        title_of(given, one.session) if given else one.session,
        one.group_event_id is not None if isinstance(one, RatedSession) else one.is_group,
        isinstance(one, RatedSession) and one.draw_id is not None,
        key in drafts,
        tuple(role for role in RaterRole if role in roles.get(key, ())),
    )


def _id(one: RatedSession | HeldSession) -> UUID:
    return one.pk if isinstance(one, RatedSession) else one.id


def _items(row: RatedSession) -> Iterable[ItemLine]:
    given = protocol_as_held(row.protocol, row.version, row.content_hash)
    session = given.sessions[row.session]
    for one in items_of(row):
        of_list = (*getattr(given.definition, one.list), *getattr(session, one.list))
        stated = next(item for item in of_list if item.id == one.id)
        words = item_words(given, row.session, one.list, one.id)
        yield ItemLine(one, words.title, words.html, stated.basis, stated.source)


def _own(row: SessionRating | None, role: RaterRole | None) -> OwnRating | None:
    if row is None or role is None:
        return None
    return OwnRating(role, row.version, row.number, rating_of(row), row.words, row.signed_at)


def _seen(row: SessionRating) -> SeenRating:
    rating = rating_of(row)
    assert row.signed_at is not None  # others are seen once they are signed
    return SeenRating(
        RaterRole(row.role),
        row.rater.name,
        row.version,
        row.signed_at,
        rating,
        summary_of(rating),
        row.words,
    )
