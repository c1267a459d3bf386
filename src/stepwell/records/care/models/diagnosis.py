from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class Diagnosis(models.Model):
    """A code that the program entered. words: as the program writes it. removed_at: no longer held.

    entered_by, removed_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "system", "is_principal", "entered_at", "entered_by", "removed_at",
         "removed_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("code", "words"), FieldClass.CLINICAL)  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="diagnoses")
    system = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CodeSystem])
    code = EncryptedTextField()
    words = EncryptedTextField(blank=True, default="")
    is_principal = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=64)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("-is_principal", "entered_at", "pk")
        verbose_name_plural = "diagnoses"

    def __str__(self) -> str:
        return f"diagnosis {self.pk}"
