from __future__ import annotations

from integration.access.table.row import PAGE, Row

MEMBERS = (
    # To a member of whom no record is kept it says so.
    Row("members:openings", PAGE, "ana pat"),
)
