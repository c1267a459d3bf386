"""Random lives: what someone might write down of dates and uses, in wire form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from stepwell.domain.recovery.bodies_sobriety import BODIES
from stepwell.domain.recovery.sobriety import tell
from stepwell.domain.recovery.sobriety_values import Entry, Standing, Told
from stepwell.library.recovery import sobriety_rules

RULES = sobriety_rules()
DAY_0 = date(2024, 1, 20)
OWN = [f"0190a1b2-0000-7000-8000-00000000000{number}" for number in range(1, 4)]
Version = dict[str, Any]

days = st.integers(0, 800).map(lambda number: (DAY_0 + timedelta(days=number)).isoformat())
near = st.integers(0, 5).map(lambda number: (DAY_0 + timedelta(days=number)).isoformat())
any_day = st.one_of(near, near, days)
FIXED = sorted(slug for slug, rule in RULES.fellowships.items() if rule.model == "fixed")
WHATS = sorted({*RULES.substances, *RULES.behaviors})
COUNTABLE = sorted(set(WHATS) - {"own_line"})


@st.composite
def date_bodies(draw: st.DrawFn, fellowships: Sequence[str] = FIXED) -> dict[str, Any]:
    fellowship = draw(st.sampled_from([*fellowships, None]))
    named = ["fellowship"] if fellowship else []
    wider = ["wider"] if fellowship and RULES.fellowships[fellowship].wider else []
    definition = draw(st.sampled_from([*named, *wider, *OWN]))
    first_on = draw(any_day)
    later = st.integers(0, 200).map(lambda n: (_day(first_on) + timedelta(days=n)).isoformat())
    is_own = definition in OWN
    return {
        "fellowship": fellowship,
        "definition": definition,
        "first_on": first_on,
        "unit": draw(st.sampled_from(["sober", "clean"])),
        "ended_on": draw(st.one_of(st.none(), st.none(), later)),
        "words": draw(st.sampled_from(["no pills", "keine Tabletten ü"])) if is_own else "",
        "counts": draw(st.lists(st.sampled_from(COUNTABLE), max_size=3)) if is_own else [],
        "shows_count": draw(st.booleans()),
    }


@st.composite
def use_bodies(draw: st.DrawFn, whats: Sequence[str] = WHATS) -> dict[str, Any]:
    on, what = draw(any_day), draw(st.sampled_from(whats))
    again = st.integers(0, 3).map(lambda n: (_day(on) + timedelta(days=n)).isoformat())
    substance = RULES.substances.get(what)
    can = substance is not None and substance.can_be_prescribed
    return {
        "on": on,
        "what": what,
        "as_prescribed": draw(st.booleans()) if can else False,
        "of": draw(st.lists(st.sampled_from(OWN), min_size=1, max_size=3))
        if what == "own_line"
        else [],
        "again_on": draw(st.one_of(st.none(), again)),
    }


@st.composite
def wild_bodies(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Of the right shape, and often without sense."""
    body = draw(date_bodies() if kind == "date" else use_bodies())
    odd = {
        "date": {
            "fellowship": st.sampled_from([*RULES.fellowships, "no-such"]),
            "definition": st.sampled_from(["fellowship", "wider", "milestone", OWN[0]]),
            "first_on": st.sampled_from(["1899-12-31", "1900-01-01", "2024-02-29"]),
            "ended_on": days,
            "words": st.sampled_from(["", " \n", "lunch with a friend"]),
            "counts": st.lists(st.sampled_from([*WHATS, "no-such"]), max_size=3),
        },
        "use": {
            "on": st.sampled_from(["1899-12-31", "2024-02-29"]),
            "what": st.sampled_from([*WHATS, "no-such", "mind_altering"]),
            "as_prescribed": st.booleans(),
            "of": st.lists(st.sampled_from(OWN), max_size=2),
            "again_on": days,
        },
    }[kind]
    fields = draw(st.lists(st.sampled_from(sorted(odd)), max_size=3, unique=True))
    return body | {field: draw(odd[field]) for field in fields}


@st.composite
def histories(draw: st.DrawFn, is_wild: bool = False) -> list[Version]:
    """Versions of several records, some corrected, removed or in conflict, in any order."""
    fellowships = draw(st.lists(st.sampled_from(FIXED), min_size=1, max_size=2))
    ending = sorted(RULES.expand(RULES.fellowships[fellowships[0]].resets))
    sane = {"date": date_bodies(fellowships), "use": use_bodies([*ending[:2], "own_line", "bet"])}
    bodies = {kind: wild_bodies(kind) for kind in sane} if is_wild else sane
    versions: list[Version] = []
    for record in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(["date", "use"]))
        mine: list[Version] = []
        for number in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            known = [one["id"] for one in mine]
            parents = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
            body = draw(_next_bodies(mine, bodies[kind]))
            mine.append(version(kind, body, f"r{record}", f"r{record}-v{number}", parents))
        versions += mine
    return draw(st.permutations(versions))


def _next_bodies(mine: list[Version], bodies: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Another body, none, or the last one with another note."""
    last = mine[-1]["body"] if mine else None
    if last is None:
        return bodies
    reworded = {"words": "as before"} if "words" in last else {"note": "as before"}
    return st.one_of(bodies, bodies, st.none(), st.just(last | reworded))


def version(
    kind: str, body: Any, record: str, ident: str | None = None, parents: Sequence[str] = ()
) -> Version:
    return {
        "id": ident or f"{record}-v0",
        "record": record,
        "kind": kind,
        "parents": list(parents),
        "body": body,
    }


def entries(versions: Sequence[Version]) -> list[Entry]:
    return [
        Entry(
            id=one["id"],
            record=one["record"],
            kind=one["kind"],
            parents=tuple(one["parents"]),
            body=one["body"] and msgspec.convert(one["body"], BODIES[one["kind"]]),
        )
        for one in versions
    ]


def told(versions: Sequence[Version], on: str | date) -> Told:
    return tell(entries(versions), RULES, _day(on) if isinstance(on, str) else on)


def lines(told_: Told) -> dict[tuple[str | None, str], Standing]:
    return {(one.fellowship, one.definition): one for one in told_.lines}


def _day(text: str) -> date:
    return date.fromisoformat(text)
