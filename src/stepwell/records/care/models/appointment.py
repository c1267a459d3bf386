from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.care.appointments import AppointmentKind, AppointmentState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models.enrollment import Enrollment
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class Appointment(models.Model):
    """A planned contact with one person.

    staff: with whom. session: of the protocol, where one is planned. video_url: opens a door, so it
    is sealed. words: why it was called off. moved_from: the one it replaces. makes_up: a missed
    one. booked_by, settled_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "client", "staff", "enrollment", "kind", "starts_at", "minutes",
         "room", "video_url", "status", "moved_from", "makes_up", "booked_at", "booked_by",
         "settled_at", "settled_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("session", "words"), FieldClass.CLINICAL)  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="appointments")
    client = models.ForeignKey(Client, models.CASCADE, related_name="appointments")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
    )
    enrollment = models.ForeignKey(
        Enrollment, models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    kind = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in AppointmentKind]
    )
    session = EncryptedTextField(blank=True, default="")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    room = models.CharField(max_length=80, blank=True, default="")
    video_url = EncryptedTextField(blank=True, default="")
    status = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in AppointmentState],
        default=AppointmentState.BOOKED,
    )
    words = EncryptedTextField(blank=True, default="")
    moved_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="moved_to"
    )
    makes_up = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="made_up_by"
    )
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=64)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=["organization", "starts_at"], name="appointments_by_time"),)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return f"appointment {self.pk}"
