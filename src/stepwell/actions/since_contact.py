"""What is known of the time since the last contact: for the review, and as facts of a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.actions.log_reading import CheckInEntry, LogDay, MeetingEntry, log_days
from stepwell.actions.page_reading import count_pages_since
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.recovery.log import BEST_MOOD, STRONGEST_URGE, DayState, Medicine
from stepwell.records.care.models import Encounter, SessionRun
from stepwell.records.people.models import Client

FIRST_LOOK, FURTHEST_LOOK = timedelta(days=14), timedelta(days=91)
"""How far the review looks back without a last contact, and at most (design)."""


@dataclass(frozen=True, slots=True)
class Since:
    """last_on: of the last contact, None where there was none. days: the newest first, from the
    last contact or the day the look begins, up to the session. pages: how many they handed over
    in these days."""

    last_on: date | None
    on: date
    days: tuple[LogDay, ...]
    pages: int = 0

    @property
    def days_since(self) -> int | None:
        return (self.on - self.last_on).days if self.last_on else None

    @property
    def known(self) -> int:
        return sum(bool(one.reports) for one in self.days)

    @property
    def used_on(self) -> tuple[date, ...]:
        return tuple(sorted(one.on for one in self.days if one.is_used))

    @property
    def abstinent(self) -> int:
        return sum(
            not one.is_used and any(r.state is DayState.ABSTINENT for r in one.reports)
            for one in self.days
        )

    @property
    def meetings(self) -> tuple[tuple[date, MeetingEntry], ...]:
        """The newest first."""
        return tuple((day.on, one) for day in self.days for one in day.meetings)

    @property
    def check_ins(self) -> tuple[tuple[date, CheckInEntry], ...]:
        return tuple((day.on, one) for day in self.days for one in day.check_ins)

    @property
    def strongest_urge(self) -> tuple[int, date] | None:
        found = list(_numbers(self.check_ins, "urge"))
        return max(found, key=lambda one: one[0]) if found else None

    @property
    def moods(self) -> tuple[int, int] | None:
        """The lowest and the highest."""
        found = [number for number, _ in _numbers(self.check_ins, "mood")]
        return (min(found), max(found)) if found else None

    @property
    def medicine(self) -> tuple[int, int] | None:
        """On how many days it was taken as prescribed, and on how many not."""
        said = [one.answers.get("medicine") for _, one in self.check_ins]
        taken, left = said.count(Medicine.AS_PRESCRIBED.value), said.count(Medicine.NOT.value)
        return (taken, left) if taken or left else None


def since_contact(client: Client, run: SessionRun, on: date) -> Since:
    """Not audited by itself."""
    rows = (
        Encounter.objects.standing()
        .filter(client=client, on__lte=on)
        .exclude(outcome=Outcome.MISSED)
        .order_by("-on")
    )
    if run.encounter_id is not None:
        rows = rows.exclude(pk=run.encounter_id)
    last = rows.first()
    first = max(last.on if last else on - FIRST_LOOK, on - FURTHEST_LOOK)
    return Since(
        last.on if last else None,
        on,
        tuple(log_days(client, first, on)),
        pages=count_pages_since(client, first, on),
    )


def facts_of_since(since: Since) -> tuple[str, ...]:
    """As sentences; of what nobody has said anything about there is none."""
    return tuple(filter(None, (
        _contact(since), _days(since), _meetings(since), _urge(since), _mood(since),
        _medicine(since),
    )))  # fmt: skip


def short(on: date) -> str:
    return f"{on:%b} {on.day}"


def _contact(since: Since) -> str:
    if since.last_on is None or since.days_since is None:
        return "First contact of this care."
    days = "1 day" if since.days_since == 1 else f"{since.days_since} days"
    return f"Last contact on {short(since.last_on)}, {days} ago."


def _days(since: Since) -> str:
    if not since.known:
        return ""
    used = ", ".join(map(short, since.used_on))
    use = f"use on {used}" if used else "no use reported"
    return (
        f"Of {len(since.days)} days {since.known} are known: {since.abstinent} without use, {use}."
    )


def _meetings(since: Since) -> str:
    if not since.meetings:
        return ""
    named = ", ".join(
        f"{short(on)} {one.meeting or one.fellowship}" for on, one in reversed(since.meetings)
    )
    return f"Meetings: {len(since.meetings)} ({named})."


def _urge(since: Since) -> str:
    found = since.strongest_urge
    return f"Strongest urge: {found[0]} of {STRONGEST_URGE}, on {short(found[1])}." if found else ""


def _mood(since: Since) -> str:
    if since.moods is None:
        return ""
    low, high = since.moods
    return (
        f"Mood: {low} to {high} of {BEST_MOOD}." if low != high else f"Mood: {low} of {BEST_MOOD}."
    )


def _medicine(since: Since) -> str:
    if since.medicine is None:
        return ""
    taken, left = since.medicine
    return f"Medicine: as prescribed in {taken} check-ins, not so in {left}."


def _numbers(entries: Iterable[tuple[date, CheckInEntry]], name: str) -> Iterable[tuple[int, date]]:
    for on, one in entries:
        value = one.answers.get(name)
        if isinstance(value, int):
            yield value, on
