from __future__ import annotations

from integration.access.table.clients import IN_CARE, SEEN
from integration.access.table.row import FORM, NOTHING, PAGE, Row, of_northgate

OF_ANA_OR_UNA = {"disclosure": "ben dana", of_northgate("disclosure"): "cleo", NOTHING: ""}

DISCLOSURES = (
    Row("staff:client_shared", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_share", FORM, of=IN_CARE, factor=True),
    # Here for a medical emergency, in which the front desk may say who someone is.
    Row("staff:client_share_without", FORM, of=SEEN, factor=True),
    Row("staff:disclosure", PAGE, of=OF_ANA_OR_UNA, factor=True),
    Row("staff:disclosure_pdf", PAGE, of=OF_ANA_OR_UNA, factor=True),
)
