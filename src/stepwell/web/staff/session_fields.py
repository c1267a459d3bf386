"""The fields of a session's page: each with its key, what stands in it, and the number of that.

In a form a field is `v:<client>:<key>`, with the number it was typed over in `n:<client>:<key>`;
the client is left out but in groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from stepwell.actions.session_entries import Conflict, NewEntry
from stepwell.domain.access.denied import NotFound
from stepwell.domain.care.run_entries import OF_NOBODY, Standing, list_of
from stepwell.queries.found import as_id

VALUE, NUMBER = "v:", "n:"
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RunField:
    """kind: text, line, tick or choice. name: without v: or n:. conflict: what somebody else wrote
    there meanwhile, beside which the field holds what was typed."""

    name: str
    kind: str
    label: str
    value: str
    number: int
    rows: int = 2
    options: tuple[Option, ...] = ()
    hint: str = ""
    type: str = "text"
    conflict: Conflict | None = None

    @property
    def id(self) -> str:
        return anchor_of(self.name.lstrip(":"))

    @property
    def is_said(self) -> bool:
        return bool(self.value.strip())


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes the fields of one page. client_id: whom a session with one person is with; None in
    a group. conflicts: of what was just sent."""

    standing: Mapping[tuple[UUID | None, str], Standing]
    client_id: UUID | None
    conflicts: tuple[Conflict, ...] = ()

    def text(self, key: str, label: str, **more: Any) -> RunField:
        return self._field(key, "text", label, **more)

    def line(self, key: str, label: str, **more: Any) -> RunField:
        return self._field(key, "line", label, **more)

    def tick(self, key: str, label: str, **more: Any) -> RunField:
        return self._field(key, "tick", label, **more)

    def choice(self, key: str, label: str, options: Iterable[Option], **more: Any) -> RunField:
        return self._field(key, "choice", label, options=tuple(options), **more)

    def _field(
        self, key: str, kind: str, label: str, *, about: UUID | None = None, **more: Any
    ) -> RunField:
        whom = about or (None if list_of(key) in OF_NOBODY else self.client_id)
        there = self.standing.get((whom, key))
        conflict = next(
            (one for one in self.conflicts if (one.client_id, one.key) == (about, key)), None
        )
        return RunField(
            f"{about or ''}:{key}",
            kind,
            label,
            conflict.ours if conflict else there.value if there else "",
            there.number if there else 0,
            conflict=conflict,
            **more,
        )


def anchor_of(key: str) -> str:
    """The id of a field on the page."""
    return "f-" + key.replace(":", "-").replace(".", "-")


def name_of(conflict: Conflict) -> str:
    """Of its field, without v: or n:."""
    return f"{conflict.client_id or ''}:{conflict.key}"


def entries_in(posted: QueryDict) -> list[NewEntry]:
    """What a form says. A box that is not ticked sends its number alone. Raises NotFound."""
    return [_entry(name.removeprefix(NUMBER), posted) for name in posted if name.startswith(NUMBER)]


def _entry(name: str, posted: QueryDict) -> NewEntry:
    client, _, key = name.partition(":")
    number = posted.get(f"{NUMBER}{name}", "")
    if not number.isdecimal() or len(number) > 9:
        raise NotFound
    value = posted.get(f"{VALUE}{name}", "")
    return NewEntry(key, value, int(number), as_id(client) if client else None)
