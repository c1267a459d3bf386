from __future__ import annotations

from integration.access.table.clients import DESK, IN_CARE
from integration.access.table.row import DEED, FORM, NOTHING, PAGE, STAFF, Row, of_northgate

# The path of Harbor is over noel, who is in nobody’s care, and opened by fay; that of Northgate is
# over una, and opened by cleo. So are the incidents.
PATH, INCIDENT = "path", "incident"
WORKED_ON = {PATH: "dana", of_northgate(PATH): "cleo", NOTHING: ""}
OPENED = {PATH: "fay", of_northgate(PATH): "cleo", NOTHING: ""}
SUPERVISED = {PATH: "dana", of_northgate(PATH): "", NOTHING: ""}
READ = {INCIDENT: "dana fay", of_northgate(INCIDENT): "cleo", NOTHING: ""}
REVIEWED = {INCIDENT: "dana", of_northgate(INCIDENT): "", NOTHING: ""}
WRITE_INCIDENTS = "ben dana gil fay cora abe cleo"

SAFETY = (
    Row("staff:safety", PAGE, STAFF, factor=True),
    Row("staff:safety_concern", FORM, DESK, factor=True),
    Row("staff:safety_text", PAGE, of={"a text": STAFF, NOTHING: ""}, factor=True),
    Row("staff:safety_path", PAGE, of=WORKED_ON, factor=True),
    Row("staff:safety_own", PAGE, of=OPENED, factor=True),
    Row("staff:safety_take", DEED, of=WORKED_ON, factor=True),
    Row("staff:safety_step", {"POST": 422}, of=WORKED_ON, factor=True),
    Row("staff:safety_end", {"POST": 422}, of=WORKED_ON, factor=True),
    Row("staff:safety_sign_off", {"POST": 422}, of=SUPERVISED, factor=True),
    Row("staff:safety_name", DEED, of=WORKED_ON, factor=True),
    Row("staff:safety_incidents", PAGE, WRITE_INCIDENTS, factor=True),
    Row("staff:safety_incident_report", FORM, WRITE_INCIDENTS, factor=True),
    Row("staff:safety_incident", PAGE, of=READ, factor=True),
    Row("staff:safety_incident_review", {"POST": 422}, of=REVIEWED, factor=True),
    Row("staff:safety_plan", PAGE, of=IN_CARE, factor=True),
    Row("staff:safety_plan_change", FORM, of=IN_CARE, factor=True),
    Row("staff:safety_plan_print", {"POST": 200}, of=IN_CARE, factor=True),
    Row("staff:safety_plan_version", PAGE, of=IN_CARE, factor=True),
    Row("staff:safety_screener", FORM, of=IN_CARE, factor=True),
)
