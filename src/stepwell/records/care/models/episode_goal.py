from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id


class EpisodeGoal(models.Model):
    """What the person wants for their use; the newest stands, the earlier ones stay.

    kind: a slug of `GoalKind`. substances: slugs. since: the day from which they count, as
    2026-11-25, or "". words: theirs. set_by: an actor’s key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "set_at", "set_by"), FieldClass.OPERATIONAL
    ) | dict.fromkeys(("kind", "substances", "since", "words"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="goals")
    kind = EncryptedTextField()
    substances = EncryptedJSONField(default=list, blank=True)
    since = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-set_at", "-pk")

    def __str__(self) -> str:
        return f"goal {self.pk}"
