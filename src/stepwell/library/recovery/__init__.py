"""How members count their days, and what a check-in asks: read once."""

from functools import cache

from stepwell.domain.recovery.check_in_shape import CheckInShapes, parse_check_in_shapes
from stepwell.domain.recovery.sobriety_file import parse_sobriety
from stepwell.domain.recovery.sobriety_rules import SobrietyRules
from stepwell.library import read_bytes
from stepwell.library.vocabularies import fellowships


@cache
def sobriety_rules() -> SobrietyRules:
    return parse_sobriety(read_bytes("recovery/sobriety.toml"), fellowships())


@cache
def check_in_shapes() -> CheckInShapes:
    return parse_check_in_shapes(read_bytes("recovery/check_in.toml"))
