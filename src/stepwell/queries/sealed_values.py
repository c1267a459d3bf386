"""Do the keys at hand open what is stored? A few values of each column and key are tried."""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.records.encryption.fields import SealedValue
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.sealing import Unreadable
from stepwell.records.encryption.usage import present_columns

TRIED = 5


@dataclass(frozen=True, slots=True)
class OpenedValues:
    """problems: one for each value that stays closed, naming column and row."""

    opened: int
    problems: tuple[str, ...]


def try_to_open_values() -> OpenedValues:
    opened, problems = 0, []
    for column in present_columns():
        if column.purpose != "seal":
            continue
        filled = column.rows().exclude(**{f"{column.field.name}__isnull": True})
        tried = filled.order_by("pk").values_list("pk", column.field.name)[:TRIED]
        rows = set(tried) | {
            row
            for key in current_ring().of("seal")
            for row in column.written_with(key.id)
            .order_by("-pk")
            .values_list("pk", column.field.name)[:TRIED]
        }
        for pk, value in rows:
            assert isinstance(value, SealedValue)
            try:
                value.open(pk)
            except Unreadable as error:
                problems.append(str(error))
            else:
                opened += 1
    return OpenedValues(opened, tuple(problems))
