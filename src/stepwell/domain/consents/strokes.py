"""A signature drawn with a finger: lists of points in a box of 600 by 200."""

from __future__ import annotations

import json

WIDTH, HEIGHT = 600, 200
FEWEST_POINTS = 5
"""Less is a slip of the finger (design)."""
MOST_POINTS = 4000

Strokes = tuple[tuple[tuple[int, int], ...], ...]


class StrokesRefused(Exception):
    """What is wrong with the drawing, and what to do."""


def parse_strokes(text: str) -> Strokes:
    """
    Args:
        text: JSON as the page sends it, [[[x, y], …], …].

    Raises:
        StrokesRefused: it is no drawing, almost nothing, or too much.
    """
    try:
        strokes = tuple(
            tuple((_within(x, WIDTH), _within(y, HEIGHT)) for x, y in stroke)
            for stroke in json.loads(text or "[]")
        )
    except (ValueError, TypeError) as error:
        raise StrokesRefused("The drawing could not be read. Clear it and sign again.") from error
    points = sum(map(len, strokes))
    if points < FEWEST_POINTS:
        raise StrokesRefused("Sign in the box with a finger, a pen or the mouse.")
    if points > MOST_POINTS:
        raise StrokesRefused("The drawing is too long. Clear it and sign again.")
    return tuple(stroke for stroke in strokes if stroke)


def _within(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate is a number")
    return round(min(max(value, 0), most))
