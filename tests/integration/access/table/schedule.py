from __future__ import annotations

from integration.access.table.care import EPISODE, worked_on
from integration.access.table.clients import DESK, IN_CARE, SEEN
from integration.access.table.row import (
    DEED,
    EVERYONE,
    FORM,
    NOTHING,
    PAGE,
    Row,
    of_northgate,
)

CARERS = "ben dana cleo"
APPOINTMENT, GROUP, EVENT, COURSE = "appointment", "group", "group_event", "course"
BOOKED = {APPOINTMENT: "dana fay", of_northgate(APPOINTMENT): "cleo", NOTHING: ""}

SCHEDULE = (
    Row("staff:schedule", PAGE, DESK, factor=True),
    Row("staff:schedule_calendar", PAGE, CARERS, factor=True),
    Row("staff:schedule_calendar_make", {"POST": 200}, CARERS, factor=True),
    Row("staff:schedule_calendar_stop", DEED, CARERS, factor=True),
    Row("staff:schedule_feed", PAGE, of={"a calendar": EVERYONE, NOTHING: ""}),
    Row("staff:schedule_book", FORM, of=SEEN, factor=True),
    Row("staff:schedule_appointment", PAGE, of=BOOKED, factor=True),
    Row("staff:schedule_move", FORM, of=BOOKED, factor=True),
    Row("staff:schedule_settle", DEED, of=BOOKED, factor=True),
    Row("staff:schedule_record", FORM, of=worked_on(APPOINTMENT), factor=True),
    Row("staff:schedule_contact", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:schedule_strike", DEED, of=worked_on("encounter"), factor=True),
    Row("staff:groups", PAGE, CARERS, factor=True),
    Row("staff:group_add", FORM, CARERS, factor=True),
    Row("staff:group", PAGE, of=worked_on(GROUP), factor=True),
    Row("staff:group_close", DEED, of=worked_on(GROUP), factor=True),
    Row("staff:group_leader", DEED, of=worked_on(GROUP), factor=True),
    Row("staff:group_leader_end", DEED, of=worked_on(GROUP), factor=True),
    Row("staff:group_join", DEED, of=worked_on(GROUP), factor=True),
    Row("staff:group_leave", DEED, of=worked_on(GROUP), factor=True),
    Row("staff:group_event", PAGE | DEED, of=worked_on(EVENT), factor=True),
    Row("staff:group_event_cancel", DEED, of=worked_on(EVENT), factor=True),
    Row("staff:group_event_reopen", DEED, of=worked_on(EVENT), factor=True),
    Row("staff:group_event_topic", DEED, of=worked_on(EVENT), factor=True),
    Row("staff:course_choose", PAGE | {"POST": 200}, of=worked_on(EPISODE), factor=True),
    Row("staff:course_enroll", {"POST": 422}, of=worked_on(EPISODE), factor=True),
    Row("staff:course", PAGE, of=worked_on(COURSE), factor=True),
    Row("staff:course_stop", DEED, of=worked_on(COURSE), factor=True),
    Row("staff:course_resume", DEED, of=worked_on(COURSE), factor=True),
    Row("staff:course_upgrade", DEED, of=worked_on(COURSE), factor=True),
    Row("staff:course_circumstance", DEED, of=worked_on(COURSE), factor=True),
    Row("staff:course_circumstance_end", DEED, of=worked_on(COURSE), factor=True),
    Row("staff:client_log", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_log_week", PAGE | {"POST": 422}, of=IN_CARE, factor=True),
    Row("staff:client_log_strike", DEED, of=IN_CARE, factor=True),
    Row("staff:client_pages", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_page_read", DEED, of=IN_CARE, factor=True),
    Row("staff:client_paper_log", PAGE, "ben dana gil fay cora abe ida cleo", factor=True),
)
