"""Which sessions the rules offer someone on a day, and which only with a reason. Not audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.domain.care.encounters import refusal_words, title_of
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.protocols.standing import standing
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.histories import histories_of
from stepwell.records.care.models import Enrollment


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """why: the rules that offer it, or that stand against it. is_offered: without a reason, unless
    needs_reason."""

    enrollment_id: UUID
    course: str
    session: str
    title: str
    minutes: int
    kind: str
    why: str
    is_offered: bool
    needs_reason: bool

    @property
    def key(self) -> str:
        return f"{self.enrollment_id}:{self.session}"


def session_choices(client_id: UUID, on: date) -> list[SessionChoice]:
    """Of all running courses whose files are there as they were."""
    rows = [
        one
        for one in Enrollment.objects.filter(
            episode__client_id=client_id, status=EnrollmentState.ACTIVE
        ).select_related("episode__client__organization")
        if _is_there(one)
    ]
    histories = histories_of(rows)
    found: list[SessionChoice] = []
    for row in rows:
        given = protocol_of(row)
        stands = standing(given, histories[row.pk], on)
        offered = [
            (one.session, "; ".join(_rules(row, one.rules)), True, one.needs_reason)
            for one in stands.next
        ]
        against = [
            (one.session, refusal_words(given, one), False, True)
            for one in stands.not_yet
            if one.may_override
        ]
        found += [
            SessionChoice(
                row.pk,
                given.words().title,
                slug,
                title_of(given, slug),
                given.sessions[slug].minutes,
                given.sessions[slug].kind,
                why,
                is_offered,
                needs,
            )
            for slug, why, is_offered, needs in [*offered, *against]
        ]
    return found


def _rules(row: Enrollment, rules: tuple[str, ...]) -> list[str]:
    words = protocol_of(row).words()
    return [words.of("sequence", one).title for one in rules]


def _is_there(row: Enrollment) -> bool:
    try:
        protocol_of(row)
    except ProtocolGone:
        return False
    return True
