"""Choosing an intervention for someone: what is asked, who decides, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from cast import Cast
from factories.admissions import admitted
from stepwell.actions import enrolling, enrollment_upgrading
from stepwell.actions.circumstances import add_circumstance, end_circumstance
from stepwell.actions.encounters import NewEncounter, record_contact
from stepwell.actions.enrolling import (
    enroll,
    open_chooser,
    resume_enrollment,
    stop_enrollment,
)
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.actions.enrollment_upgrading import upgrade_enrollment
from stepwell.actions.episodes import discharge, move_episode
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.episodes import DischargeReason, EpisodeEvent
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.choosing import Verdict
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.loading import load_protocol
from stepwell.queries import enrollments as queries
from stepwell.queries.enrollments import ProtocolGone, protocol_of, spells_of
from stepwell.queries.protocols import protocol
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import CircumstanceSpell, Enrollment, EpisodeOfCare
from unit.protocols.made_up import made_up

GROUP = Answers(format="group", beliefs="secular", exposure="none")
WHY = "She likes groups, and the course starts on Tuesday."
DAY = timedelta(days=1)


@pytest.fixture
def episode(cast: Cast) -> UUID:
    return admitted(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)


def test_chooser_knows_what_the_record_says_and_suggests_when_answered(
    cast: Cast, episode: UUID
) -> None:
    ben, at = cast.actor("ben"), cast.at
    add_circumstance(episode, Circumstance.BIPOLAR, by=ben, at=at)

    page = open_chooser(episode, by=ben, at=at)
    answered = open_chooser(episode, GROUP, by=ben, at=at)

    assert page.suggestions == ()
    assert (page.known.setting, page.known.dual_diagnosis) == ("intensive_outpatient", "bipolar")
    assert page.known.substances == ("alcohol",)
    verdicts = {one.protocol.slug: one.verdict for one in answered.suggestions}
    assert verdicts["maaez"] is Verdict.FITS
    assert answered.suggestions[0].verdict is Verdict.FITS
    with pytest.raises(AccessDenied):
        open_chooser(episode, by=cast.actor("fay"), at=at)
    with pytest.raises(NotFound):
        open_chooser(episode, by=cast.actor("cleo"), at=at)


def test_enrollment_keeps_version_hash_answers_suggestions_and_the_reason(
    cast: Cast, episode: UUID
) -> None:
    enrolled = enroll(
        episode, "maaez", "group", GROUP, reason=WHY, by=cast.actor("ben"), at=cast.at
    )

    row = Enrollment.objects.get(pk=enrolled)
    assert (row.protocol, row.version, row.variant) == ("maaez", 1, "group")
    assert row.content_hash == protocol("maaez").content_hash
    assert row.reason == WHY
    assert row.enrolled_on == date(2026, 11, 25)
    assert row.choice["answers"] == {
        "format": "group",
        "beliefs": "secular",
        "exposure": "none",
        "substances": ["alcohol"],
    }
    (kept,) = (one for one in row.choice["suggested"] if one["protocol"] == "maaez")
    assert (kept["version"], kept["verdict"]) == (1, "fits")
    assert "who-gained" in kept["reasons"]
    (spell,) = spells_of(row.episode)
    assert (spell.circumstance, spell.since) == (Circumstance.SECULAR, row.enrolled_on)
    told = [one.details for one in AuditEvent.objects.filter(event_type="care.changed")]
    assert not any("maaez" in one or "secular" in one for one in told)


def test_clinician_may_choose_against_every_suggestion(cast: Cast, episode: UUID) -> None:
    alone = replace(GROUP, format="individual")
    enrolled = enroll(
        episode, "maaez", "group", alone, reason="There is no place elsewhere.",
        by=cast.actor("ben"), at=cast.at,
    )  # fmt: skip

    kept = Enrollment.objects.get(pk=enrolled).choice["suggested"]
    assert {one["verdict"] for one in kept if one["protocol"] == "maaez"} == {"against"}


def test_what_is_not_fit_is_refused(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    for slug, variant, reason, told in (
        ("maaez", "group", " ", "why you chose"),
        ("no-such", "group", WHY, "that are named"),
        ("maaez", "alone", WHY, "that are named"),
    ):
        with pytest.raises(CareRefused, match=told):
            enroll(episode, slug, variant, GROUP, reason=reason, by=ben, at=at)
    enrolled = enroll(episode, "maaez", "group", GROUP, reason=WHY, by=ben, at=at)
    with pytest.raises(CareRefused, match="already"):
        enroll(episode, "maaez", "group", GROUP, reason=WHY, by=ben, at=at)
    with pytest.raises(CareRefused, match="why"):
        stop_enrollment(enrolled, words="", by=ben, at=at)
    stop_enrollment(enrolled, words="He moved to days.", by=ben, at=at)
    enroll(episode, "maaez", "group", GROUP, reason=WHY, by=ben, at=at)
    with pytest.raises(CareRefused, match="already"):
        resume_enrollment(enrolled, by=ben, at=at)
    with pytest.raises(AccessDenied):
        stop_enrollment(enrolled, words="x", by=cast.actor("fay"), at=at)
    move_episode(episode, EpisodeEvent.HOLD, words="Away.", by=ben, at=at)
    with pytest.raises(CareRefused, match="not under way"):
        enroll(episode, "network-support", "standard", GROUP, reason=WHY, by=ben, at=at)


def test_discharge_ends_what_is_under_way(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    enrolled = enroll(episode, "maaez", "group", GROUP, reason=WHY, by=ben, at=at)
    discharge(episode, DischargeReason.MOVED_AWAY, {}, by=ben, at=at)

    assert Enrollment.objects.get(pk=enrolled).status == "stopped"
    move_episode(episode, EpisodeEvent.TAKE_BACK_DISCHARGE, words="She stays.", by=ben, at=at)
    resume_enrollment(enrolled, by=ben, at=at)
    assert Enrollment.objects.get(pk=enrolled).status == "active"


def test_version_that_is_not_as_it_was_says_so(
    cast: Cast, episode: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled = enroll(
        episode, "maaez", "group", GROUP, reason=WHY, by=cast.actor("ben"), at=cast.at
    )
    row = Enrollment.objects.get(pk=enrolled)
    assert protocol_of(row) is protocol("maaez", 1)

    changed = replace(protocol("maaez"), content_hash="0" * 64)
    monkeypatch.setattr(queries, "protocol", lambda *_: changed)
    with pytest.raises(ProtocolGone, match="Version 1 of maaez"):
        protocol_of(row)


def test_circumstances_have_a_beginning_and_an_end(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    partner = Circumstance.PARTNER_TAKES_PART
    add_circumstance(episode, partner, since=date(2026, 11, 20), by=ben, at=at)
    with pytest.raises(CareRefused, match="already"):
        add_circumstance(episode, partner, by=ben, at=at)
    with pytest.raises(CareRefused, match="lies ahead"):
        add_circumstance(episode, partner, since=date(2026, 12, 20), by=ben, at=at)
    row = CircumstanceSpell.objects.get()
    end_circumstance(episode, row.pk, by=ben, at=at + DAY)
    with pytest.raises(CareRefused, match="ended"):
        end_circumstance(episode, row.pk, by=ben, at=at + DAY)

    (spell,) = spells_of(EpisodeOfCare.objects.get(pk=episode))
    assert spell.holds(date(2026, 11, 25))
    assert not spell.holds(date(2026, 11, 26))


def test_upgrade_keeps_every_contact_under_its_new_name(
    cast: Cast, episode: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, at = cast.actor("ben"), cast.at
    versions = {1: load_protocol(made_up())}
    newest = [1]

    def chosen(slug: str, version: int = 0) -> Protocol:
        return versions[version or newest[0]]

    for module in (queries, enrolling, enrollment_upgrading):
        monkeypatch.setattr(module, "protocol", chosen)
    enrolled = enroll(episode, "seventh", "usual", GROUP, reason=WHY, by=ben, at=at)
    for session in ("start", "red"):
        record_contact(
            episode,
            SessionKind.INDIVIDUAL,
            date(2026, 11, 25),
            NewEncounter(enrollment_id=enrolled, session=session, reason="By need."),
            by=ben,
            at=at,
        )
    with pytest.raises(CareRefused, match="newest version already"):
        upgrade_enrollment(enrolled, by=ben, at=at)
    files = {
        name.replace("/red.", "/scarlet."): data.replace(b"'red'", b"'scarlet'").replace(
            b'"red"', b'"scarlet"'
        )
        for name, data in made_up(
            version=2,
            more='[[upgrades]]\nfrom_version = 1\n[upgrades.renamed]\nred = "scarlet"\n',
        ).items()
    }
    versions[2] = load_protocol(files)
    newest[0] = 2

    assert upgrade_enrollment(enrolled, by=ben, at=at) == 2

    stands = open_enrollment(enrolled, by=ben, at=at).course.stands
    assert stands
    assert stands.done == ("start", "scarlet")
    assert stands.earlier == ()
