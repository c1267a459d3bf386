"""What the page of a session is made of: the review, the agenda block by block, tasks, the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stepwell.actions.log_reading import MeetingEntry
from stepwell.domain.care.run_entries import DONE, HEARD, LEFT, MOST_OWN, NO, YES
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import GateAction, Item
from stepwell.domain.protocols.session_plan import SessionPlan
from stepwell.domain.protocols.session_words import item_words
from stepwell.domain.recovery.log import Deed, Liking
from stepwell.web.staff.protocol_words import basis_words
from stepwell.web.staff.session_fields import Fields, RunField

ONE_LINE = 150
ROOM = 1
"""Empty lines for another meeting, and for another task in own words."""


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item with its words, what it rests on, and the fields that belong to it."""

    id: str
    title: str
    html: SafeString
    basis: str
    basis_label: str
    fields: tuple[RunField, ...] = ()
    earlier: Sequence[tuple[date, str]] = ()

    @property
    def is_long(self) -> bool:
        """Whether the earlier answers are more than the line that is shown of the last."""
        return len(self.earlier) > 1 or any(len(words) > ONE_LINE for _, words in self.earlier)

    @property
    def first(self) -> RunField:
        return self.fields[0]

    @property
    def rest(self) -> tuple[RunField, ...]:
        return self.fields[1:]


