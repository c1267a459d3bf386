from __future__ import annotations

from integration.access.table.row import DEED, FORM, NOTHING, PAGE, Row, of_harbor, of_northgate

DESK = "ben dana fay cleo"
"""Who lists clients, of their own program."""

# ana is ben’s, of the team that dana leads; noel is nobody’s; lou is in care outside that team; una
# is another program’s.
SEEN = {"ana": "ben dana fay", "noel": "dana fay", "lou": "fay", "una": "cleo", NOTHING: ""}
IN_CARE = {"ana": "ben dana", "noel": "dana", "lou": "", "una": "cleo", NOTHING: ""}
SUPERVISED = {"ana": "dana", "noel": "dana", "lou": "", "una": "", NOTHING: ""}
OUT_OF_REACH = {"ana": "", "noel": "ben", "lou": "ben dana", "una": "", NOTHING: ""}
OWN_VIEW = {"saved view": "ben", of_northgate("saved view"): "cleo", NOTHING: ""}


CLIENTS = (
    Row("staff:clients", PAGE, DESK, factor=True),
    Row("staff:client_search", {"POST": 200}, DESK, factor=True),
    Row("staff:client_view_keep", DEED, "ben dana cleo", factor=True),
    Row("staff:client_view_drop", DEED, of=OWN_VIEW, factor=True),
    Row("staff:client_emergency_search", PAGE | {"POST": 200}, "ben dana cleo", factor=True),
    Row("staff:client_add", FORM, DESK, factor=True),
    Row("staff:client", PAGE, of=SEEN, factor=True),
    Row("staff:client_change", FORM, of=SEEN, factor=True),
    Row("staff:client_contact", PAGE | {"POST": 302}, of=SEEN, factor=True),
    Row("staff:client_emergency", PAGE | {"POST": 302}, of=SEEN, factor=True),
    Row("staff:client_assign", DEED, of=SUPERVISED, factor=True),
    Row("staff:client_unassign", DEED, of=SUPERVISED, factor=True),
    Row("staff:client_move", FORM, of=SEEN, factor=True),
    Row("staff:client_close", DEED, of=IN_CARE, factor=True),
    Row("staff:client_reopen", DEED, of=IN_CARE, factor=True),
    Row("staff:client_send_note", DEED, of=SEEN, factor=True),
    Row("staff:client_openings", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_glass", FORM, of=OUT_OF_REACH, factor=True),
    Row("staff:client_merge", PAGE | {"POST": 200}, of=SUPERVISED, factor=True),
    Row("staff:counts", PAGE, "dana gil", factor=True),
    Row("staff:glass_reviews", PAGE, "dana", factor=True),
    Row("staff:glass_reviewed", PAGE, "dana", factor=True),
    Row("staff:glass_review", DEED, of=of_harbor("emergency", "dana"), factor=True),
    Row("staff:merges", PAGE, "dana", factor=True),
    Row("staff:merge_undo", DEED, of=of_harbor("merge", "dana"), factor=True),
    Row("staff:caseloads", PAGE, "dana", factor=True),
    Row("staff:caseload_hand_over", FORM, of=of_harbor("counselor", "dana"), factor=True),
    Row("staff:outbox", PAGE, DESK, factor=True),
)
