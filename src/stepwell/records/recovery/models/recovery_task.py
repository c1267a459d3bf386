from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.recovery.tasks import TaskState
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class RecoveryTask(models.Model):
    """What someone takes on until the next time, and what came of it.

    item: of the protocol, "" for one in own words. kind: a slug of TaskKind. who, where, when: as
    agreed, "" where it was not said. code: of a meeting in the directory. said_state, said_words,
    said_at: the person's own word from their app, before anyone went through it with them;
    said_entry: the record of the app that says so. answer: what they said of it then; evidence: how
    it is known, a slug of TaskEvidence. partner_id: of the ConjointPartner who takes it on, None
    for the person themselves; shown_by: of the disclosure that put it on the partner's page.
    enrollment_id, given_in, reviewed_in: ids of an enrollment and of encounters, which live above
    this record. given_by, settled_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "partner_id", "shown_by", "enrollment_id", "given_in", "due_on",
         "given_at", "given_by", "state", "said_at", "said_entry",
         "reviewed_in", "settled_at", "settled_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(
        ("item", "kind", "title", "who", "where", "when", "code", "said_state", "said_words",
         "answer", "evidence"),
        FieldClass.CLINICAL,
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="recovery_tasks")
    partner_id = models.UUIDField(null=True, blank=True, db_index=True)
    shown_by = models.UUIDField(null=True, blank=True)
    enrollment_id = models.UUIDField(null=True, blank=True)
    given_in = models.UUIDField(null=True, blank=True, db_index=True)
    item = EncryptedTextField(blank=True, default="")
    kind = EncryptedTextField()
    title = EncryptedTextField()
    who = EncryptedTextField(blank=True, default="")
    where = EncryptedTextField(blank=True, default="")
    when = EncryptedTextField(blank=True, default="")
    code = EncryptedTextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in TaskState],
        default=TaskState.OPEN,
    )
    said_state = EncryptedTextField(blank=True, default="")
    said_words = EncryptedTextField(blank=True, default="")
    said_at = models.DateTimeField(null=True, blank=True)
    said_entry = models.UUIDField(null=True, blank=True)
    answer = EncryptedTextField(blank=True, default="")
    evidence = EncryptedTextField(blank=True, default="")
    reviewed_in = models.UUIDField(null=True, blank=True, db_index=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("given_at", "pk")
        indexes = (models.Index(fields=["client", "state"], name="recovery_tasks_by_state"),)

    def __str__(self) -> str:
        return f"recovery task {self.pk}"
