"""Model fields whose values are sealed in the database and opened when they are read.

    name = EncryptedTextField(blank=True)
    born_on = EncryptedDateField(null=True)

A value is bound to its table, column and row id, so the row needs an id made in Python before it is
saved (`records.identifiers.new_id`). It is opened on first access: a query that fetches a hundred
rows and shows no names opens none. `values()` and `values_list()` give a SealedValue, whose
`open(row_id)` opens it. Filtering by value is refused; use a BlindIndexField beside the field.

After renaming a table or column, name the old one in `bound_to="old_table.old_column"`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from stepwell.records.encryption import lookups
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.sealing import Place, seal, unseal

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")

if TYPE_CHECKING:

    class AnyField(models.Field[_ST, _GT]): ...

else:

    class AnyField(models.Field):
        """Takes the type parameters that Django's class takes only in its stubs."""

        def __class_getitem__(cls, _types):
            return cls


class FilteringRefused(FieldError):
    """Encrypted columns cannot be compared; says what to use instead."""


class NoRowToBindTo(ValueError):
    """A value was to be sealed without the id of its row."""


class SealedValue:
    """A stored value that was not opened. Shows nothing of what it holds."""

    __slots__ = ("data", "field")

    def __init__(self, data: bytes, field: EncryptedField[Any, Any]) -> None:
        self.data = data
        self.field = field

    def open(self, row: object) -> Any:
        """row: the primary key of the row it was read from. Raises Unreadable."""
        return self.field.unsealed(self.data, row=row)

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SealedValue) and other.data == self.data

    def __hash__(self) -> int:
        return hash(self.data)


class OpenedOnAccess(DeferredAttribute):
    """Opens the value of an instance the first time it is asked for, and keeps it."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, SealedValue):
            assert instance is not None
            value = value.open(instance.pk)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(AnyField[_ST, _GT], Generic[_ST, _GT]):
    """What the encrypted fields share. Subclasses turn a value into bytes and back."""

    descriptor_class = OpenedOnAccess

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_to:
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def encode(self, value: Any) -> bytes:
        raise NotImplementedError

    def decode(self, plain: bytes) -> Any:
        raise NotImplementedError

    @property
    def column_label(self) -> str:
        return self.bound_to or f"{self.model._meta.db_table}.{self.column}"

    def place(self, row: object) -> Place:
        key = self.model._meta.pk.to_python(row)
        if key is None:
            raise NoRowToBindTo(
                f"{self.column_label} cannot be sealed: the row has no id yet. Give the model a "
                "primary key that is made in Python: UUIDField(default=new_id)."
            )
        return Place(self.column_label, str(key))

    def sealed(self, value: Any, *, row: object) -> SealedValue:
        data = seal(self.encode(value), ring=current_ring(), place=self.place(row))
        return SealedValue(data, self)

    def unsealed(self, data: bytes, *, row: object) -> Any:
        if not data:
            return self.get_default()
        return self.decode(unseal(data, ring=current_ring(), place=self.place(row)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        """What is stored: an unopened value stays as it is, if it belongs to this row."""
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, SealedValue):
            value.open(model_instance.pk)
            return value
        return self.sealed(value, row=model_instance.pk)

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,
        prepared: bool = False,  # noqa: ARG002
    ) -> Any:
        if value is None:
            return None
        if isinstance(value, SealedValue):
            return connection.Database.Binary(value.data)
        if not value and isinstance(value, (str, bytes, dict, list)):
            # An empty default, written by a migration to rows it does not know one by one.
            return connection.Database.Binary(b"")
        raise NoRowToBindTo(
            f"{self.column_label} is encrypted for one row and cannot be written by update(), "
            "bulk_update(), a fixture or a migration's default: save each row instead."
        )

    def from_db_value(self, value: Any, *_: Any) -> SealedValue | None:
        return None if value is None else SealedValue(bytes(value), self)

    def value_from_object(self, obj: models.Model) -> Any:
        """For Django's serializers: never the plain value."""
        return self.pre_save(obj, add=False)

    def value_to_string(self, obj: models.Model) -> str:
        return "" if self.value_from_object(obj) is None else "<sealed>"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in lookups.ALLOWED:
            return super().get_lookup(lookup_name)
        return self._refuse(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        return self._refuse(lookup_name)

    def _refuse(self, lookup_name: str) -> NoReturn:
        raise FilteringRefused(
            f"{self.column_label} is encrypted and cannot be filtered by {lookup_name!r}. "
            "Use isnull, or a BlindIndexField beside it for exact look-ups."
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found: list[checks.CheckMessage] = [*super().check(**kwargs)]
        if self.primary_key or self.unique or getattr(self, "db_index", False):
            hint = "Two seals of one value differ. Put unique or db_index on a BlindIndexField."
            found.append(
                checks.Error("An encrypted field has no index.", hint, self, "stepwell.E1")
            )
        key: Any = self.model._meta.pk
        while key.remote_field is not None:
            key = key.target_field
        if not key.has_default():
            hint = "Use: id = UUIDField(primary_key=True, default=new_id, editable=False)"
            found.append(
                checks.Error(
                    "An encrypted field needs an id made early.", hint, self, "stepwell.E2"
                )
            )
        return found


for _lookup in (lookups.SealedWith, lookups.StoredAs):
    EncryptedField.register_lookup(_lookup)


class EncryptedTextField(EncryptedField[str, str]):
    """Text of any length; max_length counts characters and is checked by full_clean()."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self.column_label} takes text, not {type(value).__name__}.")
        return value.encode()

    def decode(self, plain: bytes) -> str:
        return plain.decode()

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value)


class EncryptedBytesField(EncryptedField[bytes, bytes]):
    """A small file, such as a signed form."""

    empty_strings_allowed = False

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, bytes):
            raise TypeError(f"{self.column_label} takes bytes, not {type(value).__name__}.")
        return value

    def decode(self, plain: bytes) -> bytes:
        return plain


class EncryptedDateField(EncryptedField[date, date]):
    empty_strings_allowed = False

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TypeError(f"{self.column_label} takes a date, not {type(value).__name__}.")
        return value.isoformat().encode()

    def decode(self, plain: bytes) -> date:
        return date.fromisoformat(plain.decode())


class EncryptedJSONField(EncryptedField[Any, Any]):
    """Anything JSON can hold. A change inside the value is kept by the next save()."""

    empty_strings_allowed = False

    def encode(self, value: Any) -> bytes:
        try:
            return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
        except (TypeError, ValueError):
            raise TypeError(f"{self.column_label} takes only what JSON can hold.") from None

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)
