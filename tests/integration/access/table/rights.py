from __future__ import annotations

from integration.access.table.clients import IN_CARE, SEEN, SUPERVISED
from integration.access.table.row import DEED, FORM, PAGE, Row, of_harbor

RIGHTS = (
    Row("members:rights", FORM, "ana pat"),
    # Pat, of whom no program keeps a record, has nothing to copy and is told so.
    Row("members:rights_copy", {"POST": (200, 302)}, "ana pat", proof=True),
    Row("members:rights_read", DEED, "ana pat"),
    Row("members:rights_end", PAGE | {"POST": (302, 422)}, "ana pat", proof=True),
    Row("members:rights_request", DEED, of=of_harbor("own request", "ana")),
    # To pat, of whom no record is kept, the page before says so.
    Row(
        "members:rights_keep_back",
        {"GET": (200, 302), "HEAD": (200, 302), "POST": (422, 302)},
        "ana pat",
    ),
    Row("members:rights_share_again", DEED, of=of_harbor("own restriction", "ana")),
    Row("staff:rights", PAGE, "ben dana cleo", factor=True),
    Row("staff:client_rights", FORM, of=SEEN, factor=True),
    Row("staff:client_copy", {"POST": 200}, of=IN_CARE, factor=True, proof=True),
    Row("staff:client_erase", PAGE | {"POST": 422}, of=SUPERVISED, factor=True, proof=True),
    # Sent empty, it names nothing to do.
    Row(
        "staff:right",
        FORM,
        of=of_harbor("request", "dana") | {"Northgate’s request": "cleo"},
        factor=True,
    ),
    Row("staff:erasures", PAGE, "dana gil abe ida", factor=True),
    Row("staff:erasures_due", PAGE, "dana gil abe ida", factor=True),
    Row("staff:erasures_rule", {"POST": 422}, "abe", factor=True, proof=True),
    Row("staff:erasure", PAGE, of=of_harbor("erasure", "dana gil abe ida"), factor=True),
)
