from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.breach import Breach
from stepwell.records.people.models.client import Client
from stepwell.records.people.models.disclosure import Disclosure


class BreachLetter(models.Model):
    """That a letter about a breach was printed for a client: by whom, when and in what language.

    disclosure: the letter itself, as it left. way: how it is to reach them. printed_by: an actor's
    key.
    """

    class Way(models.TextChoices):
        MAIL = "mail"
        BY_HAND = "by_hand"

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            *("id", "breach", "client", "disclosure", "language", "way"),
            *("printed_at", "printed_by", "printed_by_name"),
        ),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = erased(Part.DISCLOSURES, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="letters")
    client = models.ForeignKey(Client, models.CASCADE, related_name="breach_letters")
    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    way = models.CharField(max_length=10, choices=Way.choices)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=64)
    printed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-printed_at", "-pk")

    def __str__(self) -> str:
        return f"letter {self.pk}"
