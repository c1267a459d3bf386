"""Which sessions are rated: drawn by a seed, so that nobody picks the good ones.

Each session gets the number that a hash makes of the seed and its id, and the lowest are taken.
Anyone who has the seed and the list can draw again and gets the same; the order of the list plays
no part, and a session more in the list changes at most one that is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def drawn(ids: Iterable[str], *, seed: str, size: int) -> tuple[str, ...]:
    """
    Args:
        ids: of all sessions there are; one that comes twice counts once.
        size: how many are wanted; all of them where there are fewer.
    """
    if size < 1:
        raise ValueError("Draw at least one.")
    by_number = sorted(set(ids), key=lambda one: (sha256(f"{seed}:{one}".encode()).digest(), one))
    return tuple(by_number[:size])
