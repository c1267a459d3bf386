"""The kinds of records in the member's app: what each may say, how long it may be, its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from stepwell.domain.recovery.bodies import (
    CheckedIn,
    JournalPage,
    MeetingLogged,
    PersonKnown,
    SettingChosen,
    StepMarked,
    TaskAnswered,
)
from stepwell.domain.recovery.bodies_copy import PageHanded
from stepwell.domain.recovery.bodies_sobriety import DateBody, UseBody
from stepwell.domain.recovery.sealed_bodies import KeyringBody, SealedBody

KB = 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """called: in a sentence, "This {called} …". most_bytes: of the body as JSON."""

    body: type[Any]
    called: str
    most_bytes: int = 256 * KB


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "meeting": Kind(MeetingLogged, "meeting"),
        "checkin": Kind(CheckedIn, "check-in"),
        "use": Kind(UseBody, "return to use"),
        "journal": Kind(JournalPage, "journal page"),
        "step": Kind(StepMarked, "step"),
        "task": Kind(TaskAnswered, "answer to a task", 12 * KB),
        "person": Kind(PersonKnown, "person"),
        "date": Kind(DateBody, "date"),
        "copy": Kind(PageHanded, "page", 257 * KB),
        "setting": Kind(SettingChosen, "setting", 5 * KB),
        "sealed": Kind(SealedBody, "notebook page", 343 * KB),
        "keyring": Kind(KeyringBody, "set of notebook keys", 24 * KB),
    }
)
"""A sealed page of 256 KB is 342 KB as base64url; its copy says where it is from besides."""
