"""A row of the table, and the names that rows use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")

TO_SIGN_IN = "to the sign-in page"
TO_SECOND_FACTOR = "to setting up a second factor"
TO_PROOF = "to proving again who it is"

Outcome = int | str
"""A status, or one of the redirects above."""

Status = Outcome | tuple[Outcome, ...]


PAGE: Mapping[str, Status] = {"GET": 200, "HEAD": 200}
FORM: Mapping[str, Status] = {"GET": 200, "HEAD": 200, "POST": 422}
DEED: Mapping[str, Status] = {"POST": 302}
QUESTION: Mapping[str, Status] = {"POST": 200}
"""A passkey’s: answered with what the browser needs to know."""
WRONG_ANSWER: Mapping[str, Status] = {"POST": 422}
"""To a passkey’s question: an empty one."""
STEP: Mapping[str, Status] = {"GET": TO_SIGN_IN, "HEAD": TO_SIGN_IN, "POST": TO_SIGN_IN}
ASIDE: Mapping[str, Status] = {"GET": 302}
"""Leads on, without a page of its own."""

DOT = "dot"
OPERATOR = "otto"
"""Administers the installation and works in no program."""
HARBOR_STAFF = "ben dana gil fay cora abe ida"
STAFF = f"{HARBOR_STAFF} cleo"
SIGNED_IN = f"{STAFF} ana vic sol pat {OPERATOR}"
EVERYONE = f"{SIGNED_IN} {DOT}"
GIVE_ROLES = "ben dana fay cora abe cleo"

NOTHING = "nothing"
"""A thing that is not there."""


CLIENTS = {"ana": "harbor", "noel": "harbor", "lou": "harbor", "una": "northgate"}
"""And the program of each."""


def of_northgate(thing: str) -> str:
    return f"Northgate’s {thing}"


@dataclass(frozen=True, slots=True)
class Row:
    """who: names, separated by spaces; "" where it depends on the thing alone."""

    route: str
    answers: Mapping[str, Status]
    who: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    factor: bool = False
    proof: bool = False

    def expected(self, method: str) -> set[Outcome]:
        """What those it opens for get."""
        status = self.answers.get(method, 405)
        return set(status) if isinstance(status, tuple) else {status}

    def opens_for(self, name: str, thing: str = "") -> bool:
        return name in (self.of[thing] if thing else self.who).split()

    def program_of(self, thing: str) -> str:
        """Of a client or a thing of one program; "" for what belongs to none."""
        if of_northgate(thing) in self.of:
            return "harbor"
        return CLIENTS.get(thing, "northgate" if thing.startswith(of_northgate("")) else "")

    def may_sometimes(self, name: str) -> bool:
        return name in self.who.split() or any(name in who.split() for who in self.of.values())


def of_harbor(thing: str, who: str) -> Mapping[str, str]:
    """Things of that kind in both programs; Northgate has nobody for whom one opens."""
    return {thing: who, of_northgate(thing): "", NOTHING: ""}


KINDS = (HARBOR_STAFF.split(), ["cleo"], ["ana"], ["pat"], ["vic", "sol"], [OPERATOR])


def one_of_each_kind(row: Row, thing: str) -> list[str]:
    """One of each kind for whom it opens and one for whom it does not; cleo is of Northgate."""
    return [
        fitting[0]
        for opens in (True, False)
        for names in KINDS
        if (fitting := [name for name in names if row.opens_for(name, thing) is opens])
    ]


def one_of_either(row: Row, thing: str) -> list[str]:
    """One for whom it opens, where there is one, and one of those for whom it does not."""
    names = one_of_each_kind(row, thing)
    opened = [name for name in names if row.opens_for(name, thing)]
    return opened[:1] + [name for name in names if name not in opened][:1]
