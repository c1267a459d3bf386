"""Sign-in names that are made up: easy to write down, and telling nothing.

Nobody chooses one, so nobody finds out whether a name is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FIRST: Final = (  # noqa: SIM905
    "amber autumn birch blue brisk bright calm cedar clear clover coral dusk early fern field "
    "garden gentle golden green hazel hill honest indigo ivory jade lake lemon light linen long "
    "maple meadow mild mint misty morning mossy north olive open orange paper patient pebble pine "
    "plain quiet red river rose round silver slow snow soft south spring steady summer sunny tall "
    "teal umber violet warm west white wide wild willow winter yellow"
).split()
SECOND: Final = (  # noqa: SIM905
    "acorn anchor apple badger basket beacon bell bench bird boat book bridge brook button candle "
    "canoe castle chair cherry cloud comet corner cricket daisy door drum eagle engine falcon "
    "feather fiddle finch fox gate goose harbor hat heron horse island kettle kite ladder lantern "
    "leaf lily marble market mitten moon mountain oak orchard otter owl pear pencil piano "
    "pond quarry rabbit robin rocket sail seed shell spoon star stone table teapot thread tower "
    "train trout tulip turtle valley wagon walnut whale window wren"
).split()
DIGITS: Final = 4


def made_up_name(below: Callable[[int], int]) -> str:
    """Such as `quiet-heron-4821`. below: a random number from 0 and below the one given."""
    number = below(10**DIGITS)
    return f"{FIRST[below(len(FIRST))]}-{SECOND[below(len(SECOND))]}-{number:0{DIGITS}}"
