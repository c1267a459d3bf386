"""The help lines shipped with Stepwell, read once per process."""

from __future__ import annotations

from functools import cache

from stepwell.domain.help.lines import HelpLines, parse_lines
from stepwell.library import read_bytes

FILE = "help/lines.toml"


@cache
def help_lines() -> HelpLines:
    return parse_lines(read_bytes(FILE), FILE)
