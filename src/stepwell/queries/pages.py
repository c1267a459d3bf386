"""Lists that can grow, one page at a time.

By number, not from the last row of the page before: most lists go by names, which are sealed, so
the database cannot sort them; and a page's address must say nothing about anyone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db.models import Model, QuerySet

PER_PAGE = 50

Row = TypeVar("Row")
Told = TypeVar("Told")
ModelRow = TypeVar("ModelRow", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page, counted from 1. total: rows on all of them."""

    rows: tuple[Row, ...]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        """The number of the first row here among all, from 1; 0 where there are none."""
        return min((self.page - 1) * self.per_page + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.page * self.per_page, self.total)

    def told(self, as_row: Callable[[Row], Told]) -> Page[Told]:
        """The same page with its rows in other words."""
        return self.of([as_row(one) for one in self.rows])

    def of(self, rows: Sequence[Told]) -> Page[Told]:
        """The same place in the list, holding these."""
        return Page(tuple(rows), self.total, self.page, self.per_page)


@overload
def page_of(
    rows: QuerySet[ModelRow], page: int = 1, *, per_page: int | None = None
) -> Page[ModelRow]: ...
@overload
def page_of(rows: Sequence[Row], page: int = 1, *, per_page: int | None = None) -> Page[Row]: ...
def page_of(
    rows: QuerySet[ModelRow] | Sequence[Row], page: int = 1, *, per_page: int | None = None
) -> Page[Any]:
    """Cut from a list in its order; a number past the end gives the last page.

    Args:
        rows: in an order without ties, so that no row is on two pages.
        per_page: None for PER_PAGE.
    """
    size = per_page or PER_PAGE
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    page = min(max(page, 1), max(1, -(-total // size)))
    return Page(tuple(rows[(page - 1) * size : page * size]), total, page, size)
