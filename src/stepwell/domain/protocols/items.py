"""What a protocol or one of its sessions is made of. Words stand in prose files, by the same id."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis


class SessionKind(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
    CONJOINT = "conjoint"
    PEER_JOINED = "peer-joined"
    PHONE = "phone"


class Partner(StrEnum):
    """Whether a partner or another close person belongs in the room."""

    NOT_EXPECTED = "not-expected"
    INVITED = "invited"
    REQUIRED = "required"


class TaskKind(StrEnum):
    ATTEND = "attend"
    READ = "read"
    CALL = "call"
    TALK_TO = "talk-to"
    ASK_SPONSOR = "ask-sponsor"
    SERVICE = "service"
    JOURNAL = "journal"
    SOCIAL = "social"
    SKILLS = "skills"


class TaskEvidence(StrEnum):
    """How it is known that a task was done."""

    SELF_REPORT = "self-report"
    VOLUNTEER_REPORT = "volunteer-report"
    PARTNER_REPORT = "partner-report"
    SHOWN = "shown"  # a ticket, a receipt, a list of calls: looked at, not kept
    NONE = "none"


class GateAction(StrEnum):
    STOP = "stop"  # the agenda ends here and the crisis path opens
    PAUSE = "pause"  # settle this first, then go on
    ASK = "ask"  # ask, and record the answer


class Situation(StrEnum):
    """What can happen in or around any session, for which a protocol has a script."""

    RETURN_TO_USE = "return-to-use"
    INTOXICATED = "intoxicated"
    MISSED = "missed"
    LATE = "late"
    NO_ATTENDANCE = "no-attendance"
    DECLINES = "declines"
    PARTNER_PRESENT = "partner-present"
    CRISIS = "crisis"
    MEDICATION = "medication"


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """basis, source: where the statement comes from. track: shown only while that is open."""

    id: str
    basis: Basis
    source: str
    track: str = ""


class AgendaBlock(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """uses: ids of topics, exercises, tasks or review items this block works through."""

    minutes: int
    uses: tuple[str, ...] = ()


class Exercise(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """fields: what is written down, each labeled in the prose as "- id: Label"."""

    fields: tuple[str, ...] = ()


class RecoveryTask(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """due_days: from the session, 0 for "by the next one"."""

    kind: TaskKind
    evidence: TaskEvidence = TaskEvidence.SELF_REPORT
    due_days: int = 0


class Reading(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By title and chapter only: what a fellowship wrote belongs to it."""

    work: str
    chapter: str = ""


class SafetyGate(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    action: GateAction


class Script(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to do when something happens that no agenda plans."""

    when: Situation


class Track(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A strand of items that branch rules open and close."""

    is_open: bool


class Variant(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way of giving the protocol, chosen at enrollment. opens, closes: tracks."""

    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


class Reward(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which finished tasks earn something, and what must be known of them first.

    at_most: rewarded tasks at one visit. What the prize is, the program decides.
    """

    tasks: tuple[TaskKind, ...]
    evidence: tuple[TaskEvidence, ...]
    at_most: int


class DoseMark(Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Enough is received when at least so many of these sessions were completed."""

    sessions: tuple[str, ...]
    at_least: int
    variants: tuple[str, ...] = ()
