from __future__ import annotations

from integration.access.things.naming import NamesIt, one_client

ARGUMENTS: dict[str, NamesIt] = {
    "staff:meeting_wishes": one_client,
    "staff:meeting_left_out": one_client,
}
