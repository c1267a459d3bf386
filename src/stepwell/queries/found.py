"""One row of a scope by its id: what is outside the scope does not exist."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from stepwell.domain.access.denied import NotFound

Row = TypeVar("Row", bound=Model)


def found(scope: QuerySet[Row], row_id: UUID | str) -> Row:
    """
    Raises:
        NotFound: the scope has no such row, or the id is no id at all.
    """
    row = scope.filter(pk=as_id(row_id)).first()
    if row is None:
        raise NotFound
    return row


def as_id(text: UUID | str) -> UUID:
    """Raises NotFound where it is no id."""
    if isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
