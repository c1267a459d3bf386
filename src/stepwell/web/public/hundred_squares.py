"""A hundred squares, some filled: a share that can be counted. Colors come from the style sheet."""

from functools import cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

PITCH, SIDE, PER_ROW, COUNT = 15, 11, 20, 100


@cache
def hundred_squares(filled: int) -> SafeString:
    """Its sentence is beside it as a caption; the label repeats the finding."""
    width = PITCH * PER_ROW - (PITCH - SIDE) + 2
    height = PITCH * (COUNT // PER_ROW) - (PITCH - SIDE) + 2
    label = _("%(n)s of 100 squares filled") % {"n": filled}
    squares = "".join(
        f'<rect class="day{"" if number < filled else " off"}" '
        f'x="{number % PER_ROW * PITCH + 1}" y="{number // PER_ROW * PITCH + 1}" '
        f'width="{SIDE}" height="{SIDE}"/>'
        for number in range(COUNT)
    )
    return SafeString(
        f'<svg class="plot" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{label}">{squares}</svg>'
    )
