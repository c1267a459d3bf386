"""How many of the answers have each value: for the counts beside the filters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stepwell.search.snapshot import Snapshot


def facets_of(snapshot: Snapshot, rows: npt.NDArray[np.int64]) -> dict[str, dict[str, int]]:
    """fellowship, type, attendance, language, weekday -> value -> meetings; no zeros.

    Args: rows: meetings with an upcoming occurrence, each once. Weekday is the listed
    one, "0" = Sunday, in the meeting's own zone.
    """
    weekdays = np.bincount(snapshot.slots.weekday[snapshot.slot[rows]], minlength=7)
    return {
        **snapshot.traits.counted(rows),
        "weekday": {str(day): count for day, count in enumerate(weekdays.tolist()) if count},
    }
