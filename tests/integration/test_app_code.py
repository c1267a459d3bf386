"""What a phone loads to open the member's app: small, ours, and found under hashed names."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from pytest_django.fixtures import Settings

from stepwell.domain.people.neutral_words import telling_word
from stepwell.web.members.app_worker import (
    DRAWINGS,
    OTHER_PARTS,
    STATIC,
    documents,
    modules,
    modules_kept,
    parts,
)
from stepwell.web.shared.stylesheet import stylesheet

FIRST_LOAD_LIMIT, WHOLE_LIMIT = 150_000, 300_000
"""Bytes, compressed: what opens the app, and with what is fetched behind it for later."""
LINES_LIMIT = 160
OWN = [STATIC / path for path in modules_kept() if path.startswith("app/")]
IMPORTED = re.compile(
    r"""(?:^|;|\})\s*(?:import|export)\b[^;]*?from\s*["']([^"']+)["']""", re.MULTILINE
)


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    """As an installation has them."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "stepwell.config.static_storage.StaticStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "collected"


def sent(path: Path) -> int:
    """Bytes of the file as it goes over the network."""
    packed = path.with_name(path.name + ".gz")
    return (packed if packed.exists() else path).stat().st_size


def _packed(client: Client, address: str) -> int:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert gzip.decompress(answer.content)
    return len(answer.content)


def test_first_load_of_the_app_is_small(collected: Path, client: Client) -> None:
    page, worker = (_packed(client, one) for one in ("/app/shell/", "/app/worker.js"))
    style = len(stylesheet().gzipped)
    texts = sum(_packed(client, address) for address in documents())
    begins = [collected / static(path).removeprefix("/static/") for path in first_files()]
    kept = [
        collected / part.removeprefix("/static/") for part in parts() if part.startswith("/static/")
    ]

    assert set(begins) <= set(kept)
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", path.name) for path in kept)
    assert any(path.suffix == ".woff2" for path in begins)
    first, whole = (page + worker + style + sum(map(sent, files)) for files in (begins, kept))
    whole += texts
    print(f"first load {first}, kept for later {whole - first}")
    assert 70_000 < first <= FIRST_LOAD_LIMIT
    assert whole <= WHOLE_LIMIT


def first_files() -> list[str]:
    return [*modules(), *OTHER_PARTS]


def test_modules_name_each_other_by_hashed_names(collected: Path) -> None:
    named = 0
    for part in parts():
        if not part.endswith(".js"):
            continue
        path = collected / part.removeprefix("/static/")
        for other in IMPORTED.findall(path.read_text(encoding="utf-8")):
            named += 1
            assert re.search(r"\.[0-9a-f]{12}\.js$", other), f"{path.name} names {other}"
            assert (path.parent / other).resolve().is_file(), f"{path.name} names {other}"
    assert named > len(OWN)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_module_is_short_and_asks_only_us(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert len(source.splitlines()) <= LINES_LIMIT
    assert re.findall(r"\beval\(|new Function|innerHTML|unsafeHTML|https?://| style=", source) == []
    for other in IMPORTED.findall(source):
        assert other.startswith("."), "no module is asked of anybody else"
        assert (path.parent / other).resolve() in {*OWN, *(STATIC / one for one in modules_kept())}


def test_icons_and_titles_of_screens_are_known_and_plain() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in OWN)
    named = re.findall(r'\bicon\(\s*"([^"]+)"|\bicon: "([^"]+)"', source)
    titles = re.findall(r'\btitle: "([^"]+)"', source)

    assert {one or other for one, other in named} <= set(DRAWINGS)
    assert {"Today", "More", "Locked"} <= set(titles)
    assert [title for title in titles if telling_word(title)] == []
