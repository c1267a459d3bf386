"""Folding a duplicate into another record of the same client, and undoing that."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.clients import LISTS, TEXTS
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_merge_clients
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.care.session_runs import RunState
from stepwell.queries.client_merges import merges_of
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.found import found
from stepwell.records.care.models import (
    Appointment,
    Encounter,
    EpisodeOfCare,
    GroupMember,
    Incident,
    Intake,
    ProgressNote,
    Referral,
    SafetyPath,
    SafetyPlan,
    ScreenerAnswer,
    SessionEntry,
    SessionRun,
    ToldEvent,
)
from stepwell.records.counseling_notes.models import CounselingNote
from stepwell.records.people.models import (
    BreachLetter,
    Client,
    ClientAssignment,
    ClientHold,
    ClientMerge,
    ConjointPartner,
    Consent,
    ContactRules,
    Disclosure,
    EmergencyContact,
    GlassBreak,
    LegalRequest,
    Notice,
    NoticeReceipt,
    PrivacyFacts,
    Restriction,
    RightsRequest,
)
from stepwell.records.recovery.models import (
    CheckIn,
    DayReport,
    HandedPage,
    MeetingAttendance,
    RecoveryTask,
)

FIELDS = (*TEXTS, *LISTS, "time_zone", "site_id", "member_id")
"""Taken over where the kept record has nothing."""
MOVED: dict[str, Any] = {
    "client_assignment": ClientAssignment,
    "conjoint_partner": ConjointPartner,
    "glass_break": GlassBreak,
    "notice": Notice,
    "rights_request": RightsRequest,
    "consent": Consent,
    "notice_receipt": NoticeReceipt,
    "disclosure": Disclosure,
    "breach_letter": BreachLetter,
    "restriction": Restriction,
    "client_hold": ClientHold,
    "legal_request": LegalRequest,
    "privacy_facts": PrivacyFacts,
    "contact_rules": ContactRules,
    "emergency_contact": EmergencyContact,
    "safety_plan": SafetyPlan,
    "safety_path": SafetyPath,
    "told_event": ToldEvent,
    "screener_answer": ScreenerAnswer,
    "incident": Incident,
    "referral": Referral,
    "intake": Intake,
    "episode": EpisodeOfCare,
    "appointment": Appointment,
    "group_place": GroupMember,
    "encounter": Encounter,
    "day_report": DayReport,
    "attendance": MeetingAttendance,
    "check_in": CheckIn,
    "handed_page": HandedPage,
    "recovery_task": RecoveryTask,
    "session_run": SessionRun,
    "progress_note": ProgressNote,
    "counseling_note": CounselingNote,
    "session_entry": SessionEntry,
}
"""Rows that follow the client. A model that points at Client is here or in UNMOVED."""
UNMOVED = frozenset({"Client", "ClientMerge", "Erasure", "MeetingWishes"})


class MergeRefused(Exception):
    """Why the records were not merged or parted, and what to do."""


@transaction.atomic
def merge_clients(
    kept_id: UUID | str, duplicate_id: UUID | str, *, by: Actor, at: datetime
) -> UUID:
    """Let `kept` stand for both; the duplicate stays in the database, out of sight.

    Nothing in the kept record is overwritten.

    Returns:
        The id of the merge, by which it can be undone.

    Raises:
        AccessDenied, NotFound: `by` may not merge both, or one is not of the organization.
        MergeRefused: it is the same record, both have an account as members, or both are in care.
    """
    kept, duplicate = _hold_both(kept_id, duplicate_id, by)
    check_can_merge_clients(by, facts_of(kept, by, at), facts_of(duplicate, by, at))
    if kept.pk == duplicate.pk:
        raise MergeRefused("Choose two different records.")
    if kept.member_id and duplicate.member_id:
        raise MergeRefused(
            "Both clients sign in as members. End one of the two accounts first, with the client."
        )
    if open_episode_of(kept.pk) and open_episode_of(duplicate.pk):
        raise MergeRefused("Both records are in care. Discharge one of them first.")
    taken = {
        "fields": _missing_fields(kept, duplicate),
        "rows": _move_rows(kept, duplicate),
        "member": str(duplicate.member_id or ""),
    }
    values = {name: getattr(duplicate, name) for name in taken["fields"]}
    if "member_id" in values:
        duplicate.member_id = None
    duplicate.merged_into = kept
    duplicate.save()
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    merge = ClientMerge.objects.create(
        kept=kept, duplicate=duplicate, taken=taken, merged_at=at, merged_by=by.key
    )
    _record(kept, duplicate, "merged", by=by, at=at)
    return merge.pk


@transaction.atomic
def undo_merge(merge_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Part the records again. What was changed in the kept record since stays there.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such merge.
        MergeRefused: it was undone already, or the kept record has been merged further.
    """
    merge = found(merges_of(by), merge_id)
    _hold([merge.kept_id, merge.duplicate_id])
    merge = found(merges_of(by), merge_id)
    kept, duplicate = merge.kept, merge.duplicate
    facts = facts_of(kept, by, at)
    check_can_merge_clients(by, facts, facts)
    if merge.undone_at is not None:
        raise MergeRefused("These records were parted already.")
    if kept.merged_into_id is not None:
        raise MergeRefused("The kept record was merged into another since: undo that first.")
    _give_back_fields(kept, duplicate, merge.taken["fields"])
    _give_back_member(kept, duplicate, merge.taken["member"])
    duplicate.merged_into = None
    duplicate.save()
    for kind, ids in merge.taken["rows"].items():
        MOVED[kind].objects.filter(pk__in=ids, client=kept).update(client=duplicate)
    merge.undone_at, merge.undone_by = at, by.key
    merge.save(update_fields=["undone_at", "undone_by"])
    _record(kept, duplicate, "unmerged", by=by, at=at)


