from __future__ import annotations

from integration.access.table.row import EVERYONE, NOTHING, PAGE, Row

MACHINES = (
    Row("healthz", PAGE, EVERYONE),
    Row("readyz", {"GET": (200, 503), "HEAD": (200, 503)}, EVERYONE),
    Row("shared:stylesheet", PAGE, of={"the sheet": EVERYONE}),
    Row("shared:gallery", PAGE, EVERYONE),
)

FINDER = (
    Row("public:home", PAGE, EVERYONE),
    Row("public:meetings", PAGE | {"POST": (200, 302)}, EVERYONE),
    Row("public:meeting_counts", {"GET": (200, 204), "HEAD": (200, 204)}, EVERYONE),
    Row("public:shortlist", PAGE | {"POST": 200}, EVERYONE),
    Row("public:first_meeting", PAGE, EVERYONE),
    Row("public:why_not_listed", PAGE, EVERYONE),
    Row("public:why_not_listed_feed", PAGE, of={"a list": EVERYONE, NOTHING: ""}),
    Row("public:changes", PAGE, EVERYONE),
    Row("public:meeting", PAGE, of={"a meeting": EVERYONE, NOTHING: ""}),
    Row("public:calendar", PAGE, of={"a meeting": EVERYONE, NOTHING: ""}),
    Row(
        "public:meeting_by_key",
        {"GET": 302, "HEAD": 302},
        of={"a meeting": EVERYONE, NOTHING: ""},
    ),
    Row("public:places", PAGE, EVERYONE),
    # An empty form is no JSON.
    Row("public:area", {"POST": 422}, EVERYONE),
    Row("public:privacy", PAGE, EVERYONE),
    Row("public:counting", PAGE, EVERYONE),
    Row("public:steps", PAGE, of={"the steps": EVERYONE, NOTHING: ""}),
)
