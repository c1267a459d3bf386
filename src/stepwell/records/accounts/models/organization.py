from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.identifiers import new_id


class Organization(models.Model):
    """A program, strictly apart from the others. One row is the installation's own.

    sender_name, app_name: what strangers may read over someone's shoulder, so nothing in them says
    what this is about. is_own: of the installation; members without a program belong to it.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("A program.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    sender_name = models.CharField(max_length=40)
    app_name = models.CharField(max_length=40)
    time_zone = models.CharField(max_length=60, default="America/New_York")
    is_own = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["is_own"],
                condition=models.Q(is_own=True),
                name="one_own_organization",
            ),
        )

    def __str__(self) -> str:
        return self.slug
