"""Every table says how it is copied and how erased."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.db import models

from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import Fate, RecordRule, about_nobody, erased, kept
from stepwell.records.people.models import Client, ContactRules, Notice
from stepwell.records.rights import Unregistered, all_models, models_about, problems, rule_of


def test_every_table_says_how_it_is_copied_and_erased() -> None:
    assert list(problems(all_models())) == []


def test_table_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Notice, "RIGHTS")

    (problem,) = problems([Notice])

    assert problem.startswith("people.Notice does not say")


def test_rule_is_not_taken_from_a_model_above() -> None:
    """A model that inherits from another says it for itself."""

    class Above(models.Model):
        RIGHTS: ClassVar[RecordRule] = about_nobody("It is only a form of others.")

        class Meta:
            abstract = True
            app_label = "people"

    class Planted(Above):
        class Meta:
            abstract = True
            app_label = "people"

    assert rule_of(Above) is Above.RIGHTS
    with pytest.raises(Unregistered):
        rule_of(Planted)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (erased(Part.REACH, client="person_id"), "no look-up"),
        (erased(Part.REACH, client="client_id", not_copied=("hat",), why_not="No."), "no field"),
        (about_nobody("Nobody at all."), "about somebody"),
    ],
)
def test_rule_that_names_what_is_not_there_is_found(
    rule: RecordRule, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Notice, "RIGHTS", rule)

    (problem,) = problems([Notice])

    assert said in problem


def test_rules_that_say_too_little_are_refused() -> None:
    with pytest.raises(TypeError, match="names a way"):
        erased(Part.REACH)
    with pytest.raises(TypeError, match="says why"):
        kept(Part.TRAIL, client="client_id", why="")
    with pytest.raises(TypeError, match="leaves out"):
        erased(Part.REACH, client="client_id", is_copied=False)
    with pytest.raises(TypeError, match="about nobody"):
        about_nobody("")


def test_models_about_clients_are_found_by_their_rule() -> None:
    found = dict(models_about("client"))

    assert found[Client].fate is Fate.EMPTIED
    assert found[ContactRules].part is Part.REACH
    assert rule_of(ContactRules) is ContactRules.RIGHTS
    assert not any(rule.fate is Fate.NOBODY for rule in found.values())


def test_models_of_this_installation_are_all_there() -> None:
    labels = {model._meta.label for model in all_models()}

    assert {"people.Client", "mfa.Authenticator", "django_tasks_database.DBTaskResult"} <= labels
