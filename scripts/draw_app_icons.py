"""Draws the PNG icons of the app from their SVG, the same on every machine.

    .venv/bin/python scripts/draw_app_icons.py

An SVG here is a background, then rectangles, polygons and circles, each of one color. No program
that draws SVG is needed, and none draws exactly like another: a test draws again and compares.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

FOLDER = Path(__file__).parent.parent / "src/stepwell/web/static/icons/app"
GRID = 24
FINE = 4
"""Each pixel is looked at in FINE x FINE places."""
SAFE = 0.8
"""Of its size is the drawing of a maskable icon, so that a round cut takes nothing off.
Source: W3C Web Application Manifest, "Icon masks and safe zone": a circle of 40 % radius."""

Color = tuple[int, int, int]
Shape = tuple[Color, Callable[[float, float], bool]]


def shapes_of(svg: Path) -> list[Shape]:
    root = ElementTree.parse(svg).getroot()
    return [
        (_color(one.attrib["fill"]), _inside(one.tag.rpartition("}")[2], one.attrib))
        for one in root
    ]


def _color(text: str) -> Color:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _inside(kind: str, at: dict[str, str]) -> Callable[[float, float], bool]:
    if kind == "circle":
        cx, cy, r = (float(at[key]) for key in ("cx", "cy", "r"))
        return lambda x, y: (x - cx) ** 2 + (y - cy) ** 2 <= r * r
    if kind == "rect":
        left, top = float(at.get("x", 0)), float(at.get("y", 0))
        right, bottom = left + float(at["width"]), top + float(at["height"])
        return lambda x, y: left <= x < right and top <= y < bottom
    points = [tuple(map(float, pair.split(","))) for pair in at["points"].split()]
    edges = list(zip(points, [*points[1:], points[0]], strict=True))

    def crossings(x: float, y: float) -> Iterator[bool]:
        for (x1, y1), (x2, y2) in edges:
            if (y1 > y) != (y2 > y):
                yield x < (x2 - x1) * (y - y1) / (y2 - y1) + x1

    return lambda x, y: sum(crossings(x, y)) % 2 == 1


def draw(shapes: list[Shape], size: int, scale: float = 1.0, every: int = 1) -> bytes:
    """Rows of RGB, or one row of so many. The first shape is the ground and reaches the edges."""
    ground, *others = shapes
    step = GRID / size / scale
    shift = GRID * (1 - 1 / scale) / 2
    rows = bytearray()
    for row in range(0, size, every):
        for column in range(size):
            rows += _pixel(ground[0], others, shift + column * step, shift + row * step, step)
    return bytes(rows)


def _pixel(ground: Color, others: list[Shape], x: float, y: float, step: float) -> bytes:
    red = green = blue = 0
    for place in range(FINE * FINE):
        px = x + (place % FINE + 0.5) * step / FINE
        py = y + (place // FINE + 0.5) * step / FINE
        color = next((color for color, is_in in reversed(others) if is_in(px, py)), ground)
        red, green, blue = red + color[0], green + color[1], blue + color[2]
    count = FINE * FINE
    return bytes((red // count, green // count, blue // count))


def as_png(rows: bytes, size: int) -> bytes:
    wide = size * 3
    lines = b"".join(b"\0" + rows[at : at + wide] for at in range(0, len(rows), wide))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pictures() -> Iterator[tuple[Path, int, float]]:
    """Where each lies, its size, and the scale of what is drawn on the ground."""
    for svg in sorted(FOLDER.glob("*.svg")):
        for size, tail, scale in (
            (192, "192", 1.0),
            (512, "512", 1.0),
            (512, "maskable-512", SAFE),
        ):
            yield FOLDER / f"{svg.stem}-{tail}.png", size, scale


def svg_of(picture: Path) -> Path:
    return FOLDER / f"{picture.name.partition('-')[0]}.svg"


def main() -> int:
    for path, size, scale in pictures():
        path.write_bytes(as_png(draw(shapes_of(svg_of(path)), size, scale), size))
    return 0


if __name__ == "__main__":
    sys.exit(main())
