from __future__ import annotations

from integration.access.table.clients import IN_CARE
from integration.access.table.row import DEED, FORM, NOTHING, PAGE, Row, of_northgate

# A session of Harbor is open with ana, who is ben’s; another has ended with noel, who is nobody’s.
OPEN, OVER = "open session", "session that has ended"
EVENT, GROUP = "event of a group that ben leads", "group session that has ended"
HELD = {OPEN: "ben dana", of_northgate(OPEN): "cleo", NOTHING: ""}
ENDED = {OVER: "dana", of_northgate(OVER): "cleo", NOTHING: ""}
LED = {EVENT: "ben dana", of_northgate(EVENT): "cleo", NOTHING: ""}
SHEET = {GROUP: "dana", of_northgate(GROUP): "cleo", NOTHING: ""}

SESSIONS = (
    Row("staff:sessions", PAGE, "ben dana cleo", factor=True),
    Row("staff:session_start", FORM | {"POST": (302, 422)}, of=IN_CARE, factor=True),
    Row("staff:session", PAGE, of=HELD, factor=True),
    Row("staff:session_meetings", FORM, of=HELD, factor=True),
    Row("staff:session_save", DEED, of=HELD, factor=True),
    Row("staff:session_rest", {"POST": 422}, of=HELD, factor=True),
    Row("staff:session_pause", DEED, of=HELD, factor=True),
    Row("staff:session_go_on", DEED, of=HELD, factor=True),
    Row("staff:session_stop", {"POST": 422}, of=HELD, factor=True),
    Row("staff:session_give_up", {"POST": 422}, of=HELD, factor=True),
    Row("staff:session_end", {"POST": 422}, of=HELD, factor=True),
    Row("staff:session_done", PAGE, of=ENDED, factor=True),
    Row("staff:session_summary", {"POST": 200}, of=ENDED, factor=True),
    Row("staff:session_summary_of", {"POST": 200}, of=SHEET, factor=True),
    Row("staff:session_start_group", DEED, of=LED, factor=True),
)
