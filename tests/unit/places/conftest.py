from __future__ import annotations

import pytest

from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.library.places import read_us_places


@pytest.fixture(scope="session")
def us() -> Gazetteer:
    return Gazetteer.parse(read_us_places())
