"""Rows that are struck, never overwritten: those that stand."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class StandingQuerySet(models.QuerySet[Row]):
    def standing(self) -> StandingQuerySet[Row]:
        return self.filter(struck_at=None)
