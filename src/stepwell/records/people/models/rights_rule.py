from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class RightsRule(models.Model):
    """A number that a program set in place of a default of `domain.rights.law`.

    name: as in `domain.rights.program_rules`. confirmed_by: the counsel who confirmed the number,
    as the program names them; "" while nobody has.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "name", "number", "set_at", "set_by", "confirmed_by"),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("A number a program works by.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="rights_rules")
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    confirmed_by = models.CharField(max_length=120, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "name"], name="one_number_of_a_rights_rule"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"
