"""`stepwell feeds add` and `feeds change`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stepwell.cli.main import main
from stepwell.records.directory.models import Feed

pytestmark = pytest.mark.django_db
ADDRESS = "https://lists.example.org/wp-admin/admin-ajax.php?action=meetings&key=planted-key"


def test_feeds_add_without_a_name_is_called_by_its_host(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["feeds", "add", ADDRESS, "--json"]) == 0

    told = capsys.readouterr()
    feed = Feed.objects.get()
    assert (feed.name, feed.slug) == ("lists.example.org", "lists-example-org")
    assert "planted-key" not in told.out + told.err


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("https://joe:planted-key@example.org/", "user name or password"),
        ("https://example.org:22/?key=planted-key", "port 22"),
    ],
)
def test_feeds_add_address_that_is_never_read_is_refused(
    source: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "add", source]) == 1

    told = capsys.readouterr().err
    assert hint in told
    assert "planted-key" not in told
    assert not Feed.objects.exists()


def test_feeds_change_says_what_it_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["feeds", "add", ADDRESS, "--slug", "one"])
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    words = ["--name", "District 9", "--source", "list.json", "--fellowship", "na"]
    words += ["--timezone", "America/Denver", "--max-loss", "40", "--every", "60"]

    assert main(["feeds", "change", "one", *words, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["slug"] == "one"
    assert set(told["changed"]) == {
        "name", "source", "fellowship", "default_timezone", "max_loss_percent",
        "sync_every_minutes",
    }  # fmt: skip
    feed = Feed.objects.get()
    assert (feed.name, feed.source) == ("District 9", str(tmp_path / "list.json"))
    assert (feed.default_timezone, feed.max_loss_percent) == ("America/Denver", 40)


def test_feeds_change_to_what_it_is_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    main(["feeds", "add", ADDRESS, "--slug", "one", "--allow-host", "Lists.Example.org"])
    capsys.readouterr()

    assert main(["feeds", "change", "one", "--allow-host", "lists.example.ORG"]) == 0

    assert capsys.readouterr().out == "Nothing to change.\n"
    assert main(["feeds", "change", "one", "--allow-host", "", "--timezone", ""]) == 0
    assert Feed.objects.get().allowed_host == ""


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["one", "--every", "5"], "every 15 minutes"),
        (["one", "--fellowship", "zz"], "Unknown fellowship"),
        (["two", "--name", "x"], "Feeds: one"),
    ],
)
def test_feeds_change_wrong_value_is_refused_with_hint(
    words: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["feeds", "add", ADDRESS, "--slug", "one"])
    before = Feed.objects.values().get()

    assert main(["feeds", "change", *words]) == 1

    assert hint in capsys.readouterr().err
    assert Feed.objects.values().get() == before
