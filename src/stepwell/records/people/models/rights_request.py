from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights import requests
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, emptied
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class RightsRequest(models.Model):
    """What a client asked for by right, what was answered, and by when it had to be.

    way: how it reached the program. words: what the client asked. includes_account: an erasure also
    takes the member's sign-in. due_on: with any extension. extension_words: why it took longer.
    ground: of a denial, a code of `domain.rights.law`. answer: what the client was told.
    statement: of disagreement, the client's own words. answer_seen_at: when the
    member said that they read the newest answer. asked_by, decided_by, done_by: actors' keys.
    """

    class Way(models.TextChoices):
        APP = "app"
        IN_PERSON = "in_person"
        IN_WRITING = "in_writing"
        PHONE = "phone"

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "client",
            "right",
            "way",
            "includes_account",
            "asked_at",
            "asked_by",
            "due_on",
            "extended_at",
            "state",
            "ground",
            "decided_at",
            "decided_by",
            "done_at",
            "done_by",
            "statement_at",
            "answer_seen_at",
        ),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("words", "extension_words", "answer", "statement"), FieldClass.CLINICAL)

    RIGHTS: ClassVar[RecordRule] = emptied(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="rights_requests")
    right = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Right])
    way = models.CharField(max_length=12, choices=Way.choices)
    words = EncryptedTextField(blank=True, default="")
    includes_account = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_words = EncryptedTextField(blank=True, default="")
    state = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in requests.State],
        default=requests.State.OPEN.value,
    )
    ground = models.CharField(max_length=24, blank=True)
    answer = EncryptedTextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=64, blank=True)
    statement = EncryptedTextField(blank=True, default="")
    statement_at = models.DateTimeField(null=True, blank=True)
    answer_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["state", "due_on"], name="requests_by_day"),)

    def __str__(self) -> str:
        return f"request {self.pk}"

    def as_asked(self) -> requests.Asked:
        return requests.Asked(
            right=Right(self.right),
            state=requests.State(self.state),
            due_on=self.due_on,
            is_extended=self.extended_at is not None,
            has_statement=self.statement_at is not None,
        )
