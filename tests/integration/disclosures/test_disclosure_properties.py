"""A program at work, at random: consents signed, taken back, running out, things asked for.

Nothing leaves without a covering basis, and the accounting equals what left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cast import Cast
from factories.consent_forms import ALL_STATEMENTS, NAMED
from factories.disclosure_cases import CLINIC, SISTER, SOME_KINDS
from factories.kept_consents import keep_consent, take_back
from stepwell.actions.accountings import account_for
from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Expiry, Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Consent, Disclosure

pytestmark = pytest.mark.django_db

NAMED_KINDS = [one for one in SOME_KINDS if one is not InformationKind.COUNSELING_NOTES]
receivers = st.sampled_from([SISTER, CLINIC])
wanted = st.frozensets(st.sampled_from(SOME_KINDS), min_size=1, max_size=3)


class Program(RuleBasedStateMachine):
    """signed: the model of each consent, kept beside the database: what, whom and until when."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        Disclosure.objects.all().delete()
        Consent.objects.all().delete()
        self.refused_before = AuditEvent.objects.filter(event_type="disclosure.refused").count()
        self.client = self.cast.client("ana")
        self.now: datetime = self.cast.at + timedelta(hours=1)
        self.signed: list[dict[str, object]] = []
        self.left: list[tuple[str, frozenset[InformationKind]]] = []
        self.refused = 0

    @rule(
        information=st.frozensets(st.sampled_from(NAMED_KINDS), min_size=1),
        recipient=receivers,
        days=st.integers(0, 3),
    )
    def sign(
        self, information: frozenset[InformationKind], recipient: Recipient, days: int
    ) -> None:
        last = self.now.date() + timedelta(days=days)
        terms = replace(
            NAMED,
            information=information,
            recipients=(recipient,),
            expiry=Expiry(on=last),
            statements=ALL_STATEMENTS,
        )
        row = keep_consent(self.client, terms, at=self.now)
        self.signed.append(
            {"row": row, "information": information, "recipient": recipient, "last": last}
        )

    @rule(which=st.integers(0, 5), is_partly=st.booleans())
    def revoke(self, which: int, is_partly: bool) -> None:
        if not self.signed:
            return
        one = self.signed[which % len(self.signed)]
        someone = (one["recipient"],) if is_partly else ()
        take_back(one["row"], at=self.now, recipients=someone)  # type: ignore[arg-type]
        one["revoked"] = True

    @rule(hours=st.integers(1, 40))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        recipient=receivers,
        information=wanted,
        form=st.sampled_from([DisclosureForm.PRINT, DisclosureForm.ORAL]),
    )
    def ask(
        self, recipient: Recipient, information: frozenset[InformationKind], form: DisclosureForm
    ) -> None:
        self.now += timedelta(minutes=1)
        sending = Sending(
            recipient=recipient,
            purpose=Purpose.FAMILY_SUPPORT,
            information=information,
            form=form,
        )
        covered = [information & one for one in self._alive_for(recipient)]
        try:
            released = disclose(
                self.client.pk, sending, by=self.cast.actor("ben", at=self.now), at=self.now
            )
        except DisclosureRefused:
            self.refused += 1
            assert not any(covered)
            return
        row = Disclosure.objects.get(pk=released.disclosure_id)
        out = frozenset(InformationKind(one) for one in row.information)
        assert out in covered
        assert len(out) == max(map(len, covered))
        assert {one["kind"] for one in released.paper["sections"]} == out
        assert released.paper["statement"]
        assert released.paper["scope"]
        self.left.append((str(row.pk), out))

    def _alive_for(self, recipient: Recipient) -> list[frozenset[InformationKind]]:
        today = self.now.astimezone(_zone(self.client.organization.time_zone)).date()
        return [
            one["information"]  # type: ignore[misc]
            for one in self.signed
            if one["recipient"] == recipient and not one.get("revoked") and today <= one["last"]  # type: ignore[operator]
        ]

    @invariant()
    def accounting_equals_what_left(self) -> None:
        found = account_for(
            self.client.pk, by=self.cast.actor("ben", at=self.now), at=self.now
        ).entries
        assert sorted((one.id, one.information) for one in found) == sorted(self.left)
        refused = AuditEvent.objects.filter(event_type="disclosure.refused").count()
        assert refused - self.refused_before == self.refused


def _zone(name: str) -> object:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def test_disclosure_never_without_a_basis_and_accounting_equals_what_left(cast: Cast) -> None:
    Program.cast = cast
    run_state_machine_as_test(
        Program,
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
