from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models.encounter import Encounter
from stepwell.records.care.models.group_event import GroupEvent
from stepwell.records.care.models.session_draw import SessionDraw
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id

NOT_COPIED = "How a session was held is about the work of whoever held it: no part of the record."


class RatedSession(models.Model):
    """A session that someone rates, or that was drawn for it. Its id is that of the encounter with
    one person, or of the group's event.

    counselor: who held it. protocol, version, content_hash: under which. items: what of it is
    rated, as its plan was on that day: list, id and whose own. made_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "encounter", "group_event", "counselor", "version", "on", "draw",
         "made_at", "made_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(
        ("protocol", "content_hash", "session", "items"), FieldClass.CLINICAL
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD, client="encounter__client_id", is_copied=False, why_not=NOT_COPIED
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="rated_sessions")
    encounter = models.OneToOneField(
        Encounter, models.CASCADE, null=True, blank=True, related_name="rated_session"
    )
    group_event = models.OneToOneField(
        GroupEvent, models.CASCADE, null=True, blank=True, related_name="rated_session"
    )
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rated_sessions"
    )
    protocol = EncryptedTextField()
    version = models.PositiveSmallIntegerField()
    content_hash = EncryptedTextField()
    session = EncryptedTextField()
    items = EncryptedJSONField(default=list)
    on = models.DateField()
    draw = models.ForeignKey(
        SessionDraw, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(encounter=None) ^ models.Q(group_event=None),
                name="rated_session_with_one_or_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"rated session {self.pk}"
