"""Finding a sealed value by an exact match, without showing it.

    email = EncryptedTextField(blank=True)
    email_index = BlindIndexField(source="email")

    Client.objects.filter(email_index="Ana@Example.org")

The column holds an HMAC-SHA-256 of the source's normalized text under a key of its own. Whoever has
only the database learns which rows hold the same value, and nothing else; so do not index what has
few possible values (a county, a yes or no).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from django.core import checks
from django.db import models

from stepwell.records.encryption.fields import FilteringRefused
from stepwell.records.encryption.keyring import Key
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.lookups import AnyLookup

if TYPE_CHECKING:
    TextField = models.CharField[str | None, str | None]
else:  # Django's class takes no type parameters when it runs
    TextField = models.CharField

ALLOWED = frozenset({"exact", "isnull", "made_with"})
_STORED = re.compile(r"[a-z0-9-]{2,32}:[A-Za-z0-9_-]{43}\Z")


def normalized_text(value: str) -> str:
    """Without what does not matter: case, width of letters, outer and double spaces."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def normalized_phone(value: str) -> str:
    """Digits, and a leading plus sign."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", value))
    return f"+{digits}" if digits and value.strip().startswith("+") else digits


KINDS = {"text": normalized_text, "phone": normalized_phone}


class BlindIndexField(TextField):
    """Filled from `source` on save. `save(update_fields=…)` has to name both fields.

    kind: how the text is normalized, "text" or "phone".
    """

    def __init__(
        self, *args: Any, source: str, kind: str = "text", bound_to: str = "", **kwargs: Any
    ) -> None:
        self.source, self.kind, self.bound_to = source, kind, bound_to
        kwargs |= {"max_length": 80, "null": True, "blank": True, "editable": False}
        self.has_index = kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        kwargs["source"] = self.source
        kwargs["db_index"] = self.has_index
        if self.kind != "text":
            kwargs["kind"] = self.kind
        if self.bound_to:
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: ARG002
        value = self.index_of(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is not None and not _STORED.match(str(value)):
            raise ValueError(f"{self.name} is filled from {self.source} by save(), not directly.")
        return super().get_db_prep_save(value, connection)

    def index_of(self, value: str | None, key: Key | None = None) -> str | None:
        """What is stored for a plain value; None for nothing, so that blanks are not alike."""
        text = KINDS[self.kind](value or "")
        if not text:
            return None
        key = key or current_ring().newest("index")
        label = self.bound_to or f"{self.model._meta.db_table}.{self.column}"
        digest = hmac.digest(key.material, f"{label}\0{text}".encode(), hashlib.sha256)
        return f"{key.id}:{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"

    def indexes_of(self, value: str) -> list[str]:
        """Under every index key there is, so that look-ups hold while keys are being rotated."""
        found = (self.index_of(value, key) for key in current_ring().of("index"))
        return [index for index in found if index is not None]

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in ALLOWED:
            return super().get_lookup(lookup_name)
        return self._refuse(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        return self._refuse(lookup_name)

    def _refuse(self, lookup_name: str) -> NoReturn:
        raise FilteringRefused(
            f"{self.name} is a blind index: it finds whole values only, not by {lookup_name!r}."
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found: list[checks.CheckMessage] = [*super().check(**kwargs)]
        if self.kind not in KINDS:
            found.append(
                checks.Error(f"kind is one of {', '.join(KINDS)}.", obj=self, id="stepwell.E3")
            )
        if self.source not in {field.name for field in self.model._meta.fields}:
            found.append(checks.Error("source names no field.", obj=self, id="stepwell.E4"))
        return found


@BlindIndexField.register_lookup
class BlindExact(AnyLookup):
    """The plain value on the right is normalized and hashed; it never reaches the database."""

    lookup_name = "exact"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        field: Any = self.lhs.output_field
        wanted: Iterable[str] = field.indexes_of(self.rhs)
        marks = ", ".join("%s" for _ in wanted)
        return (f"{column} IN ({marks})", [*parameters, *wanted]) if marks else ("1 = 0", [])


@BlindIndexField.register_lookup
class MadeWith(AnyLookup):
    """`email_index__made_with=key_id`."""

    lookup_name = "made_with"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        prefix = f"{self.rhs}:"
        return f"SUBSTR({column}, 1, {len(prefix)}) = %s", [*parameters, prefix]
