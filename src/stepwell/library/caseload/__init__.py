"""Which flags a caseload shows, and from which figures on: read once."""

from functools import cache

from stepwell.domain.caseload.rules import FlagRule, parse_rules
from stepwell.library import read_bytes


@cache
def flag_rules() -> tuple[FlagRule, ...]:
    """In the order of the file, which is the order of what comes first."""
    return parse_rules(read_bytes("caseload/flags.toml"))
