from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class SignInTries(models.Model):
    """How often in a row somebody tried to sign in by one name, or from one network, in vain.

    key: a keyed digest, from which neither can be read back.
    free_at: no try before; None where none has to wait.
    is_known: of a name and a network together, that this name has signed in from there.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody(
        "Keyed digests, from which no name can be read back; they are pruned by the day."
    )

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    free_at = models.DateTimeField(null=True)
    is_known = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "sign-in tries"

    def __str__(self) -> str:
        return f"{self.tries} tries, {self.last_at:%Y-%m-%d %H:%M}"
