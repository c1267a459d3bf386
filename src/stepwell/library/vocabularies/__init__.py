"""Words that feeds and pages share: fellowships and meeting types, read once."""

from functools import cache

from stepwell.domain.meetings.fellowships import Fellowship, parse_fellowships
from stepwell.domain.meetings.types import Vocabulary, parse_vocabulary
from stepwell.library import read_bytes


@cache
def fellowships() -> dict[str, Fellowship]:
    """All fellowships by slug, in the order to show them."""
    return parse_fellowships(read_bytes("vocabularies/fellowships.toml"))


@cache
def meeting_types() -> Vocabulary:
    """The meeting type codes of all fellowships."""
    return parse_vocabulary(
        read_bytes("vocabularies/meeting_types.json"),
        read_bytes("vocabularies/fellowship_types.toml"),
    )
