"""Care: that something changed, in which part, never what. The record is the client's."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import one_of

PARTS = (
    "referral",
    "intake",
    "episode",
    "goal",
    "therapy",
    "plan_goal",
    "diagnosis",
    "discharge",
    "enrollment",
    "circumstance",
    "appointment",
    "encounter",
    "group_place",
    "day_report",
    "attendance",
    "check_in",
    "page",
    "meeting_wishes",
    "session",
    "recovery_task",
    "progress_note",
)
CHANGES = (
    "added",
    "ended",
    "admit",
    "begin",
    "change_level",
    "hold",
    "resume",
    "discharge",
    "take_back_discharge",
    "start_intake",
    "close",
    "take_up_again",
    "no_consents",
    "meet",
    "drop",
    "complete",
    "reopen",
    "stop",
    "upgraded",
    "miss",
    "call_off",
    "cancel",
    "move",
    "struck",
    "signed",
    "cosigned",
    "saved",
    "read",
    "pause",
    "abandon",
    "settled",
)

TYPES = (
    EventType(
        "care.changed", {"part": one_of(*PARTS), "change": one_of(*CHANGES)}, needs_record=True
    ),
    EventType(
        "group.changed",
        {
            "change": one_of(
                "made",
                "closed",
                "planned",
                "leader_added",
                "leader_ended",
                "topic",
                "hold",
                "cancel",
                "reopen",
                "session_begin",
                "session_pause",
                "session_resume",
                "session_abandon",
                "session_saved",
                "session_ended",
            )
        },
        needs_record=True,
    ),
    EventType("cosigning.changed", {"change": one_of("added", "ended")}, needs_record=True),
    EventType("own_note.changed", {"change": one_of("added", "saved", "destroyed", "viewed")}),
    EventType(
        "calendar_feed.changed", {"change": one_of("made", "changed", "revoked")}, needs_record=True
    ),
)
