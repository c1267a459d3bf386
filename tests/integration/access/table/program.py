from __future__ import annotations

from integration.access.table.row import DEED, FORM, OPERATOR, PAGE, STAFF, Row, of_harbor

PROGRAM = (
    Row("staff:home", PAGE, f"{STAFF} {OPERATOR}"),
    Row("staff:people", PAGE, "dana gil cora abe", factor=True),
    Row("staff:people_grant", FORM, "cora abe", factor=True, proof=True),
    # The roles of gil and cleo, who may lay down their own.
    Row(
        "staff:people_end_role",
        DEED,
        of=of_harbor("role", "abe gil") | {"Northgate’s role": "cleo"},
        factor=True,
        proof=True,
    ),
    Row("staff:teams", FORM, "dana abe", factor=True),
    Row("staff:team_join", {"POST": 422}, "dana abe", factor=True),
    Row("staff:team_leave", DEED, of=of_harbor("team", "dana abe"), factor=True),
    Row("staff:program", FORM, "abe", factor=True),
    Row("staff:program_site_add", {"POST": 422}, "abe", factor=True),
    Row("staff:program_site_close", DEED, of=of_harbor("site", "abe"), factor=True),
    Row("staff:trail", PAGE, f"ida {OPERATOR}"),
)
