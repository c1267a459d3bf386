"""The canonical form never changes: yesterday's hashes must still hold in ten years."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

import pytest

from factories.audit_trails import build_event
from stepwell.domain.audit.chain import (
    ChainedEvent,
    canonical_bytes,
    chain_hash,
    follows,
    genesis_hash,
)
from stepwell.domain.audit.seals import Seal, seal_hash

OTHER = {
    "sequence": 8,
    "day": date(2020, 1, 1),
    "at": datetime(2020, 1, 1, tzinfo=timezone.utc),  # noqa: UP017
}


def test_canonical_form_is_the_one_that_was_promised() -> None:
    event = build_event(7, actor_name="Zoë")

    assert canonical_bytes(event) == (
        b'["stepwell-audit-1","harbor",7,"2026-11-01","2026-11-01T00:00:07.000000+00:00","ben",'
        b'"Zo\\u00eb","person","record.viewed","client","id-7","ID7","","web","203.0.0.0/16","{}"]'
    )
    assert genesis_hash("harbor") == (
        "b62d257eb8b516357c9a5f94732f5d65e90cd6e7c80074df19e2ce86d11fa568"
    )
    assert chain_hash(genesis_hash("harbor"), event) == (
        "8fdfd4e62b616fce705f638697ca7397eff2a84447b1a3a3f71df8ee02509d7d"
    )


def test_seal_form_is_the_one_that_was_promised() -> None:
    seal = Seal("harbor", date(2026, 11, 1), 1, 7, 7, "ab" * 32, "")

    assert seal_hash(seal) == "af2cd451cd082badd08a36444308b07136ac05fd18a76a224b8d14c05d7af17e"


@pytest.mark.parametrize("name", [one.name for one in fields(ChainedEvent) if one.name != "hash"])
def test_canonical_form_holds_every_field(name: str) -> None:
    event = build_event(7)

    changed = replace(event, **{name: OTHER.get(name, "other")})  # type: ignore[arg-type]

    assert canonical_bytes(changed) != canonical_bytes(event)


def test_canonical_form_does_not_depend_on_the_zone_an_instant_is_told_in() -> None:
    event = build_event(7)
    told = event.at.astimezone(timezone(timedelta(hours=-5)))

    assert canonical_bytes(replace(event, at=told)) == canonical_bytes(event)


def test_chains_of_two_organizations_begin_differently() -> None:
    assert genesis_hash("harbor") != genesis_hash("lighthouse")


def test_follows_damaged_hash_is_followed_by_nothing() -> None:
    assert not follows("no hash", build_event(7), 7)
