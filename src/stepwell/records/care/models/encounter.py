from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.appointment import Appointment
from stepwell.records.care.models.enrollment import Enrollment
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.care.models.group_event import GroupEvent
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def standing(self) -> EncounterQuerySet:
        return self.filter(struck_at=None)


class Encounter(models.Model):
    """What happened with one person: what the rules of a protocol call a contact.

    session: that it counts for, "" for none; version: of the protocol it was had under. part: as
    what they were in a group. skipped: agenda blocks left out. reason: why this topic, or against
    a rule. told_before: they said beforehand that they would not come. A mistake is struck with
    its reason and written anew. recorded_by, struck_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "episode", "enrollment", "appointment", "group_event", "kind", "version",
         "outcome", "told_before", "on", "minutes", "recorded_at", "recorded_by", "struck_at",
         "struck_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(
        ("session", "part", "skipped", "reason", "struck_words"), FieldClass.CLINICAL
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="encounters")
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="encounters")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, null=True, blank=True, related_name="encounters"
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="encounters"
    )
    group_event = models.ForeignKey(
        GroupEvent, models.SET_NULL, null=True, blank=True, related_name="encounters"
    )
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SessionKind])
    session = EncryptedTextField(blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)
    part = EncryptedTextField(blank=True, default="")
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    told_before = models.BooleanField(default=False)
    skipped = EncryptedJSONField(default=list, blank=True)
    reason = EncryptedTextField(blank=True, default="")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")
    struck_words = EncryptedTextField(blank=True, default="")

    objects = EncounterQuerySet.as_manager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["appointment"],
                condition=models.Q(struck_at=None),
                name="one_encounter_of_an_appointment",
            ),
            models.UniqueConstraint(
                fields=["group_event", "client"],
                condition=models.Q(struck_at=None),
                name="one_encounter_of_a_client_at_an_event",
            ),
        )

    def __str__(self) -> str:
        return f"encounter {self.pk}"
