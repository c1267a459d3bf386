"""Typing in what someone tells, or brings on paper: days, meetings, check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction

from stepwell.actions.care_access import client_to_care_for, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.log import (
    BEST_MOOD,
    STRONGEST_URGE,
    DayState,
    Deed,
    Liking,
    Medicine,
    MeetingMode,
    Source,
    check_day,
    check_scale,
)
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance

ENTRIES: dict[str, type[models.Model]] = {
    "day_report": DayReport,
    "attendance": MeetingAttendance,
    "check_in": CheckIn,
}
BY_STAFF = frozenset(Source) - {Source.OWN}


@dataclass(frozen=True, slots=True)
class NewDay:
    """state: None to take back what is said of that day. seen: the id of what whoever writes this
    saw standing there, "" for nothing; where another stands by now, nothing is overwritten.
    """

    on: date
    state: DayState | None
    substance: str = ""
    amount: str = ""
    words: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """fellowship: a slug, "" if not said. code: of the directory, where it is listed."""

    on: date
    meeting: str = ""
    fellowship: str = ""
    code: str = ""
    mode: MeetingMode | None = None
    liking: Liking | None = None
    deeds: frozenset[Deed] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class NewCheckIn:
    """None for what they did not say."""

    on: date
    urge: int | None = None
    mood: int | None = None
    medicine: Medicine | None = None
    words: str = ""


@transaction.atomic
def keep_log(
    client_id: UUID | str,
    *,
    days: Sequence[NewDay] = (),
    meetings: Sequence[NewMeeting] = (),
    check_ins: Sequence[NewCheckIn] = (),
    source: Source,
    by: Actor,
    at: datetime,
) -> int:
    """All of it or nothing, such as a week from a paper log.

    Returns:
        How many entries are new; what is said already, in the same words, is none.

    Raises:
        AccessDenied, NotFound: `by` may not work on the client's care, or there is none.
        CareRefused: a day lies ahead or too far back, something says nothing, or somebody wrote
            about the day in the meantime.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    Client.objects.select_for_update().get(pk=client.pk)
    if source not in BY_STAFF:
        raise CareRefused("Say how you know this.")
    today = today_of(by, at)
    every: tuple[NewDay | NewMeeting | NewCheckIn, ...] = (*days, *meetings, *check_ins)
    for one in every:
        check_day(one.on, today)
    common = {"client": client, "source": source, "recorded_at": at, "recorded_by": by.key}
    kept = sum(_keep_day(client, one, common, by=by, at=at) for one in days)
    for meeting in meetings:
        _keep_meeting(meeting, common)
    for check_in in check_ins:
        _keep_check_in(check_in, common)
    for part, count in (
        ("day_report", kept),
        ("attendance", len(meetings)),
        ("check_in", len(check_ins)),
    ):
        if count:
            record_care(client.pk, part, "added", by=by, at=at)
    return kept + len(meetings) + len(check_ins)


@transaction.atomic
def strike_entry(
    client_id: UUID | str, kind: str, entry_id: UUID | str, *, by: Actor, at: datetime
) -> None:
    """It was a mistake; it stays to be read as one.

    Args:
        kind: of ENTRIES.

    Raises AccessDenied, NotFound, or CareRefused where it was struck already.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    if kind not in ENTRIES:
        raise CareRefused("Choose an entry of the log.")
    row = found(ENTRIES[kind]._default_manager.filter(client=client), entry_id)
    if row.struck_at is not None:  # type: ignore[attr-defined]
        raise CareRefused("This was struck already.")
    if row.source == Source.OWN:  # type: ignore[attr-defined]
        raise CareRefused("This comes from the person’s own app. Ask them to put it right there.")
    _strike(row, by=by, at=at)
    record_care(client.pk, kind, "struck", by=by, at=at)


def _keep_day(
    client: Client, new: NewDay, common: dict[str, object], *, by: Actor, at: datetime
) -> int:
    standing = DayReport.objects.standing().filter(client=client, on=new.on)
    there = next((one for one in standing if one.substance == new.substance), None)
    wanted = (new.state.value if new.state else "", new.amount.strip(), new.words.strip())
    said = (there.state, there.amount, there.words) if there else ("", "", "")
    if wanted == said:
        return 0
    if (str(there.pk) if there else "") != new.seen:
        raise CareRefused(
            f"Somebody wrote about {new.on:%B} {new.on.day} in the meantime. Look at it, and say "
            "it again if it is wrong."
        )
    if there is not None:
        _strike(there, by=by, at=at)
    if new.state is None:
        return 1
    DayReport.objects.create(
        on=new.on,
        state=wanted[0],
        substance=new.substance,
        amount=wanted[1],
        words=wanted[2],
        **common,
    )
    return 1


def _keep_meeting(new: NewMeeting, common: dict[str, object]) -> None:
    if not new.meeting.strip() and not new.fellowship:
        raise CareRefused(
            f"Write which meeting it was on {new.on:%B} {new.on.day}, or which fellowship."
        )
    MeetingAttendance.objects.create(
        on=new.on,
        fellowship=new.fellowship,
        meeting=new.meeting.strip(),
        code=new.code,
        mode=new.mode.value if new.mode else "",
        liking=new.liking.value if new.liking else "",
        deeds=sorted(one.value for one in new.deeds),
        words=new.words.strip(),
        **common,
    )


def _keep_check_in(new: NewCheckIn, common: dict[str, object]) -> None:
    check_scale("urge", new.urge, STRONGEST_URGE)
    check_scale("mood", new.mood, BEST_MOOD)
    answers = {
        name: value
        for name, value in (
            ("urge", new.urge),
            ("mood", new.mood),
            ("medicine", new.medicine.value if new.medicine else None),
        )
        if value is not None
    }
    if not answers and not new.words.strip():
        raise CareRefused("The check-in says nothing yet.")
    CheckIn.objects.create(on=new.on, answers=answers, words=new.words.strip(), **common)


def _strike(row: models.Model, *, by: Actor, at: datetime) -> None:
    row.struck_at, row.struck_by = at, by.key  # type: ignore[attr-defined]
    row.save(update_fields=["struck_at", "struck_by"])
