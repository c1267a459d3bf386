from __future__ import annotations

from integration.access.table.row import DEED, EVERYONE, FORM, NOTHING, PAGE, Row

MEMBERS = (
    Row("members:plan", PAGE, "ana pat"),
    # pat belongs to no program that keeps a record.
    Row("members:plan_ask", DEED, "ana"),
    # None wait for pat, of whom no record is kept.
    Row("members:steps_waiting", PAGE, "ana pat"),
    # To a member of whom no record is kept it says so.
    Row("members:openings", PAGE, "ana pat"),
    # An empty form is no JSON.
    Row("api:sync", {"POST": 415}, "ana pat"),
    # Of pat no record is kept: it says so.
    Row("api:brief", PAGE, "ana pat"),
    Row("api:shared", PAGE, "ana pat"),
    Row("members:reminders", FORM, "ana pat"),
    Row("members:reminders_make", {"POST": 200}, "ana pat"),
    Row("members:reminders_stop", DEED, "ana pat"),
    Row("members:reminders_feed", PAGE, of={"a member’s calendar": EVERYONE, NOTHING: ""}),
    Row("members:disclosures", PAGE, "ana pat"),
)
