from __future__ import annotations

from integration.access.table.row import NOTHING, OPERATOR, PAGE, STAFF, Row

READERS = f"{STAFF} {OPERATOR}"
PROTOCOLS = (
    Row("staff:protocols", PAGE, READERS),
    Row("staff:protocol", PAGE, of={"a protocol": READERS}),
    Row("staff:protocol_session", PAGE, of={"a protocol": READERS}),
    Row("staff:protocol_steps", PAGE, READERS),
    Row("staff:protocol_step", PAGE, of={"a step": READERS, NOTHING: ""}),
)
