from __future__ import annotations

from integration.access.table.clients import IN_CARE
from integration.access.table.row import DEED, NOTHING, PAGE, Row, of_northgate

TASK = "task for a significant other"
CARED = {TASK: "dana", of_northgate(TASK): "cleo", NOTHING: ""}

PARTNERS = (
    Row("partners:together", PAGE, "sol"),
    # An empty form does not say how it went.
    Row("partners:say", {"POST": 422}, of={TASK: "sol", of_northgate(TASK): "", NOTHING: ""}),
    Row("staff:client_partner", PAGE | {"POST": 422}, of=IN_CARE, factor=True),
    Row("staff:client_partner_show", DEED, of=CARED, factor=True),
    Row("staff:client_partner_review", DEED, of=CARED, factor=True),
)
