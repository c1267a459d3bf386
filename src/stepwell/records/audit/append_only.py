"""Models whose rows are only ever added. The database refuses the rest too (see protection.py)."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(Exception):
    """Someone tried to change what may only be added to."""


def _refuse(what: str) -> NoReturn:
    raise AppendOnly(
        f"The audit trail is only ever added to; it does not {what}. "
        "Whole finished days are dropped by: stepwell audit drop --before DATE"
    )


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        _refuse("update")

    def delete(self) -> NoReturn:
        _refuse("delete")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        _refuse("update")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        _refuse("take events in bulk")


class AppendOnlyModel(models.Model):
    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse("save again")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        _refuse("delete")
