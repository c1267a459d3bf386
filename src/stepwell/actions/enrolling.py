"""Choosing an intervention for someone, and enrolling them: the clinician decides and says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import (
    check_care_is_open,
    episode_to_change,
    record_care,
    record_look,
)
from stepwell.actions.circumstances import note_circumstances
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.enrollments import ENROLLMENTS, EnrollmentEvent, EnrollmentState
from stepwell.domain.care.episodes import EpisodeStatus
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.answers import Answers, Beliefs, DualDiagnosis, circumstances_of
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.choosing import Suggestion
from stepwell.domain.protocols.definition import Protocol
from stepwell.queries.enrollments import enrollments_of, spells_on
from stepwell.queries.episodes import episodes_of
from stepwell.queries.found import found
from stepwell.queries.protocol_choice import suggestions
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.queries.registers import today_of
from stepwell.records.care.models import Enrollment, EpisodeOfCare


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """known: what the record says already. suggestions: () until the questions are answered.
    running: protocols the person is in now.
    """

    episode_id: UUID
    client_id: UUID
    code: str
    name: str
    known: Answers
    suggestions: tuple[Suggestion, ...]
    running: frozenset[str]


@transaction.atomic
def open_chooser(
    episode_id: UUID | str, answers: Answers | None = None, *, by: Actor, at: datetime
) -> ChooserPage:
    """answers: without, only what is known is told. Raises AccessDenied or NotFound."""
    episode = found(episodes_of(by), episode_id)
    check_care_is_open(episode.client, by=by, at=at, is_change=True)
    record_look(episode.client_id, "chooser", by=by, at=at)
    client = episode.client
    asked = replace(answers, substances=tuple(client.substances)) if answers else None
    return ChooserPage(
        episode.pk,
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        _known(episode, by, at),
        suggestions(asked) if asked else (),
        frozenset(one.protocol for one in _running(episode)),
    )


@transaction.atomic
@told_last()
def enroll(
    episode_id: UUID | str,
    slug: str,
    variant: str,
    answers: Answers,
    *,
    reason: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """In the latest version. What was answered becomes what branches of the protocol ask for.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such episode.
        CareRefused: care is not under way, there is no such protocol, they are in it already, or
            nobody says why this one.
    """
    episode = episode_to_change(episode_id, by=by, at=at)
    if episode.status != EpisodeStatus.ACTIVE:
        raise CareRefused("This person’s care is not under way. Begin it first.")
    chosen = _chosen(slug, variant)
    if not reason.strip():
        raise CareRefused("Write why you chose this one.")
    if any(one.protocol == slug for one in _running(episode)):
        raise CareRefused("This person is in this protocol already.")
    asked = replace(answers, substances=tuple(episode.client.substances))
    today = today_of(by, at)
    row = Enrollment.objects.create(
        episode=episode,
        protocol=slug,
        version=chosen.version,
        content_hash=chosen.content_hash,
        variant=variant,
        enrolled_on=today,
        choice={"answers": asked.as_json(), "suggested": _as_json(suggestions(asked))},
        reason=reason.strip(),
        enrolled_at=at,
        enrolled_by=by.key,
    )
    record_care(episode.client_id, "enrollment", "added", by=by, at=at)
    note_circumstances(episode, circumstances_of(asked), since=today, by=by, at=at)
    return row.pk


@transaction.atomic
@told_last()
def stop_enrollment(enrollment_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where it is over or no reason is given."""
    row = _held(enrollment_id, by=by, at=at)
    if not words.strip():
        raise CareRefused("Write why this ends.")
    move_enrollment(row, EnrollmentEvent.STOP, words=words, by=by, at=at)


@transaction.atomic
@told_last()
def resume_enrollment(enrollment_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where it was not stopped."""
    row = _held(enrollment_id, by=by, at=at)
    if any(one.protocol == row.protocol for one in _running(row.episode)):
        raise CareRefused("This person is in this protocol already.")
    move_enrollment(row, EnrollmentEvent.RESUME, by=by, at=at)


def move_enrollment(
    row: Enrollment, event: EnrollmentEvent, *, words: str = "", by: Actor, at: datetime
) -> None:
    """Whoever calls this has asked, and holds the episode. Raises CareRefused."""
    row.status = ENROLLMENTS.after(EnrollmentState(row.status), event)
    is_over = row.status != EnrollmentState.ACTIVE
    row.ended_at, row.ended_by = (at, by.key) if is_over else (None, "")
    row.end_words = words.strip()
    row.save(update_fields=["status", "ended_at", "ended_by", "end_words"])
    record_care(row.episode.client_id, "enrollment", event.value, by=by, at=at)


def stop_all(episode: EpisodeOfCare, *, by: Actor, at: datetime) -> None:
    """With the discharge."""
    for row in _running(episode):
        move_enrollment(row, EnrollmentEvent.STOP, words="Discharged", by=by, at=at)


def _held(enrollment_id: UUID | str, *, by: Actor, at: datetime) -> Enrollment:
    row = found(enrollments_of(by), enrollment_id)
    episode_to_change(row.episode_id, by=by, at=at)
    return row


def _running(episode: EpisodeOfCare) -> list[Enrollment]:
    return list(Enrollment.objects.filter(episode=episode, status=EnrollmentState.ACTIVE))


def _chosen(slug: str, variant: str) -> Protocol:
    try:
        chosen = protocol(slug)
        chosen.variant(variant)
    except (NoSuchProtocol, KeyError):
        raise CareRefused("Choose one of the protocols that are named.") from None
    return chosen


def _as_json(found_ones: tuple[Suggestion, ...]) -> list[dict[str, object]]:
    """What was suggested, so that the decision can be understood later."""
    return [
        {
            "protocol": one.protocol.slug,
            "version": one.protocol.version,
            "variant": one.variant,
            "verdict": one.verdict.value,
            "reasons": [reason.id for reason in one.reasons],
        }
        for one in found_ones
    ]


def _known(episode: EpisodeOfCare, by: Actor, at: datetime) -> Answers:
    """From the level of care and what was written down before."""
    so = {Circumstance(one.circumstance) for one in spells_on(episode, today_of(by, at))}
    dual = DualDiagnosis.OTHER if Circumstance.DUAL_DIAGNOSIS in so else ""
    if Circumstance.BIPOLAR in so:
        dual = DualDiagnosis.BIPOLAR
    if Circumstance.PSYCHOSIS in so:
        dual = DualDiagnosis.PSYCHOSIS
    return Answers(
        setting=episode.level,
        dual_diagnosis=dual,
        unstable="yes" if Circumstance.UNSTABLE in so else "",
        network="few_sober" if Circumstance.FEW_SOBER_CONTACTS in so else "",
        partner="would_join" if Circumstance.PARTNER_TAKES_PART in so else "",
        youth="yes" if Circumstance.YOUTH in so else "",
        woman="yes" if Circumstance.WOMAN in so else "",
        beliefs=Beliefs.SECULAR if Circumstance.SECULAR in so else "",
        fellowship="declines" if Circumstance.DECLINES_FELLOWSHIP in so else "",
        substances=tuple(episode.client.substances),
    )
