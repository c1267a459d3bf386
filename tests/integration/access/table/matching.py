from __future__ import annotations

from integration.access.table.clients import IN_CARE
from integration.access.table.row import DEED, FORM, Row

MATCHING = (
    Row("staff:meeting_wishes", FORM, of=IN_CARE, factor=True),
    Row("staff:meeting_left_out", DEED, of=IN_CARE, factor=True),
)
