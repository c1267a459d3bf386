"""Who is in a group: coming in, also while it runs, and leaving."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import client_to_care_for, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.care.groups import GroupEventState
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import group_facts, groups_of, members_on
from stepwell.records.care.models import CareGroup, Enrollment, GroupMember
from stepwell.records.people.models import Client


@transaction.atomic
def join_group(
    group_id: UUID | str,
    client_id: UUID | str,
    *,
    on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Someone in one's care comes into a group, from a day; today without it.

    Raises:
        AccessDenied, NotFound: `by` may not work on the client's care, or there is no such group.
        CareRefused: the group is full or has begun and takes in nobody, or the client is not
            enrolled in what it gives.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    group = found(groups_of(by).select_for_update(), group_id)
    day = on or today_of(by, at)
    enrollment = _check_may_join(group, client, day)
    row = GroupMember.objects.create(
        group=group, client=client, enrollment=enrollment, joined_on=day, joined_by=by.key
    )
    record_care(client.pk, "group_place", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def leave_group(
    group_id: UUID | str, client_id: UUID | str, *, words: str = "", by: Actor, at: datetime
) -> None:
    """From today. Those who lead the group and those who care for the client may say so.

    Raises AccessDenied, NotFound, or CareRefused where they are not in it.
    """
    group = found(groups_of(by), group_id)
    here = members_on(group, today_of(by, at))
    row = next((one for one in here if str(one.client_id) == str(client_id)), None)
    facts = group_facts(group, by, at)
    if row is None or not facts.is_leader:
        client = client_to_care_for(client_id, by=by, at=at)
        row = row or GroupMember.objects.filter(group=group, client=client, left_on=None).first()
    if row is None:
        raise CareRefused("This person is not in the group.")
    row.left_on, row.left_by, row.words = today_of(by, at), by.key, words.strip()
    row.save(update_fields=["left_on", "left_by", "words"])
    record_care(row.client_id, "group_place", "ended", by=by, at=at)


def _check_may_join(group: CareGroup, client: Client, day: date) -> Enrollment | None:
    if group.ends_on is not None and day > group.ends_on:
        raise CareRefused("This group has ended by then.")
    if not group.is_rolling and group.events.filter(status=GroupEventState.HELD).exists():
        raise CareRefused("This group has begun and takes in nobody. Choose one with open entry.")
    members = members_on(group, day)
    if members.filter(client=client).exists() or group.members.filter(client=client, left_on=None):
        raise CareRefused("This person is in the group already.")
    if group.places is not None and members.count() >= group.places:
        raise CareRefused("The group is full.")
    if not group.protocol:
        return None
    running = Enrollment.objects.filter(episode__client=client, status=EnrollmentState.ACTIVE)
    for one in running:
        if (one.protocol, one.content_hash) == (group.protocol, group.content_hash):
            return one
    raise CareRefused("Enroll this person in what the group gives first.")
