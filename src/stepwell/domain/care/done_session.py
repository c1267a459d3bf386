"""What was done in one session, as plain words: what a note is drafted from and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stepwell.domain.protocols.items import SessionKind


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One point of the review. answer: in the person's words. skipped: why it was not asked."""

    item: str
    question: str
    answer: str
    skipped: str


@dataclass(frozen=True, slots=True)
class DoneBlock:
    """One block of the agenda. left_out: why it was not done. written: label and words."""

    block: str
    title: str
    is_done: bool
    left_out: str
    written: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AgreedTask:
    """A recovery task as agreed on: who, where and when, "" where it was not said.

    is_for_partner: their significant other takes it on."""

    title: str
    who: str
    where: str
    when: str
    is_for_partner: bool = False


@dataclass(frozen=True, slots=True)
class DoneSession:
    """About one person only, also of a group: nobody else is named here.

    session: of the protocol, "" for a contact outside one. minutes: as they were. facts: sentences
    from the log since the last contact. words: what the counselor typed meanwhile. gates: label
    of each safety gate and what was answered. parked: what was put aside. partner: who else was
    there, "" for nobody. next_on: the next appointment.
    """

    session: str
    title: str
    protocol: str
    kind: SessionKind
    on: date
    minutes: int
    facts: tuple[str, ...]
    words: str
    asked: tuple[AskedItem, ...]
    blocks: tuple[DoneBlock, ...]
    gates: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]
    parked: tuple[str, ...]
    tasks: tuple[AgreedTask, ...]
    partner: str
    next_on: date | None