@dataclass(frozen=True, slots=True)
class BlockCard:
    """state: done, left or "". next: where on the page the part after it is."""

    item: ItemCard
    minutes: int
    state: RunField
    why: RunField
    topics: tuple[ItemCard, ...]
    exercises: tuple[ItemCard, ...]
    has_tasks: bool
    is_review: bool
    next: str = "tasks"


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of one session of a protocol. partner: who can take tasks on beside them."""

    protocol: Protocol
    plan: SessionPlan
    fields: Fields
    earlier: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    partner: str = ""

    def review(self) -> list[ItemCard]:
        return [self._asked("review", one) for one in self.plan.review]

    def gates(self) -> list[tuple[ItemCard, str]]:
        """With what a yes does."""
        return [(self._gate(one), one.action.value) for one in self.plan.safety]

    def blocks(self) -> list[BlockCard]:
        seen: set[str] = set()
        cards = []
        for block in self.plan.agenda:
            uses = frozenset(block.uses) - seen
            seen |= uses
            key = f"agenda.{block.id}"
            state = self.fields.choice(
                key, _("This block"), ((DONE, _("Done")), (LEFT, _("Left out")))
            )
            cards.append(
                BlockCard(
                    self._item("agenda", block),
                    block.minutes,
                    state,
                    self.fields.line(f"{key}.why", _("Why it was left out")),
                    tuple(self._tick("topics", o) for o in self.plan.topics if o.id in uses),
                    tuple(self._sheet(o) for o in self.plan.exercises if o.id in uses),
                    any(one.id in uses for one in self.plan.tasks),
                    block.id == "review",
                )
            )
        return cards

    def besides(self) -> tuple[list[ItemCard], list[ItemCard]]:
        """Topics and exercises that no block works through."""
        used = {use for block in self.plan.agenda for use in block.uses}
        return (
            [self._tick("topics", one) for one in self.plan.topics if one.id not in used],
            [self._sheet(one) for one in self.plan.exercises if one.id not in used],
        )

    def tasks(self, about: UUID | None = None) -> list[ItemCard]:
        """about: one of a group."""
        cards = []
        for one in self.plan.tasks:
            key = f"tasks.{one.id}"
            tick = self.fields.tick(key, self._words("tasks", one.id).title, about=about)
            agreements = agreed(self.fields, key, self.partner, about=about)
            cards.append(self._item("tasks", one, (tick, *agreements)))
        return cards

    def ticks(self, name: str) -> list[ItemCard]:
        return [self._tick(name, one) for one in getattr(self.plan, name)]

    def items(self, name: str) -> list[ItemCard]:
        return [self._item(name, one) for one in getattr(self.plan, name)]

    def _asked(self, name: str, item: Item) -> ItemCard:
        key = f"{name}.{item.id}"
        title = self._words(name, item.id).title
        fields = asked(self.fields, key, title)
        return self._item(name, item, fields, self.earlier.get(key, ()))

    def _gate(self, item: Item) -> ItemCard:
        key, title = f"safety.{item.id}", self._words("safety", item.id).title
        answer = self.fields.choice(key, title, ((NO, _("No")), (YES, _("Yes"))))
        words = self.fields.line(f"{key}.words", _("A word about it"))
        return self._item("safety", item, (answer, words))

    def _tick(self, name: str, item: Item) -> ItemCard:
        title = self._words(name, item.id).title
        return self._item(name, item, (self.fields.tick(f"{name}.{item.id}", title),))

    def _sheet(self, item: Any) -> ItemCard:
        words = self._words("exercises", item.id)
        key = f"exercises.{item.id}"
        if not item.fields:
            return self._item("exercises", item, (self.fields.text(key, words.title),))
        labels = words.fields
        fields = (self.fields.text(f"{key}.{one}", labels.get(one, one)) for one in item.fields)
        return self._item("exercises", item, tuple(fields))

    def _item(
        self,
        name: str,
        item: Item,
        fields: tuple[RunField, ...] = (),
        earlier: Sequence[tuple[date, str]] = (),
    ) -> ItemCard:
        words = self._words(name, item.id)
        has_sheet = name == "exercises" and bool(words.fields)
        title = words.title
        if name == "readings":
            chapter = getattr(item, "chapter", "")
            title = ": ".join(filter(None, (getattr(item, "work", ""), chapter)))
        return ItemCard(
            item.id,
            title,
            mark_safe("" if has_sheet else words.html),  # noqa: S308 (Markdown of the library)
            item.basis,
            basis_words(item.basis),
            fields,
            earlier,
        )

    def _words(self, name: str, key: str) -> Any:
        return item_words(self.protocol, self.plan.session, name, key)


def asked(fields: Fields, key: str, title: str) -> tuple[RunField, RunField]:
    return fields.text(key, title), fields.line(f"{key}.why", _("Why it was not asked"))


def heard(fields: Fields, earlier: dict[str, list[tuple[date, str]]]) -> list[ItemCard]:
    """What they take from the meetings, asked in every protocol (our own design)."""
    return [
        ItemCard(
            one,
            _(words),
            SafeString(""),
            "design",
            basis_words("design"),  # type: ignore[arg-type]
            asked(fields, f"heard.{one}", _(words)),
            earlier.get(f"heard.{one}", ()),
        )
        for one, words in HEARD.items()
    ]


def agreed(fields: Fields, key: str, partner: str = "", **more: Any) -> tuple[RunField, ...]:
    """partner: the significant other who takes part, "" for nobody."""
    lines = (
        fields.line(f"{key}.who", _("With whom"), **more),
        fields.line(f"{key}.where", _("Where"), **more),
        fields.line(f"{key}.when", _("When"), **more),
    )
    label = _("%(name)s takes this on") % {"name": partner or _("Their partner")}
    whose = fields.tick(f"{key}.for", label, **more)
    return (*lines, whose) if partner or whose.is_said else lines


def numbered(
    fields: Fields, name: str, label: str, partner: str = "", **more: Any
) -> list[ItemCard]:
    """Chosen meetings, or tasks in own words: those that say something, and room for more."""
    cards, empty = [], 0
    for number in range(1, MOST_OWN + 1):
        key = f"{name}.{number}"
        words = fields.line(key, label, **more)
        cards.append(
            ItemCard(
                key, label, SafeString(""), "", "", (words, *agreed(fields, key, partner, **more))
            )
        )
        empty += not words.is_said
        if empty == ROOM:
            break
    return cards


def explore_words(meeting: MeetingEntry) -> str:
    """A question about a meeting, by what was said of it (our own design)."""
    if Deed.GOT_NUMBER in meeting.deeds:
        return _("Whose number, and will they use it?")
    if Deed.LEFT_EARLY in meeting.deeds:
        return _("What made them leave?")
    if meeting.liking in {Liking.OK, Liking.NOT_FOR_ME}:
        return _("What was missing?")
    return _("What did they identify with?")


def liking_words(meeting: MeetingEntry) -> str:
    said = {
        Liking.GLAD: _("Glad I went."),
        Liking.OK: _("It was OK."),
        Liking.NOT_FOR_ME: _("Not for me."),
    }
    deeds = {
        Deed.SPOKE: _("Spoke."),
        Deed.TALKED_AFTER: _("Talked after."),
        Deed.GOT_NUMBER: _("Got a number."),
        Deed.SAW_SPONSOR: _("Saw my sponsor."),
        Deed.HELPED: _("Helped."),
        Deed.LEFT_EARLY: _("Left early."),
    }
    words: Iterable[str] = (deeds[one] for one in meeting.deeds)
    return " ".join([*([said[meeting.liking]] if meeting.liking else []), *words])


def stops(action: str) -> bool:
    return action == GateAction.STOP
