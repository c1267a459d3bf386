"""Who writes, reads and signs notes.

- A progress note belongs to the record: those who care for the client read it; whoever began it
  writes and signs it; others only add to a signed one under their own name.
- A supervisor in charge of the client signs the notes of others too, where that is asked for.
- A counseling note kept apart (42 CFR 2.11) is its author's alone: no supervisor, director,
  auditor, team or broken glass opens it, and its author only while they care for the client.
"""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role, check_second_factor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.clients import (
    ClientFacts,
    check_can_change_client,
    check_can_see_clinical,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of
from stepwell.domain.people.field_classes import FieldClass


def check_can_read_notes(actor: Actor, client: ClientFacts) -> None:
    check_can_see_clinical(actor, client)


def check_can_write_notes(actor: Actor, client: ClientFacts) -> None:
    """Begin one, and add to a signed one."""
    check_can_change_client(actor, client, frozenset({FieldClass.CLINICAL}))


def check_can_edit_note(actor: Actor, client: ClientFacts, *, is_own: bool) -> None:
    """Change and sign a draft. is_own: the actor began it."""
    check_can_write_notes(actor, client)
    if not is_own:
        raise AccessDenied("Whoever began this note writes and signs it.", rule="note.edit")


def check_can_cosign(actor: Actor, client: ClientFacts, *, is_own: bool) -> None:
    check_can_write_notes(actor, client)
    check_has_role(actor, {Role.SUPERVISOR}, to="sign the notes of others", rule="note.cosign")
    if is_own:
        raise AccessDenied("Someone else signs your own note too.", rule="note.cosign")


def check_can_list_waiting(actor: Actor) -> None:
    care = {Role.COUNSELOR, Role.SUPERVISOR}
    check_has_role(actor, care, to="see which notes wait", rule="notes.waiting")
    check_second_factor(actor)


def check_can_ask_for_cosigning(actor: Actor) -> None:
    who = {Role.SUPERVISOR}
    check_has_role(actor, who, to="say whose notes are signed twice", rule="note.cosigning")
    check_second_factor(actor)


def check_can_keep_own_notes(actor: Actor, client: ClientFacts) -> None:
    """Keep counseling notes apart about a client in their care; a broken glass is no care."""
    if client.is_glass_broken and not (client.is_own or client.is_of_team or client.is_of_led_team):
        raise AccessDenied("This is not for an emergency.", rule="note.own")
    check_can_write_notes(actor, client)


can_read_notes = twin_of(check_can_read_notes)
can_write_notes = twin_of(check_can_write_notes)
can_edit_note = twin_of(check_can_edit_note)
can_cosign = twin_of(check_can_cosign)
can_list_waiting = twin_of(check_can_list_waiting)
can_ask_for_cosigning = twin_of(check_can_ask_for_cosigning)
can_keep_own_notes = twin_of(check_can_keep_own_notes)
