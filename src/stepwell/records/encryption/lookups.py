"""What may be asked of an encrypted column: is it there, which key sealed it, is it unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Lookup

from stepwell.records.encryption.sealing import prefix_of

if TYPE_CHECKING:
    AnyLookup = Lookup[Any]
else:  # Django's class takes no type parameter when it runs
    AnyLookup = Lookup

ALLOWED = frozenset({"isnull", "sealed_with", "stored_as"})


class SealedWith(AnyLookup):
    """`name__sealed_with=key_id`: the values that key sealed, told by their first bytes."""

    lookup_name = "sealed_with"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        prefix = prefix_of(str(self.rhs))
        sql = f"SUBSTR({column}, 1, {len(prefix)}) = %s"
        return sql, [*parameters, connection.Database.Binary(prefix)]


class StoredAs(AnyLookup):
    """`name__stored_as=sealed`: still the very bytes that were read, for conditional updates."""

    lookup_name = "stored_as"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = %s", [*parameters, connection.Database.Binary(self.rhs.data)]
