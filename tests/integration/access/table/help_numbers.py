from __future__ import annotations

from integration.access.table.row import (
    DEED,
    EVERYONE,
    FORM,
    NOTHING,
    OPERATOR,
    PAGE,
    Row,
    of_harbor,
)

HELP = (
    Row("public:help_now", PAGE, EVERYONE),
    Row("public:help_now_es", PAGE, EVERYONE),
    Row("public:help_topic", PAGE, of={"a topic": EVERYONE, NOTHING: ""}),
    Row("public:help_topic_es", PAGE, of={"a topic": EVERYONE, NOTHING: ""}),
    Row("public:help_worker", PAGE, EVERYONE),
    Row("public:help_now_spanish", {"GET": 301, "HEAD": 301}, EVERYONE),
    Row("staff:checks", PAGE, f"gil abe {OPERATOR}"),
    Row("staff:check_confirm", DEED, "gil abe", factor=True),
    Row("staff:help_numbers", FORM, "gil abe", factor=True),
    Row("staff:help_number_change", FORM, of=of_harbor("help number", "gil abe"), factor=True),
    Row("staff:help_number_confirm", DEED, of=of_harbor("help number", "gil abe"), factor=True),
    Row("staff:help_number_remove", DEED, of=of_harbor("help number", "gil abe"), factor=True),
)
