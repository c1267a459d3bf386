from __future__ import annotations

from integration.access.table.care import worked_on
from integration.access.table.clients import IN_CARE
from integration.access.table.row import DEED, NOTHING, PAGE, Row, of_northgate

NOTE, OWN, SECOND = "note", "own note", "note to sign twice"
TWICE = {SECOND: "dana", of_northgate(SECOND): "", NOTHING: ""}

NOTES = (
    Row("staff:notes", PAGE, "ben dana cleo", factor=True),
    Row("staff:note_cosigning", DEED, "dana", factor=True),
    Row("staff:client_notes", PAGE, of=IN_CARE, factor=True),
    Row("staff:note_start", DEED, of=worked_on("encounter"), factor=True),
    Row("staff:note", PAGE | {"POST": 422}, of=worked_on(NOTE), factor=True),
    Row("staff:note_sign", {"POST": 422}, of=worked_on(NOTE), factor=True),
    Row("staff:note_add", {"POST": 422}, of=worked_on(NOTE), factor=True),
    Row("staff:note_cosign", DEED, of=TWICE, factor=True),
    Row("staff:client_own_notes", PAGE | {"POST": 422}, of=IN_CARE, factor=True),
    Row("staff:client_own_note", {"POST": 422}, of=worked_on(OWN), factor=True),
    Row("staff:client_own_note_destroy", DEED, of=worked_on(OWN), factor=True),
)
