from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class ServiceAgreement(models.Model):
    """A signed agreement with a qualified service organization or business associate.

    is_qsoa, is_baa: one paper can be both. hosts: whether they host, back up or support this
    software. ends_on: the last day; None where it has no end of its own. recorded_by: an actor's
    key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "party",
            "contact",
            "services",
            "is_qsoa",
            "is_baa",
            "hosts",
            "signed_on",
            "ends_on",
            "ended_on",
            "recorded_at",
            "recorded_by",
        ),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("An agreement between organizations.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=120)
    contact = models.CharField(max_length=200, blank=True, default="")
    services = models.CharField(max_length=400)
    is_qsoa = models.BooleanField(default=True)
    is_baa = models.BooleanField(default=False)
    hosts = models.BooleanField(default=False)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("party", "-signed_on")

    def __str__(self) -> str:
        return f"agreement {self.pk}"
