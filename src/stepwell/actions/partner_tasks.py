"""Tasks for a client's significant other: giving one, and letting it out onto their page.

A task is part of the client's plan. So it comes onto the page of the other through the gate, by
whoever gives it, where a consent names that person; the accounting says what left. Without one it
stays in the record, as what was agreed on in the room.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import client_to_care_for
from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose
from stepwell.actions.recovery_tasks import NewTask, write_task
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.partners import (
    DOCUMENT,
    FORM,
    INFORMATION,
    PURPOSE,
    chosen_name,
    family_recipient,
    words_for_partner,
)
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.found import as_id, found
from stepwell.queries.partners import partner_decision, partners_of
from stepwell.records.people.models import Client, ConjointPartner
from stepwell.records.recovery.models import RecoveryTask

OVER = "They do not take part any more. Take the task on with the person, or leave it out."


@transaction.atomic
@told_last()
def give_partner_task(
    client_id: UUID | str, partner_id: UUID | str, new: NewTask, *, by: Actor, at: datetime
) -> bool:
    """Outside of a session. Whether it stands on their page now.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        CareRefused: it says nothing, or nobody takes part under this id.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    if not new.title.strip():
        raise CareRefused("Write what the task is.")
    partner = partners_of(client, at).filter(pk=as_id(partner_id)).first()
    if partner is None:
        raise CareRefused(OVER)
    row = write_task(client, replace(new, partner_id=partner.pk), by=by, at=at)
    return show_to_partner(row, partner, by=by, at=at)


@transaction.atomic
@told_last()
def show_partner_task(
    client_id: UUID | str, task_id: UUID | str, *, by: Actor, at: datetime
) -> None:
    """One that was given while no consent covered it.

    Raises AccessDenied, NotFound, or CareRefused with what is still missing.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    rows = RecoveryTask.objects.select_for_update().exclude(partner_id=None)
    row = found(rows.filter(client=client, state=TaskState.OPEN), task_id)
    partner = partner_of_task(row, at)
    if partner is None:
        raise CareRefused(OVER)
    if row.shown_by is None and not show_to_partner(row, partner, by=by, at=at):
        refusals = partner_decision(partner, at).refusals
        raise CareRefused(" ".join(one.words for one in refusals) or "It was not let out.")


def partner_for_tasks(client: Client, at: datetime) -> ConjointPartner | None:
    """Whom a task for the partner is for in a session: the one who came last."""
    return partners_of(client, at).first()


def partner_of_task(row: RecoveryTask, at: datetime) -> ConjointPartner | None:
    """Who took it on, while they take part."""
    if row.partner_id is None:
        return None
    return partners_of(row.client, at).filter(pk=row.partner_id).first()


def show_to_partner(
    row: RecoveryTask, partner: ConjointPartner, *, by: Actor, at: datetime
) -> bool:
    """Whether it left. Whoever calls this has asked whether `by` may work on this care."""
    if not partner_decision(partner, at).is_allowed:
        return False
    client = row.client
    who = chosen_name(client.alias, client.name)
    sending = Sending(
        recipient=family_recipient(partner.user.name),
        purpose=PURPOSE,
        information=INFORMATION,
        form=FORM,
        words=words_for_partner(who, row.title, row.when, row.where),
        document=DOCUMENT,
    )
    try:
        released = disclose(client.pk, sending, by=by, at=at)
    except DisclosureRefused:
        return False
    row.shown_by = released.disclosure_id
    row.save(update_fields=["shown_by"])
    return True
