from __future__ import annotations

from integration.access.table.clients import IN_CARE, SEEN
from integration.access.table.row import DEED, FORM, PAGE, Row, of_harbor, of_northgate

KEPT = {**of_harbor("consent", "ben dana"), of_northgate("consent"): "cleo"}
"""A signed one of ana’s, and of una’s."""
DRAFT = {**of_harbor("draft", "ben dana"), of_northgate("draft"): "cleo"}
OWN = of_harbor("consent", "ana")
OWN_DRAFT = of_harbor("draft", "ana")

CONSENTS = (
    Row("staff:consents", PAGE, of=IN_CARE, factor=True),
    Row("staff:consent_new", PAGE, of=IN_CARE, factor=True),
    Row("staff:consent_draw_up", FORM, of=IN_CARE, factor=True),
    Row("staff:privacy_notice", FORM, of=SEEN, factor=True),
    Row("staff:privacy_notice_hand_over", DEED, of=SEEN, factor=True),
    Row("staff:privacy_notice_paper", PAGE, of=SEEN, factor=True),
    Row("staff:privacy_facts", FORM, of=IN_CARE, factor=True),
    Row("staff:consent", PAGE, of=KEPT, factor=True),
    Row("staff:consent_sign", FORM, of=DRAFT, factor=True),
    Row("staff:consent_hand_over", DEED, of=DRAFT, factor=True),
    Row("staff:consent_revoke", {"POST": 422}, of=KEPT, factor=True),
    Row("staff:consent_end", DEED, of=KEPT, factor=True),
    Row("staff:consent_false", DEED, of=KEPT, factor=True),
    Row("staff:consent_discard", DEED, of=DRAFT, factor=True),
    Row("staff:consent_paper", PAGE, of=KEPT, factor=True),
    # To a member of whom no record is kept it says so.
    Row("members:consents", PAGE, "ana pat"),
    Row("members:consent", PAGE, of=OWN),
    Row("members:consent_sign", FORM, of=OWN_DRAFT),
    Row("members:consent_revoke", FORM, of=OWN),
    Row("members:consent_paper", PAGE, of=OWN),
    Row("members:notice", FORM, "ana"),
    Row("members:notice_paper", PAGE, "ana"),
)
