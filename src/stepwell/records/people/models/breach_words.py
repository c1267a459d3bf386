from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.disclosures.breach_letters import Told
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.breach import Breach

CLINICAL, DESK = FieldClass.CLINICAL, FieldClass.OPERATIONAL


class BreachWords(models.Model):
    """What the letters about a breach say, in one language; the same for everyone.

    kinds: slugs of the letter's text. phone … post: how to ask. written_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            *("id", "breach", "language", "kinds"),
            *("phone", "email", "web", "post", "written_at", "written_by"),
        ),
        DESK,
    ) | dict.fromkeys(("what_happened", "steps", "doing"), CLINICAL)

    RIGHTS: ClassVar[RecordRule] = about_nobody("The letter as it goes to everyone; no one’s name.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    breach = models.ForeignKey(Breach, models.CASCADE, related_name="words_written")
    language = models.CharField(max_length=2)
    what_happened = EncryptedTextField()
    kinds = models.JSONField()
    steps = EncryptedTextField()
    doing = EncryptedTextField()
    phone = models.CharField(max_length=60, blank=True, default="")
    email = models.CharField(max_length=120, blank=True, default="")
    web = models.CharField(max_length=200, blank=True, default="")
    post = models.CharField(max_length=200, blank=True, default="")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["breach", "language"], name="one_letter_of_a_breach_by_language"
            ),
        )

    def __str__(self) -> str:
        return f"words of breach {self.breach_id}"

    def as_told(self) -> Told:
        names = ("what_happened", "steps", "doing", "phone", "email", "web", "post")
        return Told(kinds=tuple(self.kinds), **{name: getattr(self, name) for name in names})
