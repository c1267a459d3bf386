"""The drawing of a stepwell's wall: tiers of paired flights narrowing to the water."""

from functools import cache

from django.utils.safestring import SafeString

TREAD, RISER, LEDGE = 8, 11, 8
STEPS = 5
FLIGHT = TREAD * STEPS * 2
RISE = RISER * STEPS


def _lit_flight(x: int, top: int) -> str:
    return f"M{x} {top + RISE}" + f"v-{RISER}h{TREAD}" * STEPS + f"V{top + RISE}z"


def _shaded_flight(x: int, top: int) -> str:
    return f"M{x} {top}" + f"h{TREAD}v{RISER}" * STEPS + f"H{x}z"


def _tier(index: int, count: int, top: int) -> str:
    left, width = LEDGE + index * FLIGHT // 2, count * FLIGHT
    lit = "".join(_lit_flight(left + n * FLIGHT, top) for n in range(count))
    shaded = "".join(_shaded_flight(left + FLIGHT // 2 + n * FLIGHT, top) for n in range(count))
    return (
        f'<g class="sand" opacity="{1 - index * 0.1:.1f}">'
        f'<path opacity=".16" d="M{left} {top}h{width}v{RISE}h-{width}z"/>'
        f'<path d="{lit}"/><path opacity=".45" d="{shaded}"/>'
        f'<path opacity=".8" d="M{left - LEDGE} {top + RISE}h{width + 2 * LEDGE}v{LEDGE}'
        f'h-{width + 2 * LEDGE}z"/></g>'
    )


@cache
def stepwell_art(tiers: int = 6, widest: int = 8) -> SafeString:
    """Decorative SVG, sized by CSS. Narrower by one pair of flights a tier."""
    width = widest * FLIGHT + 2 * LEDGE
    body = "".join(_tier(n, widest - n, n * (RISE + LEDGE)) for n in range(tiers))
    water_top = tiers * (RISE + LEDGE)
    left = LEDGE + tiers * FLIGHT // 2 - FLIGHT // 2
    pool = (widest - tiers + 1) * FLIGHT
    glints = "".join(
        f'<path class="glint" d="M{left + x} {water_top + y}h{length}"/>'
        for x, y, length in ((24, 8, 80), (120, 17, 88), (56, 25, 112), (100, 34, 48))
    )
    return SafeString(
        f'<svg class="art" width="{width}" height="{water_top + 44}" '
        f'viewBox="0 0 {width} {water_top + 44}" aria-hidden="true">{body}'
        f'<path class="pond" d="M{left} {water_top}h{pool}v44h-{pool}z"/>{glints}</svg>'
    )
