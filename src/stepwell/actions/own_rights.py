"""What a member asks about their own record, and ending an account that no program knows of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.erasing_rows import Person
from stepwell.actions.erasures import (
    LedgerKeeping,
    backups_gone_on,
    erase_person,
    ledger_entry,
    record_erasure,
    trail_remains,
)
from stepwell.actions.rights_requests import add_statement, take_request, withdraw_request
from stepwell.actions.second_looks import ask_second_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.roles import STAFF, Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.rights.erasure import ErasureRefused
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.queries.found import found
from stepwell.queries.organizations import own_organization
from stepwell.queries.rights import own_client, requests_of_client, unseen_answers
from stepwell.records.accounts.models import RoleAssignment, User
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client, ConjointPartner, Erasure, RightsRequest


def ask_about_own(
    right: Right, *, words: str, includes_account: bool = False, by: Actor, at: datetime
) -> UUID:
    """Raises AccessDenied, RequestRefused, or NotFound where no program keeps a record of `by`."""
    return take_request(
        _own(by).pk,
        right,
        words=words,
        way=RightsRequest.Way.APP,
        includes_account=includes_account,
        by=by,
        at=at,
    )


def take_back_own(request_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, RequestRefused."""
    withdraw_request(_own_request(request_id, by).pk, by=by, at=at)


def state_about_own(request_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """One's own words where a change was denied. Raises AccessDenied, NotFound, RequestRefused."""
    add_statement(_own_request(request_id, by).pk, words=words, by=by, at=at)


def ask_own_second_look(request_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, RequestRefused."""
    ask_second_look(_own_request(request_id, by).pk, words=words, by=by, at=at)


@transaction.atomic
def read_own_answers(*, by: Actor, at: datetime) -> None:
    """The member says that they read what was answered. Raises AccessDenied for non-members."""
    check_has_role(by, {Role.MEMBER}, to="ask about their own record", rule="rights.own")
    client = own_client(by)
    if client is None:
        return
    for unseen in unseen_answers(client):
        unseen.update(answer_seen_at=at)
    record_event("rights.answers_read", by=by, at=at, record=RecordRef("client", str(client.pk)))


def may_end_account(*, by: Actor, at: datetime) -> bool:
    """Whether nobody but the person themselves has anything to say about the account."""
    roles = set(RoleAssignment.objects.held_at(at).filter(user_id=by.key).values_list("role"))
    return (
        roles <= {(Role.MEMBER.value,)}
        and not by.is_administrator
        and not by.roles & STAFF
        and not Client.objects.filter(member_id=UUID(by.key)).exists()
        and not ConjointPartner.objects.in_force_at(at).filter(user_id=by.key).exists()
    )


def end_account(*, by: Actor, at: datetime) -> UUID:
    """The member's account and all that is in it go, at once and for good.

    Raises:
        AccessDenied: `by` is no member.
        ErasureRefused: a program keeps a record of them, or they work somewhere.
        OSError: the ledger outside the database cannot be written; nothing was erased.
    """
    check_has_role(by, {Role.MEMBER}, to="end their own account", rule="rights.own")
    with LedgerKeeping(at) as keep, transaction.atomic(), told_last():
        User.objects.select_for_update().get(pk=by.key)
        if not may_end_account(by=by, at=at):
            raise ErasureRefused(
                "A program keeps a record of you. Ask to be erased: the program answers, and can "
                "take your sign-in along."
            )
        person = Person((), by.key)
        one = Erasure(
            id=new_id(),
            organization=own_organization(),
            account_id=by.key,
            cause=Erasure.Cause.ASKED,
            parts=[Part.ACCOUNT.value],
            remains=[trail_remains()],
            carried_out_at=at,
            carried_out_by=by.key,
            backups_gone_on=backups_gone_on(at),
        )
        one.rows = dict(erase_person(person, {Part.ACCOUNT}, by=by, at=at).rows)
        one.save(force_insert=True)
        record_erasure("erasure.carried_out", one, by=by, at=at)
        keep(ledger_entry(one, person))
        return one.pk


def _own(by: Actor) -> Client:
    check_has_role(by, {Role.MEMBER}, to="ask about their own record", rule="rights.own")
    client = own_client(by)
    if client is None:
        raise NotFound
    return client


def _own_request(request_id: UUID | str, by: Actor) -> RightsRequest:
    return found(requests_of_client(_own(by)), request_id)
