from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from stepwell.domain.care.session_runs import RunState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models.appointment import Appointment
from stepwell.records.care.models.encounter import Encounter
from stepwell.records.care.models.enrollment import Enrollment
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.care.models.group_event import GroupEvent
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class SessionRun(models.Model):
    """A session that is being held, or was: with one person, or with a group. What is typed
    meanwhile are SessionEntry rows.

    session: of the protocol, "" for a contact outside one; version: of the protocol. reason: why
    this topic, or against a rule. paused_at: since when it rests; paused_seconds: how long it
    rested before. words: why it was abandoned. safety_path: opened from it. encounter,
    next_appointment: what its end wrote; a group's event has encounters of its own. started_by,
    ended_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "client", "group_event", "episode", "enrollment", "appointment",
         "kind", "version", "state", "started_at", "started_by", "paused_at", "paused_seconds",
         "ended_at", "ended_by", "safety_path", "encounter", "next_appointment"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("session", "reason", "words"), FieldClass.CLINICAL)  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="session_runs")
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="session_runs"
    )
    group_event = models.ForeignKey(
        GroupEvent, models.CASCADE, null=True, blank=True, related_name="session_runs"
    )
    episode = models.ForeignKey(
        EpisodeOfCare, models.CASCADE, null=True, blank=True, related_name="session_runs"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, null=True, blank=True, related_name="session_runs"
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="session_runs"
    )
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SessionKind])
    session = EncryptedTextField(blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)
    reason = EncryptedTextField(blank=True, default="")
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in RunState],
        default=RunState.OPEN,
    )
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=64)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    safety_path = models.ForeignKey(
        SafetyPath, models.SET_NULL, null=True, blank=True, related_name="session_runs"
    )
    encounter = models.OneToOneField(
        Encounter, models.SET_NULL, null=True, blank=True, related_name="session_run"
    )
    next_appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="agreed_in"
    )

    class Meta:
        ordering = ("started_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(client=None) ^ models.Q(group_event=None),
                name="session_run_with_one_or_a_group",
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(state=RunState.OPEN.value),
                name="one_open_session_run_of_a_client",
            ),
            models.UniqueConstraint(
                fields=["group_event"],
                condition=models.Q(state=RunState.OPEN.value),
                name="one_open_session_run_of_an_event",
            ),
        )

    def paused_until(self, at: datetime) -> timedelta:
        """How long it has rested in all."""
        resting = at - self.paused_at if self.paused_at else timedelta()
        return timedelta(seconds=self.paused_seconds) + max(resting, timedelta())

    def __str__(self) -> str:
        return f"session run {self.pk}"
