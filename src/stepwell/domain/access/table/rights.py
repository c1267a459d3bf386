"""What clients ask for by right, and what becomes of closed records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from stepwell.domain.access.policies import rights
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import SELF, Row


def rows() -> Iterator[Row]:
    yield from of_each_client(
        {
            "Write down what the client asks by right": rights.can_ask,
            "Read what they asked, and hand out the copy of the record": rights.can_copy,
            "Answer what they asked": rights.can_answer,
            "Erase the record, as somebody else wrote down": partial(
                rights.can_erase, asked_by="other"
            ),
            "Erase the record, as they wrote down themselves": partial(
                rights.can_erase, asked_by=SELF
            ),
        }
    )
    kept = "Keeping and erasing"
    yield Row(kept, "Open the list of requests, within their care", rights.can_list_requests)
    yield Row(kept, "See which closed records are due to go", rights.can_see_due)
    yield Row(kept, "See what was erased, and the times to keep", rights.can_see_erasures)
    yield Row(kept, "Set the times to keep and to answer", rights.can_set_rules)
