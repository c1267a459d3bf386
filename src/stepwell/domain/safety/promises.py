"""Words that would promise that somebody is watching. Nobody is, unless a program says when.

A person in danger who believes that a screen is watched may wait for it. So no text of ours says
so: the parsers of the safety library refuse such words, and a test reads every page for them.
"""

from __future__ import annotations

import re

_PROMISES = (
    r"\bwe(?:['’]re| are| will be|['’]ll be| will|['’]ll)? (?:always )?(?:watch|monitor)(?:ing)?\b",
    r"\bmonitor(?:s|ed|ing)? (?:you|your|24|around|day)",
    r"\b(?:is|are|being) monitored\b",
    r"\b(?:someone|somebody|staff|a counselor|your counselor|we)(?: will|['’]ll| is going to)? "
    r"(?:always |immediately |right away )?(?:see|answer|reply|respond|call back|get back)"
    r"[^.]{0,40}\b(?:immediately|right away|at once|within minutes|any time|at any hour|24/7)\b",
    r"\bhelp is on (?:the|its) way\b",
    r"\b(?:someone|somebody) is (?:always )?(?:there|here|watching) for you\b",
    r"\byou(?:['’]re| are) (?:being )?watched over\b",
    r"\b(?:estamos|está|están) (?:vigilando|monitoreando|supervisando)\b",
    r"\b(?:alguien|su consejero) (?:le|te) (?:responderá|contestará|llamará) (?:de inmediato|"
    r"enseguida|en minutos)\b",
    r"\bla ayuda (?:va|está) en camino\b",
)
_ANY = re.compile("|".join(f"(?:{one})" for one in _PROMISES), re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:nobody|no one|not|never|don['’]t|doesn['’]t|isn['’]t|nadie|no)\b[^.]{0,40}$",
    re.IGNORECASE,
)


def promises_in(text: str) -> tuple[str, ...]:
    """The phrases that promise watching; a sentence that denies it promises nothing."""
    return tuple(
        one.group(0)
        for one in _ANY.finditer(text)
        if not _DENIED.search(text[: one.start()].rpartition(".")[2])
    )
