"""How members count their days, read once."""

from functools import cache

from stepwell.domain.recovery.sobriety_file import parse_sobriety
from stepwell.domain.recovery.sobriety_rules import SobrietyRules
from stepwell.library import read_bytes
from stepwell.library.vocabularies import fellowships


@cache
def sobriety_rules() -> SobrietyRules:
    return parse_sobriety(read_bytes("recovery/sobriety.toml"), fellowships())
