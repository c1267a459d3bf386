"""Write docs/record-copy.schema.json from the types of the copy."""

from pathlib import Path

from stepwell.exchange.record_copy import schema

Path("docs/record-copy.schema.json").write_bytes(schema())
