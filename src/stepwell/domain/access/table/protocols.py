from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.policies.protocols import can_read_protocols
from stepwell.domain.access.table.row import Row


def rows() -> Iterator[Row]:
    yield Row("Interventions", "Read protocols, their sessions and evidence", can_read_protocols)
