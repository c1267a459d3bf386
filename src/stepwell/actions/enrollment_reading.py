"""Where someone stands in a protocol: what may come next and why, what is due, what was had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.reward_ledger import RewardLine, rewards_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.encounters import refusal_words, title_of
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.protocols.availability import Step
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.domain.protocols.upgrading import UpgradeRefused
from stepwell.queries.clients import facts_of
from stepwell.queries.enrollments import ProtocolGone, enrollments_of, protocol_of
from stepwell.queries.found import found
from stepwell.queries.histories import histories_of
from stepwell.queries.protocols import newest_version
from stepwell.queries.registers import today_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import Encounter, Enrollment
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class StepView:
    """reasons: the rules that offer it, in their words."""

    session: str
    title: str
    kind: SessionKind
    minutes: int
    reasons: tuple[str, ...]
    is_needed: bool
    needs_reason: bool
    is_make_up: bool
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class NotYetView:
    session: str
    title: str
    words: str
    may_override: bool


@dataclass(frozen=True, slots=True)
class EncounterView:
    """title: "" where it counts toward nothing."""

    id: UUID
    on: date
    title: str
    kind: SessionKind
    outcome: Outcome
    part: str
    reason: str
    told_before: bool
    recorded_by: str
    struck_words: str = ""


@dataclass(frozen=True, slots=True)
class CourseView:
    """One enrollment in short. gone: why nothing can be said, "" where it can."""

    id: UUID
    title: str
    variant: str
    status: EnrollmentState
    enrolled_on: date
    stands: Standing | None
    next: tuple[StepView, ...]
    gone: str = ""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What the rules say now, in the protocol's words. branches: those that hold. sessions: slug
    and title of all."""

    not_yet: tuple[NotYetView, ...] = ()
    branches: tuple[str, ...] = ()
    due: str = ""
    ended_by: str = ""
    sessions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SpellView:
    """What was true of their situation. until: the first day on which it is not so any more."""

    id: UUID
    circumstance: Circumstance
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class EnrollmentPage:
    client_id: UUID
    code: str
    name: str
    episode_id: UUID
    slug: str
    version: int
    course: CourseView
    reason: str
    end_words: str
    rules: RuleWords
    encounters: tuple[EncounterView, ...]
    spells: tuple[SpellView, ...]
    has_newer: bool
    may_change: bool
    rewards: tuple[RewardLine, ...] | None = None


@transaction.atomic
def open_enrollment(enrollment_id: UUID | str, *, by: Actor, at: datetime) -> EnrollmentPage:
    """Raises AccessDenied or NotFound."""
    row = found(enrollments_of(by), enrollment_id)
    client = row.episode.client
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "enrollment", by=by, at=at)
    (course,) = _courses([row], today_of(by, at))
    protocol = None if course.gone else protocol_of(row)
    return EnrollmentPage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        episode_id=row.episode_id,
        slug=row.protocol,
        version=row.version,
        course=course,
        reason=row.reason,
        end_words=row.end_words,
        encounters=tuple(_encounters(row, protocol)),
        spells=tuple(
            SpellView(one.pk, Circumstance(one.circumstance), one.since, one.until)
            for one in row.episode.circumstances.all()
        ),
        has_newer=newest_version(row.protocol) > row.version,
        may_change=can_change_care(by, facts_of(client, by, at)),
        rules=_words(protocol, course.stands),
        rewards=rewards_of(row, protocol, course.stands) if protocol and course.stands else None,
    )


def courses_of(client: Client, on: date) -> list[CourseView]:
    """All of a client's, the running ones first. Not audited by itself."""
    rows = Enrollment.objects.filter(episode__client=client).select_related(
        "episode__client__organization"
    )
    running = EnrollmentState.ACTIVE
    return sorted(_courses(list(rows), on), key=lambda one: one.status is not running)


def _courses(rows: list[Enrollment], on: date) -> list[CourseView]:
    there, gone = [], {}
    for row in rows:
        try:
            protocol_of(row)
        except ProtocolGone as words:
            gone[row.pk] = str(words)
        else:
            there.append(row)
    try:
        histories = histories_of(there)
    except UpgradeRefused as refusal:
        histories = {}
        gone.update({row.pk: str(refusal) for row in there})
    return [
        _course(row, None if row.pk in gone else standing(protocol_of(row), histories[row.pk], on),
                gone.get(row.pk, ""))
        for row in rows
    ]  # fmt: skip


def _course(row: Enrollment, stands: Standing | None, gone: str) -> CourseView:
    status = EnrollmentState(row.status)
    if stands is None:
        return CourseView(
            row.pk, row.protocol, row.variant, status, row.enrolled_on, None, (), gone
        )
    protocol = protocol_of(row)
    is_running = status is EnrollmentState.ACTIVE
    return CourseView(
        row.pk,
        protocol.words().title,
        protocol.words().of("variants", row.variant).title,
        status,
        row.enrolled_on,
        stands,
        tuple(_step(protocol, one) for one in stands.next) if is_running else (),
    )


def _step(protocol: Protocol, step: Step) -> StepView:
    session, words = protocol.sessions[step.session], protocol.words()
    return StepView(
        step.session,
        title_of(protocol, step.session),
        session.kind,
        session.minutes,
        tuple(words.of("sequence", one).title for one in step.rules),
        step.is_needed,
        step.needs_reason,
        step.is_make_up,
        step.is_repeat,
    )


def _words(protocol: Protocol | None, stands: Standing | None) -> RuleWords:
    if protocol is None or stands is None:
        return RuleWords()
    words = protocol.words()
    return RuleWords(
        not_yet=_not_yet(protocol, stands),
        branches=tuple(words.of("branches", one).title for one in stands.branches),
        due=words.of("sequence", stands.due.rule).title if stands.due else "",
        ended_by=words.of("sequence", stands.completed_by).title if stands.completed_by else "",
        sessions=tuple((slug, title_of(protocol, slug)) for slug in protocol.definition.sessions),
    )


def not_yet_of(row: Enrollment, stands: Standing | None) -> tuple[NotYetView, ...]:
    """What the rules hold back, in their words; nothing where nothing can be said."""
    return _not_yet(protocol_of(row), stands) if stands else ()


def _not_yet(protocol: Protocol, stands: Standing) -> tuple[NotYetView, ...]:
    return tuple(
        NotYetView(
            one.session,
            title_of(protocol, one.session),
            refusal_words(protocol, one),
            one.may_override,
        )
        for one in stands.not_yet
    )


def _encounters(row: Enrollment, protocol: Protocol | None) -> list[EncounterView]:
    rows = list(Encounter.objects.filter(enrollment=row).order_by("-on", "-pk"))
    names = names_of(one.recorded_by for one in rows)
    return [encounter_view(one, protocol, names) for one in rows]


def encounter_view(
    one: Encounter, protocol: Protocol | None, names: dict[str, str]
) -> EncounterView:
    title = title_of(protocol, one.session) if protocol and one.session else one.session
    return EncounterView(
        one.pk,
        one.on,
        title,
        SessionKind(one.kind),
        Outcome(one.outcome),
        one.part,
        one.reason,
        one.told_before,
        names.get(one.recorded_by, ""),
        one.struck_words,
    )
