"""How the ratings of a counselor go over time, and how far raters agree. Who looked is written
down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import Carer
from stepwell.actions.fidelity_drawing import is_as_drawn
from stepwell.actions.fidelity_sessions import protocol_as_held
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import (
    INDEPENDENT,
    can_draw_sessions,
    can_supervise,
    check_can_draw_sessions,
    check_can_see_agreement,
    check_can_see_figures,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.content.provenance import Basis
from stepwell.domain.fidelity.drift import Series, months_between, series_of
from stepwell.domain.fidelity.figures import (
    PAIR_KINDS,
    SUMMARIES,
    WHOLE,
    PairKind,
    SignedRating,
    What,
    agreements_of,
    numbers_of,
    points_of,
)
from stepwell.domain.fidelity.kappa import Kappa, Weights, mean_kappa
from stepwell.domain.fidelity.raters import RATING, RaterRole
from stepwell.domain.fidelity.ratings import Figure
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.queries.fidelity import (
    counselor_facts,
    draws_of,
    items_of,
    rated_sessions_of,
    rating_of,
    standing_ratings,
    teammates_of,
    ticks_of,
)
from stepwell.queries.staff_members import person_of
from stepwell.records.accounts.models import RoleAssignment, User
from stepwell.records.care.models import RatedSession, SessionDraw, SessionRating


@dataclass(frozen=True, slots=True)
class WhatLine:
    """Something that a chart can be drawn of. protocol: its title, "" for a summary."""

    name: str
    protocol: str
    title: str
    measure: str


@dataclass(frozen=True, slots=True)
class TickMonth:
    """Prompts that were ticked, of those there were, in sessions of a month."""

    month: date
    sessions: int
    ticked: int
    prompts: int


@dataclass(frozen=True, slots=True)
class DrawLine:
    """is_as_drawn: drawing again gives what is marked."""

    id: UUID
    since: date
    until: date
    rater: str
    size: int
    of: int
    seed: str
    drawn_at: datetime
    rated: int
    is_as_drawn: bool


@dataclass(frozen=True, slots=True)
class CounselorPage:
    """chosen: of whats. series: of it, one for each kind of rater that said anything. sessions:
    that were rated; drawn: how many of them."""

    counselor: Carer
    is_own: bool
    whats: tuple[WhatLine, ...]
    chosen: WhatLine | None
    series: tuple[Series, ...]
    summaries: tuple[tuple[str, tuple[tuple[RaterRole, Figure], ...]], ...]
    ticks: tuple[TickMonth, ...]
    sessions: int
    drawn: int
    draws: tuple[DrawLine, ...]
    raters: tuple[Carer, ...]
    may_draw: bool
    may_supervise: bool


@dataclass(frozen=True, slots=True)
class AgreementLine:
    what: What
    title: str
    basis: Basis | None
    kappa: Kappa

    @property
    def interval(self) -> tuple[float, float] | None:
        """95%, cut off where a kappa cannot be."""
        if self.kappa.value is None or self.kappa.error is None:
            return None
        half = 1.96 * self.kappa.error
        return max(-1.0, self.kappa.value - half), min(1.0, self.kappa.value + half)

    @property
    def percent(self) -> int:
        return round(100 * (self.kappa.observed or 0))


@dataclass(frozen=True, slots=True)
class ProtocolAgreement:
    """mean: of the numbers there are; lowest, highest: of them."""

    title: str
    version: int
    kind: PairKind
    lines: tuple[AgreementLine, ...]
    mean: Figure
    lowest: float | None
    highest: float | None
    pairs: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    weights: Weights
    protocols: tuple[ProtocolAgreement, ...]


@transaction.atomic
def open_counselor(
    counselor_id: UUID | str, *, what: str = "", is_to_draw: bool = False, by: Actor, at: datetime
) -> CounselorPage:
    """what: the name of what the chart is of; the first there is where there is none of that name.
    is_to_draw: for drawing sessions.

    Raises AccessDenied or NotFound.
    """
    counselor = person_of(by, counselor_id)
    facts = counselor_facts(by, counselor.pk, at)
    check_can_see_figures(by, facts)
    if is_to_draw:
        check_can_draw_sessions(by, facts)
    _record_look(counselor, by=by, at=at)
    rows = list(rated_sessions_of(by).filter(counselor=counselor))
    signed = _signed(rows)
    all_series = series_of(points_of(signed))
    whats = _whats(signed)
    chosen = next((one for one in whats if one.name == what), whats[0] if whats else None)
    rated = {one.session_id for one in signed}
    may_draw = can_draw_sessions(by, facts)
    return CounselorPage(
        Carer(counselor.pk, counselor.name),
        facts.is_own,
        whats,
        chosen,
        tuple(
            all_series[chosen.name, role]
            for role in RATING
            if chosen is not None and (chosen.name, role) in all_series
        ),
        _summaries(all_series),
        _ticks(rows),
        len(rated),
        sum(1 for row in rows if str(row.pk) in rated and row.draw_id is not None),
        tuple(_draw(one, signed) for one in _draws(by, counselor)),
        _raters(counselor, by, at) if may_draw else (),
        may_draw,
        can_supervise(by, facts),
    )


@transaction.atomic
def open_agreement(
    *, weights: Weights = Weights.QUADRATIC, by: Actor, at: datetime
) -> AgreementPage:
    """Over everyone of the program. Raises AccessDenied."""
    check_can_see_agreement(by)
    signed = _signed(list(rated_sessions_of(by)))
    record_event(
        "record.listed", by=by, at=at, details={"part": "agreement", "results": len(signed)}
    )
    found = []
    for kind, there in agreements_of(signed, weights).items():
        for slug, version in dict.fromkeys((one.what.slug, one.what.version) for one in there):
            given = _protocol(slug, version)
            lines = [
                AgreementLine(one.what, *_words(given, one.what), one.kappa)
                for one in there
                if (one.what.slug, one.what.version) == (slug, version)
            ]
            found.append(_of_protocol(given.words().title if given else slug, kind, lines))
    order = {kind: place for place, kind in enumerate(PAIR_KINDS)}
    return AgreementPage(
        weights, tuple(sorted(found, key=lambda one: (order[one.kind], one.title, one.version)))
    )


def _of_protocol(title: str, kind: PairKind, lines: list[AgreementLine]) -> ProtocolAgreement:
    values = [one.kappa.value for one in lines if one.kappa.value is not None]
    return ProtocolAgreement(
        title,
        lines[0].what.version,
        kind,
        tuple(lines),
        mean_kappa(one.kappa for one in lines),
        min(values, default=None),
        max(values, default=None),
        max(one.kappa.n for one in lines),
    )


def _signed(rows: Sequence[RatedSession]) -> list[SignedRating]:
    by_id = {row.pk: row for row in rows}
    return [_as_signed(one, by_id[one.rated_id]) for one in standing_ratings(by_id)]


def _as_signed(one: SessionRating, row: RatedSession) -> SignedRating:
    return SignedRating(
        str(row.pk),
        RaterRole(one.role),
        str(one.rater_id),
        row.on,
        (row.protocol, row.version),
        rating_of(one),
        {item.key: item for item in items_of(row)},
    )


def _whats(signed: Iterable[SignedRating]) -> tuple[WhatLine, ...]:
    """Summaries first, then items by protocol."""
    there = list(signed)
    names = {point.name for point in points_of(there)}
    summaries = [WhatLine(one, "", one, "") for one in SUMMARIES if one in names]
    items = sorted({what for one in there for what, _ in numbers_of(one) if what.item != WHOLE})
    lines = []
    for what in items:
        given = _protocol(what.slug, what.version)
        title, _ = _words(given, what)
        program = given.words().title if given else what.slug
        lines.append(WhatLine(what.name, program, title, what.measure.value))
    return (*summaries, *lines)


def _summaries(
    all_series: Mapping[tuple[str, RaterRole], Series],
) -> tuple[tuple[str, tuple[tuple[RaterRole, Figure], ...]], ...]:
    """Of all months together, each rating once."""
    found = []
    for name in SUMMARIES:
        figures = [
            (role, all_series[name, role].whole) for role in RATING if (name, role) in all_series
        ]
        if figures:
            found.append((name, tuple(figures)))
    return tuple(found)


def _ticks(rows: Sequence[RatedSession]) -> tuple[TickMonth, ...]:
    by_id = {row.pk: row for row in rows}
    there = standing_ratings(by_id, [RaterRole.SELF])
    if not there:
        return ()
    days = [by_id[one.rated_id].on for one in there]
    months = []
    for month in months_between(min(days), max(days)):
        here = [one for one in there if by_id[one.rated_id].on.replace(day=1) == month]
        prompts = sum(
            sum(1 for item in items_of(by_id[one.rated_id]) if item.list == "fidelity")
            for one in here
        )
        months.append(TickMonth(month, len(here), sum(len(ticks_of(one)) for one in here), prompts))
    return tuple(months)


def _draws(by: Actor, counselor: User) -> list[SessionDraw]:
    return list(draws_of(by, counselor.pk).prefetch_related("sessions")[:50])


def _draw(row: SessionDraw, signed: Iterable[SignedRating]) -> DrawLine:
    rated = {one.session_id for one in signed if one.role is RaterRole.INDEPENDENT}
    return DrawLine(
        row.pk,
        row.since,
        row.until,
        row.rater.name,
        len(row.sessions.all()),
        len(row.frame),
        row.seed,
        row.drawn_at,
        sum(1 for one in row.sessions.all() if str(one.pk) in rated),
        is_as_drawn(row),
    )


def _raters(counselor: User, by: Actor, at: datetime) -> tuple[Carer, ...]:
    """Who could rate this counselor independently."""
    held = RoleAssignment.objects.held_at(at).filter(
        organization_id=by.organization_id, role__in=INDEPENDENT, user__is_active=True
    )
    people = {one.user_id: one.user.name for one in held.select_related("user")}
    near = teammates_of(by, counselor.pk, at)
    found = [Carer(key, name) for key, name in people.items() if key not in near]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), str(one.id))))


def _protocol(slug: str, version: int) -> Protocol | None:
    try:
        return protocol_as_held(slug, version)
    except FidelityRefused:
        return None


def _words(given: Protocol | None, what: What) -> tuple[str, Basis | None]:
    """The title is "" for the session as a whole."""
    if what.item == WHOLE:
        return "", None
    session, _, key = what.item.rpartition("/")
    name, _, item = key.partition(".")
    if given is None:
        return item, None
    of_session = given.sessions.get(session)
    items = getattr(of_session or given.definition, name)
    stated = next((one for one in items if one.id == item), None)
    words = given.words(session or "protocol").of(name, item)
    return words.title, stated.basis if stated else None


def _record_look(counselor: User, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("staff_member", str(counselor.pk), label=counselor.name),
        details={"part": "fidelity"},
    )
