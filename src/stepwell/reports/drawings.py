"""A drawn signature as SVG, from its strokes."""

from __future__ import annotations

from collections.abc import Sequence

from stepwell.domain.consents.strokes import HEIGHT, WIDTH


def signature_svg(strokes: Sequence[Sequence[Sequence[int]]]) -> str:
    """strokes: lists of (x, y) in the box; "" where there are none."""
    if not strokes:
        return ""
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" '
        'stroke="#000" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">'
        f"{paths}</svg>"
    )


def _path(stroke: Sequence[Sequence[int]]) -> str:
    first, *rest = [f"{int(x)} {int(y)}" for x, y in stroke]
    return f"M{first}" + "".join(f"L{point}" for point in rest or [first])
