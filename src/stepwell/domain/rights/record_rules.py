"""What becomes of a table's rows when the person they are about asks for a copy, or is erased.

Every model says it beside its fields, in one line:

    RIGHTS: ClassVar[RecordRule] = erased(Part.REACH, client="client_id")

client, account: the look-up from a row to the id of the client, or of the member's account, it is
about; "" where it names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.rights.parts import Part


class Fate(StrEnum):
    """erased: the rows go. emptied: they stay as shells, without what tells who or why.
    kept: they stay as they are, and the certificate says why. nobody: not about a person.
    """

    ERASED = "erased"
    EMPTIED = "emptied"
    KEPT = "kept"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class RecordRule:
    """part: decides how long rows of ERASED and EMPTIED must stay first. why: of KEPT and NOBODY.

    not_copied: fields that the person's copy leaves out beside keys and indexes; with why_not.
    is_copied: False where the copy has none of it, again with why_not.
    also_emptied: fields that an emptied row loses beside the identifying and clinical ones.
    """

    fate: Fate
    part: Part | None = None
    client: str = ""
    account: str = ""
    why: str = ""
    is_copied: bool = True
    not_copied: tuple[str, ...] = ()
    why_not: str = ""
    also_emptied: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names_someone = bool(self.client or self.account)
        if self.fate is Fate.NOBODY:
            if names_someone or not self.why:
                raise TypeError("A table about nobody says why, and names no way to a person.")
            return
        if not names_someone or self.part is None:
            raise TypeError("A table about a person names a way to them, and its part.")
        if self.fate is Fate.KEPT and not self.why:
            raise TypeError("What is kept says why.")
        if (not self.is_copied or self.not_copied) and not self.why_not:
            raise TypeError("What the copy leaves out says why.")


def erased(
    part: Part,
    *,
    client: str = "",
    account: str = "",
    is_copied: bool = True,
    not_copied: tuple[str, ...] = (),
    why_not: str = "",
) -> RecordRule:
    """The rows go, once the part's time is over."""
    return RecordRule(
        Fate.ERASED,
        part,
        client,
        account,
        is_copied=is_copied,
        not_copied=not_copied,
        why_not=why_not,
    )


def emptied(
    part: Part,
    *,
    client: str = "",
    account: str = "",
    also: tuple[str, ...] = (),
    is_copied: bool = True,
    not_copied: tuple[str, ...] = (),
    why_not: str = "",
) -> RecordRule:
    """The rows stay as shells, once the part's time is over: all that is private in them goes."""
    return RecordRule(
        Fate.EMPTIED,
        part,
        client,
        account,
        is_copied=is_copied,
        not_copied=not_copied,
        why_not=why_not,
        also_emptied=also,
    )


def kept(
    part: Part,
    *,
    why: str,
    client: str = "",
    account: str = "",
    is_copied: bool = True,
    not_copied: tuple[str, ...] = (),
    why_not: str = "",
) -> RecordRule:
    """The rows stay as they are, and the page about an erasure says why."""
    return RecordRule(
        Fate.KEPT,
        part,
        client,
        account,
        why,
        is_copied=is_copied,
        not_copied=not_copied,
        why_not=why_not,
    )


def about_nobody(why: str) -> RecordRule:
    """Nothing in the table is about a person in care or a member."""
    return RecordRule(Fate.NOBODY, why=why)
