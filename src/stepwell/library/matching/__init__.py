"""Which fellowships fit which substances, read once."""

from collections.abc import Mapping
from functools import cache

from stepwell.domain.matching.fits import Fit, parse_fits
from stepwell.library import read_bytes
from stepwell.library.vocabularies import fellowships


@cache
def fits() -> Mapping[str, Fit]:
    """By fellowship."""
    return parse_fits(read_bytes("matching/fellowships.toml"), fellowships())
