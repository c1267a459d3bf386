from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client
from stepwell.records.recovery.models.standing import StandingQuerySet


class HandedPage(models.Model):
    """A page of their notebook or journal that a member handed to their counselor.

    entry: the record in the member's app that it comes from. on: the day of the page; handed_on:
    the program's day when it came. page: text, title, step, worksheet and where it is from, as
    `PageHanded` has them; empty once it is struck, unless a legal hold kept it. read_by: who of
    staff first said that they have read it. recorded_by, struck_by, read_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "client",
            "entry",
            "on",
            "handed_on",
            "recorded_at",
            "recorded_by",
            "read_at",
            "read_by",
            "struck_at",
            "struck_by",
        ),
        FieldClass.OPERATIONAL,
    ) | {"page": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="handed_pages")
    entry = models.UUIDField(db_index=True)
    on = models.DateField()
    handed_on = models.DateField()
    page = EncryptedJSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=64, blank=True, default="")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")

    objects = StandingQuerySet["HandedPage"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        indexes = (models.Index(fields=["client", "handed_on"], name="pages_of_a_client"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "entry"],
                condition=models.Q(struck_at=None),
                name="one_page_of_an_entry",
            ),
        )

    def __str__(self) -> str:
        return f"handed page {self.pk}"
