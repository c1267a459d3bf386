"""The page of a session that a group has, as its template takes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from stepwell.actions.group_events import Presence
from stepwell.actions.group_sessions import GroupRunPage, Participant
from stepwell.actions.session_entries import Conflict
from stepwell.domain.care.run_gaps import gate_that_stops
from stepwell.domain.protocols.rosters import Part
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.session_agenda import agenda_context
from stepwell.web.staff.session_cards import Cards, ItemCard, numbered
from stepwell.web.staff.session_fields import Fields, RunField
from stepwell.web.staff.session_tasks import TaskCard, task_card


@dataclass(frozen=True, slots=True)
class PersonCard:
    id: UUID
    name: str
    part: str
    missed_last: bool
    presence: RunField
    words: RunField
    tasks_given: tuple[TaskCard, ...]
    tasks: tuple[ItemCard, ...]
    own: tuple[ItemCard, ...]

    @property
    def has_tasks(self) -> bool:
        return any(one.first.is_said for one in (*self.tasks, *self.own))


def group_context(
    page: GroupRunPage, at: datetime, conflicts: tuple[Conflict, ...]
) -> dict[str, Any]:
    fields = Fields(page.standing, None, conflicts)
    cards = Cards(page.protocol, page.plan, fields) if page.protocol and page.plan else None
    context = {
        "page": page,
        "run": page.run,
        "kind": kind_words(page.run.kind),
        "at": at,
        "conflicts": conflicts,
        "people": [_person(one, fields, cards) for one in page.people],
        "free": {
            "words": fields.text("words", _("Note while you talk"), rows=9),
            "parked": fields.text("parked", _("Put aside for another time, one a line")),
            "partner": fields.line("partner", _("Who else is in the room")),
        },
        "gate": gate_that_stops(page.plan, page.said),
        "review_done": not any(one.key.endswith(":presence") for one in page.missing),
    }
    if cards is None:
        return context
    agenda = agenda_context(cards)
    blocks = [replace(one, is_review=False) for one in agenda["blocks"]]
    in_the_round = {"blocks": blocks, "review_block": None, "review": cards.items("review")}
    return context | agenda | in_the_round


def _person(one: Participant, fields: Fields, cards: Cards | None) -> PersonCard:
    line, about = one.line, one.line.client_id
    presence = (
        (Presence.CAME.value, _("Came")),
        (Presence.MISSED.value, _("Did not come")),
        (Presence.TOLD.value, _("Told us before")),
    )
    return PersonCard(
        about,
        line.name,
        _part(line.part, line.completes),
        line.missed_last,
        fields.choice("presence", line.name, presence, about=about),
        fields.line("words", _("In short: %(name)s") % {"name": line.name}, about=about),
        tuple(task_card(task, fields, about=about) for task in one.tasks),
        tuple(cards.tasks(about)) if cards else (),
        tuple(numbered(fields, "own", _("A task in their own words"), about=about)),
    )


def _part(part: Part, completes: str) -> str:
    return {
        Part.NEWCOMER: _("New today"),
        Part.GRADUATE: _("Finishes today"),
        Part.TOPIC: completes,
        Part.NOT_NOW: _("Had this already"),
    }[part]
