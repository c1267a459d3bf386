import gzip
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from stepwell.web.shared import stylesheet as sheets

CSS_LIMIT = 30_000
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl")
PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|[^-]\b(?:left|right|width|height):"
)


def source(layer: str) -> str:
    return (sheets.FOLDER / f"{layer}.css").read_text(encoding="utf-8")


def test_every_css_file_is_a_layer() -> None:
    assert {path.stem for path in sheets.FOLDER.glob("*.css")} == set(sheets.LAYERS)


def test_layers_are_declared_in_the_order_they_are_joined() -> None:
    assert f"@layer {', '.join(sheets.LAYERS)};" in source("reset")


@pytest.mark.parametrize("layer", sheets.LAYERS)
def test_file_fills_its_own_layer_only(layer: str) -> None:
    assert re.findall(r"@layer (\w+) \{", source(layer)) == [layer]


@pytest.mark.parametrize("layer", [layer for layer in sheets.LAYERS if layer != "tokens"])
def test_colors_live_in_tokens_only(layer: str) -> None:
    assert COLOR.findall(source(layer)) == []


@pytest.mark.parametrize("layer", [layer for layer in sheets.LAYERS if layer != "tokens"])
def test_properties_are_logical_so_that_right_to_left_works(layer: str) -> None:
    rules = re.sub(r"@(?:media|container)[^{]*|safe-area-inset-\w+", "", source(layer))
    assert PHYSICAL.findall(rules) == []


def test_every_token_used_is_defined() -> None:
    everything = "".join(map(source, sheets.LAYERS))
    local = {"--measure", "--n", "--in", "--mark"}
    defined = set(re.findall(r"(--[\w-]+):", everything))
    assert set(re.findall(r"var\((--[\w-]+)", everything)) - local <= defined


def test_whole_sheet_is_small() -> None:
    assert sum(len(source(layer).encode()) for layer in sheets.LAYERS) < CSS_LIMIT
    assert len(sheets.stylesheet().gzipped) < 8_000


def test_fonts_are_asked_from_the_static_files() -> None:
    urls = re.findall(r'url\("([^"]+)"\)', sheets.stylesheet().plain.decode())
    assert urls == ["/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"]


def test_view_serves_the_current_version_forever(client: Client) -> None:
    url = reverse("shared:stylesheet", kwargs={"version": sheets.stylesheet().version})
    response = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]
    assert gzip.decompress(response.content) == sheets.stylesheet().plain
    assert not response.cookies


def test_view_serves_an_old_version_for_a_minute_only(client: Client) -> None:
    response = client.get(reverse("shared:stylesheet", kwargs={"version": "old"}))
    assert response.content == sheets.stylesheet().plain
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_debug_shows_an_edit_at_once(settings, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for layer in sheets.LAYERS:
        (tmp_path / f"{layer}.css").write_text(source(layer), encoding="utf-8")
    monkeypatch.setattr(sheets, "FOLDER", tmp_path)
    settings.DEBUG = True
    before = sheets.stylesheet()
    (tmp_path / "base.css").write_text("@layer base { p { margin: 0; } }", encoding="utf-8")
    assert sheets.stylesheet().version != before.version
