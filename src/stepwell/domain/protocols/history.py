"""What has happened in one enrollment, as far as the rules ask for it. Order does not matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from stepwell.domain.protocols.branches import Circumstance


class Outcome(StrEnum):
    COMPLETED = "completed"
    PARTIAL = "partial"  # held, and goes on another time
    MISSED = "missed"


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One planned session. skipped: ids of agenda blocks left out. reason: why this elective,
    or why against a rule."""

    on: date
    session: str
    outcome: Outcome = Outcome.COMPLETED
    skipped: tuple[str, ...] = ()
    reason: str = ""

    @property
    def was_held(self) -> bool:
        return self.outcome is not Outcome.MISSED


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """A circumstance that holds from one day to another, that one not included."""

    since: date
    circumstance: Circumstance
    until: date | None = None

    def holds(self, at: date) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class History:
    """version: of the protocol it was lived under. meetings_on: days a meeting was attended.
    use_on: days of use that are known."""

    enrolled_on: date
    variant: str
    version: int = 1
    contacts: tuple[Contact, ...] = ()
    spells: tuple[Spell, ...] = ()
    meetings_on: tuple[date, ...] = ()
    use_on: tuple[date, ...] = ()

    def until(self, at: date) -> History:
        """The same, without what lies ahead, in one order whatever order it came in."""
        return replace(
            self,
            contacts=tuple(sorted(one for one in self.contacts if one.on <= at)),
            spells=tuple(sorted(self.spells, key=_spell_key)),
            meetings_on=tuple(sorted(day for day in self.meetings_on if day <= at)),
            use_on=tuple(sorted(day for day in self.use_on if day <= at)),
        )

    def with_contacts(self, contacts: Iterable[Contact]) -> History:
        return replace(self, contacts=(*self.contacts, *contacts))

    @property
    def held(self) -> tuple[Contact, ...]:
        return tuple(one for one in self.contacts if one.was_held)

    @property
    def done(self) -> frozenset[str]:
        return frozenset(one.session for one in self.contacts if one.outcome is Outcome.COMPLETED)

    @property
    def last_held_on(self) -> date | None:
        return max((one.on for one in self.held), default=None)

    def circumstances(self, at: date) -> frozenset[Circumstance]:
        return frozenset(one.circumstance for one in self.spells if one.holds(at))

    def week(self, at: date) -> int:
        """From 1."""
        return (at - self.enrolled_on) // timedelta(weeks=1) + 1


def _spell_key(spell: Spell) -> tuple[date, str, date]:
    return spell.since, spell.circumstance, spell.until or date.max
