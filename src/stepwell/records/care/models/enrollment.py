from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id


class Enrollment(models.Model):
    """Someone in one version of one protocol. What they were there for is sealed, so which protocol
    it is, is sealed as well.

    content_hash: of the version's files, so that its history replays exactly. choice: what was
    answered, and what was suggested then. reason: why the clinician chose this one. end_words: why
    it was stopped. enrolled_by, ended_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "version", "enrolled_on", "status", "enrolled_at", "enrolled_by",
         "ended_at", "ended_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(
        ("protocol", "content_hash", "variant", "choice", "reason", "end_words"),
        FieldClass.CLINICAL,
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="enrollments")
    protocol = EncryptedTextField()
    version = models.PositiveSmallIntegerField()
    content_hash = EncryptedTextField()
    variant = EncryptedTextField()
    enrolled_on = models.DateField()
    status = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in EnrollmentState],
        default=EnrollmentState.ACTIVE,
    )
    choice = EncryptedJSONField(default=dict, blank=True)
    reason = EncryptedTextField()
    enrolled_at = models.DateTimeField()
    enrolled_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    end_words = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ("enrolled_at", "pk")

    def __str__(self) -> str:
        return f"enrollment {self.pk}"
