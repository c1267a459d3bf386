"""What a message to a client may say: nothing that tells a reader over the shoulder anything.

Only these texts leave the house. There is no place in them for a name, a date or a word about why
(design: no source prescribes the wording; `peers.md` §2 gives the reason).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    NEWS = "news"
    SIGN_IN_CHANGED = "sign_in_changed"


@dataclass(frozen=True, slots=True)
class NoticeWords:
    subject: str
    text: str


_TEXTS = {
    NoticeKind.NEWS: "There is something new for you in {app_name}.",
    NoticeKind.SIGN_IN_CHANGED: (
        "A way to sign in to {app_name} was added or removed. If that wasn’t you, please call us."
    ),
}


def notice_words(kind: NoticeKind, *, sender_name: str, app_name: str) -> NoticeWords:
    """sender_name, app_name: the organization's neutral names."""
    text = _TEXTS[kind].format(app_name=app_name)
    ending = f"You can turn these notes off in {app_name}."
    return NoticeWords(
        subject=f"A note from {sender_name}",
        text=f"Hello,\n\n{text}\n\n{ending}\n\n{sender_name}\n",
    )