def _hold_both(kept_id: UUID | str, duplicate_id: UUID | str, by: Actor) -> tuple[Client, Client]:
    """As they are once nobody else merges either of them, or NotFound."""
    _hold([client_of(by, kept_id).pk, client_of(by, duplicate_id).pk])
    return client_of(by, kept_id), client_of(by, duplicate_id)


def _hold(ids: list[UUID]) -> None:
    """In one order, for two who would merge each into the other."""
    list(Client.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _missing_fields(kept: Client, duplicate: Client) -> list[str]:
    return [name for name in FIELDS if not getattr(kept, name) and getattr(duplicate, name)]


def _move_rows(kept: Client, duplicate: Client) -> dict[str, list[str]]:
    """Let the duplicate's rows follow, but for those the kept record has its own of."""
    moved: dict[str, list[str]] = {}
    for kind, model in MOVED.items():
        rows = model.objects.filter(client=duplicate)
        if kind in {"contact_rules", "emergency_contact", "privacy_facts"}:
            rows = rows if not model.objects.filter(client=kept).exists() else rows.none()
        elif kind == "client_assignment":
            carers = model.objects.filter(client=kept, ends_at=None).values_list("user_id")
            rows = rows.exclude(user_id__in=list(carers.values_list("user_id", flat=True)))
        elif kind == "group_place":
            places = model.objects.filter(client=kept, left_on=None)
            rows = rows.exclude(group__in=list(places.values_list("group_id", flat=True)))
        elif kind == "encounter":
            events = model.objects.filter(client=kept).exclude(group_event=None)
            rows = rows.exclude(group_event__in=list(events.values_list("group_event", flat=True)))
        elif kind == "session_run":
            has_open = model.objects.filter(client=kept, state=RunState.OPEN).exists()
            rows = rows.exclude(state=RunState.OPEN) if has_open else rows
        elif kind == "session_entry":
            both = model.objects.filter(client=kept).values_list("run_id", flat=True)
            rows = rows.exclude(run__client=duplicate).exclude(run__in=list(both))
        ids = list(rows.values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(client=kept)
        moved[kind] = [str(one) for one in ids]
    return moved


def _give_back_fields(kept: Client, duplicate: Client, fields: list[str]) -> None:
    """Empty in the kept record what it took over, unless it was changed there since."""
    empty = Client()
    for name in fields:
        if name != "member_id" and getattr(kept, name) == getattr(duplicate, name):
            setattr(kept, name, getattr(empty, name))
    kept.save()


def _give_back_member(kept: Client, duplicate: Client, member_id: str) -> None:
    """Unless that person is no member any more, or someone else is the member now."""
    if member_id and str(kept.member_id) == member_id:
        duplicate.member_id, kept.member_id = kept.member_id, None
        kept.save(update_fields=["member"])


def _record(kept: Client, duplicate: Client, change: str, *, by: Actor, at: datetime) -> None:
    for client in (kept, duplicate):
        record_event(
            "record.changed",
            by=by,
            at=at,
            record=RecordRef("client", str(client.pk)),
            details={"change": change},
        )
