"""The icons of the app are what their SVG says, whole, and plain."""

from __future__ import annotations

import importlib.util
import struct
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from stepwell.domain.people.app_looks import ICONS

SCRIPT = Path(__file__).parents[3] / "scripts/draw_app_icons.py"
ROWS = 16
"""Every such row of an icon is drawn again: all of them take a minute."""


def _drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_app_icons", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


drawing = _drawing()
PICTURES = list(drawing.pictures())


def pixels(path: Path, size: int) -> list[bytes]:
    """Its rows, where it is a PNG as ours are."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (size, size)
    length = struct.unpack(">I", data[33:37])[0]
    lines = zlib.decompress(data[41 : 41 + length])
    wide = size * 3 + 1
    return [lines[at + 1 : at + wide] for at in range(0, len(lines), wide)]


def test_every_icon_that_can_be_chosen_is_drawn() -> None:
    names = {path.stem for path in drawing.FOLDER.glob("*.svg")}

    assert names == set(ICONS)
    assert {path for path, *_ in PICTURES} == set(drawing.FOLDER.glob("*.png"))


@pytest.mark.parametrize(
    ("path", "size", "scale"), PICTURES, ids=lambda one: getattr(one, "stem", None)
)
def test_icon_is_drawn_as_its_svg_says(path: Path, size: int, scale: float) -> None:
    shapes = drawing.shapes_of(drawing.svg_of(path))
    rows = pixels(path, size)

    drawn = drawing.draw(shapes, size, scale, every=ROWS)

    assert len(rows) == size
    assert b"".join(rows[::ROWS]) == drawn
    assert len({drawn[at : at + 3] for at in range(0, len(drawn), 3)}) >= 3, "a drawing"


@pytest.mark.parametrize("name", ICONS)
def test_maskable_icon_loses_nothing_to_a_round_cut(name: str) -> None:
    rows = pixels(drawing.FOLDER / f"{name}-maskable-512.png", 512)
    ground = bytes(drawing.shapes_of(drawing.FOLDER / f"{name}.svg")[0][0])
    safe = 512 * 0.4 + 2

    for y in range(0, 512, 8):
        for x in range(0, 512, 8):
            if (x - 256) ** 2 + (y - 256) ** 2 > safe**2:
                assert rows[y][x * 3 : x * 3 + 3] == ground, (x, y)
