from __future__ import annotations

from integration.access.table.row import DEED, FORM, NOTHING, OPERATOR, PAGE, Row

FEEDS = (
    Row("staff:health", PAGE, OPERATOR),
    Row("staff:feeds", PAGE, OPERATOR),
    Row("staff:feed_add", FORM, OPERATOR),
    Row("staff:feed", PAGE, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_change", FORM, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_read", DEED, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_remove", DEED, of={"a list": OPERATOR, NOTHING: ""}),
)
