"""One spelling for the many ways a place name is typed.

"St. Louis", "Saint Louis" and "saint-louis" must meet. Places are stored in the order
of these keys, so a change here means building the packed file again.
"""

from __future__ import annotations

import re
import unicodedata

_SHORT_FORMS = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "mtn": "mountain",
    "ft": "fort",
    "pt": "point",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "hts": "heights",
    "spgs": "springs",
    "twp": "township",
}
_GLUED_STOP = re.compile(r"\b(st|ste|mt|ft|pt|n|s|e|w)\.(?=[a-z])")
_DROPPED = re.compile("['’‘ʻʼ`´.\u0300-\u036f]+")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9\n]+")
_SHORT_FORM = re.compile(rf"\b(?:{'|'.join(_SHORT_FORMS)})\b")


def fold(text: str) -> str:
    """Lower-case ASCII words, short forms written out; line breaks are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = _GLUED_STOP.sub(r"\1 ", text.casefold())
    text = _BETWEEN_WORDS.sub(" ", _DROPPED.sub("", text))
    return _SHORT_FORM.sub(lambda match: _SHORT_FORMS[match[0]], text).strip(" ")


def squeeze(text: str) -> str:
    """The key of a name: folded, without spaces ("Coeur d'Alene" is "coeurdalene")."""
    return fold(text).replace(" ", "")
