"""Telling of a breach: what the letters say, what is due to whom, and which were printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.register_keeping import RegisterRefused
from stepwell.actions.registers import BreachRow, breach_row
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_keep_registers
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.form_text import day_words
from stepwell.domain.consents.templates import LANGUAGES
from stepwell.domain.disclosures.breach_letters import Told, letter_problems
from stepwell.queries.disclosure_texts import breach_due, breach_letter
from stepwell.queries.found import found
from stepwell.queries.organizations import organization_of
from stepwell.queries.registers import (
    breach_letters_of,
    breach_words_of,
    breaches_of,
    today_of,
)
from stepwell.records.people.models import BreachWords
from stepwell.reports.pdf import render_pdf


@dataclass(frozen=True, slots=True)
class DueItem:
    """One who has to be told. whom: people, hhs or media. due_on: None where they need not be."""

    whom: str
    due_on: date | None
    told_on: date | None
    is_late: bool
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """code: stands for the client's name."""

    code: str
    language: str
    way: str
    printed_at: datetime
    printed_by: str


@dataclass(frozen=True, slots=True)
class BreachNotice:
    """written: the words there are, by language. people_written_to: how many got a letter."""

    row: BreachRow
    due: tuple[DueItem, ...]
    source: str
    written: dict[str, Told]
    letters: tuple[LetterRow, ...]
    people_written_to: int


@dataclass(frozen=True, slots=True)
class DuePaper:
    """The list of what is due. It names no one."""

    pdf: bytes


@transaction.atomic
def open_breach_notice(breach_id: UUID | str, *, by: Actor, at: datetime) -> BreachNotice:
    """Raises AccessDenied or NotFound."""
    check_can_keep_registers(by, by.organization_id)
    breach = found(breaches_of(by), breach_id)
    letters = list(breach_letters_of(breach))
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("breach", str(breach.pk)),
        details={"part": "breach_letters"},
    )
    row = breach_row(breach, today_of(by, at))
    return BreachNotice(
        row=row,
        due=due_items(row),
        source=breach_due().source,
        written={language: one.as_told() for language, one in breach_words_of(breach).items()},
        letters=tuple(
            LetterRow(
                reference_of(str(one.client_id)),
                one.language,
                one.way,
                one.printed_at,
                one.printed_by_name,
            )
            for one in letters
        ),
        people_written_to=len({one.client_id for one in letters}),
    )


@transaction.atomic
def write_breach_letter(
    breach_id: UUID | str, language: str, told: Told, *, by: Actor, at: datetime
) -> None:
    """What the letters in this language say from now on; those printed stay as they were.

    Raises:
        AccessDenied, NotFound: `by` may not keep the registers, or there is no such breach.
        RegisterRefused: with all that is missing or tells too much.
    """
    check_can_keep_registers(by, by.organization_id)
    breach = found(breaches_of(by), breach_id)
    if language not in LANGUAGES:
        raise RegisterRefused("Choose English or Spanish.")
    if problems := tuple(letter_problems(told, breach_letter())):
        raise RegisterRefused(*problems)
    values: dict[str, Any] = asdict(told) | {"kinds": list(told.kinds)}
    BreachWords.objects.update_or_create(
        breach=breach,
        language=language,
        defaults=values | {"written_at": at, "written_by": by.key},
    )
    record_event(
        "breach.letter_written",
        by=by,
        at=at,
        record=RecordRef("breach", str(breach.pk)),
        details={"language": language},
    )


@transaction.atomic
def due_paper(breach_id: UUID | str, *, by: Actor, at: datetime) -> DuePaper:
    """What is due to whom, to print. Raises AccessDenied, NotFound or PdfFailed."""
    notice = open_breach_notice(breach_id, by=by, at=at)
    values = {
        "title": "Who is to be told, and by when",
        "author": organization_of(by).sender_name,
        "language": "en",
        "footer": reference_of(str(notice.row.id)),
        "facts": _facts(notice.row),
        "items": [
            {"heading": WHOM[one.whom], "facts": _due_facts(one), "ways": one.ways}
            for one in notice.due
        ],
        "remarks": [f"{notice.source}. Not confirmed: ask a lawyer, also what state law asks for."],
    }
    return DuePaper(render_pdf("breach_due", values, at=at))


def due_items(row: BreachRow) -> tuple[DueItem, ...]:
    guide = breach_due()
    return (
        DueItem("people", row.due.people, row.people_told_on, "people" in row.late, guide.people),
        DueItem("hhs", row.due.hhs, row.hhs_told_on, "hhs" in row.late, guide.hhs),
        DueItem("media", row.due.media, row.media_told_on, "media" in row.late, guide.media),
    )


WHOM = {"people": "The people themselves", "hhs": "HHS", "media": "The press"}


def _facts(row: BreachRow) -> list[list[str]]:
    happened = day_words(row.happened_on, "en") if row.happened_on else "not known"
    return [
        ["What happened", row.words],
        ["It happened on", happened],
        ["Found on", day_words(row.discovered_on, "en")],
        ["People", str(row.people)],
    ]


def _due_facts(one: DueItem) -> list[list[str]]:
    if one.due_on is None:
        return [["By", "need not be told: not enough people of one state"]]
    waiting = "not yet, and late" if one.is_late else "not yet"
    told = day_words(one.told_on, "en") if one.told_on else waiting
    return [["By", day_words(one.due_on, "en")], ["Told on", told]]
