from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def only_shared_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "unit.web.stub_urls"
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
