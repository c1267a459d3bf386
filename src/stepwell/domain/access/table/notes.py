"""Progress notes, and counseling notes kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from stepwell.domain.access.policies import notes
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import Row


def rows() -> Iterator[Row]:
    yield Row("Notes", "See which notes wait for a signature", notes.can_list_waiting)
    yield Row("Notes", "Say whose notes a supervisor signs too", notes.can_ask_for_cosigning)
    yield from of_each_client(
        {
            "Read progress notes": notes.can_read_notes,
            "Begin a progress note, add to a signed one": notes.can_write_notes,
            "Change and sign a draft they began": partial(notes.can_edit_note, is_own=True),
            "Change and sign a draft that others began": partial(notes.can_edit_note, is_own=False),
            "Sign the note of someone else too": partial(notes.can_cosign, is_own=False),
            "Keep counseling notes of their own, apart": notes.can_keep_own_notes,
        }
    )
