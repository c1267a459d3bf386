"""Which words would tell a stranger, who reads over a shoulder, what this is about.

For names and titles that stand where strangers look: lock screens, mailboxes, tabs, the history of
a browser, home screens. (Our own list; basis: design.)
"""

from __future__ import annotations

import re

_TELLING = re.compile(
    r"recover|sober|sobriety|addict|alcohol|drug|rehab|detox|narcotic|opioid|relapse|abstin|craving"
    r"|substance|treatment|clinic|twelve|12.?step|fellowship|sponsor"
    r"|\b(?:aa|na|a\.a\.?|n\.a\.?)(?!\w)",
    re.IGNORECASE,
)


def telling_word(text: str) -> str:
    """The first such word in the text, "" where there is none."""
    found = _TELLING.search(text)
    return found.group() if found else ""
