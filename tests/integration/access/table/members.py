from __future__ import annotations

from integration.access.table.row import PAGE, SIGNED_IN, Row

MEMBERS = (
    Row("members:manifest", PAGE, SIGNED_IN),
    # To a member of whom no record is kept it says so.
    Row("members:openings", PAGE, "ana pat"),
)
