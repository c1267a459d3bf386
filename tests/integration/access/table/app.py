from __future__ import annotations

from integration.access.table.row import EVERYONE, PAGE, SIGNED_IN, Row

APP = (
    Row("app:shell", PAGE, "ana pat"),
    # The code of the app, which is the same for everyone.
    Row("app:kept_shell", PAGE, EVERYONE),
    Row("app:worker", PAGE, EVERYONE),
    Row("app:here", PAGE, "ana pat"),
    # Sent empty, it names no icon.
    Row("app:look", {"POST": 422}, "ana pat"),
    Row("app:manifest", PAGE, SIGNED_IN),
)
