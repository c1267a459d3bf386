"""`stepwell keys …`, `stepwell backup …` as typed: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integration.backups.program import add_clients, add_program
from stepwell.cli.main import main
from stepwell.records.encryption.key_files import read_backup_keys, read_keys
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db(transaction=True)
Said = pytest.CaptureFixture[str]


def answer(said: Said, *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(said.readouterr().out)


def test_keys_make_writes_a_file_once_and_shows_no_key(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "new-keys"

    assert main(["keys", "make", "--file", str(path)]) == 0
    printed = capsys.readouterr().out
    assert f"STEPWELL_ENCRYPTION_KEYS_FILE={path}" in printed
    assert not any(line.split()[-1] in printed for line in path.read_text().splitlines()[3:])

    before = path.read_bytes()
    assert main(["keys", "make", "--file", str(path)]) == 1
    assert "stays as it is" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_keys_make_backup_makes_a_backup_key(tmp_path: Path, capsys: Said) -> None:
    told = answer(capsys, "keys", "make", "--backup", "--file", str(tmp_path / "key"))

    assert [key.id for key in read_backup_keys(tmp_path / "key").keys] == told["keys"]


def test_keys_from_adding_to_retiring(settings: Any, capsys: Said) -> None:
    add_clients(add_program(), "Ana", "Ben")
    old = read_keys(settings.ENCRYPTION_KEYS_FILE).newest("seal").id

    new = answer(capsys, "keys", "add")["key"]
    assert main(["keys", "retire", old]) == 1
    assert "stepwell keys rotate" in capsys.readouterr().err
    rotated = answer(capsys, "keys", "rotate")
    assert rotated["by_column"]["people_client.name"] == 2
    assert rotated["unreadable"] == []
    assert answer(capsys, "keys", "retire", old) == {"key": old, "purpose": "seal"}

    listed = {one["id"]: one for one in answer(capsys, "keys", "list")}
    assert old not in listed
    assert (listed[new]["is_active"], listed[new]["backups"]) == (True, 0)
    assert sorted(client.name for client in Client.objects.all()) == ["Ana", "Ben"]


def test_keys_rotate_and_list_print_tables_without_keys(settings: Any, capsys: Said) -> None:
    add_clients(add_program(), "Ana")
    main(["keys", "add", "--index"])
    main(["keys", "add"])
    main(["keys", "rotate"])
    main(["keys", "list"])

    printed = capsys.readouterr().out
    assert "people_client.name_index" in printed
    assert "active" in printed
    for path in (settings.ENCRYPTION_KEYS_FILE, settings.BACKUP_KEY_FILE):
        for line in Path(path).read_text().splitlines()[3:]:
            assert line.split()[-1] not in printed


def test_keys_rotate_value_that_does_not_open_ends_with_1(settings: Any, capsys: Said) -> None:
    add_clients(add_program(), "Ana", "Planted")
    first, second = Client.objects.order_by("id")
    stored = Client.objects.filter(pk=first.pk).values_list("name", flat=True)[0]
    Client.objects.filter(pk=second.pk).update(name=stored)
    main(["keys", "add"])

    assert main(["keys", "rotate"]) == 1

    printed = capsys.readouterr().out
    assert f"Left as it is: people_client.name of row {second.pk}" in printed
    assert "Ana" not in printed


def test_keys_without_a_backup_key_file_says_how_to_make_one(settings: Any, capsys: Said) -> None:
    settings.BACKUP_KEY_FILE = None

    assert main(["keys", "add", "--backup"]) == 1

    assert "stepwell keys make --backup" in capsys.readouterr().err
    assert {one["purpose"] for one in answer(capsys, "keys", "list")} == {"seal", "index"}


def test_backup_prints_file_and_counts(capsys: Said) -> None:
    assert main(["backup"]) == 0
    printed = capsys.readouterr().out
    told = answer(capsys, "backup")

    assert "rows in" in printed
    assert Path(told["file"]).stat().st_size == told["bytes"]
    assert len(answer(capsys, "backup", "list")) == 2
    main(["backup", "list"])
    assert told["file"] in capsys.readouterr().out


def test_backup_drill_prints_each_step(capsys: Said) -> None:
    main(["backup"])
    capsys.readouterr()

    assert main(["backup", "drill"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == [
        "ok     restore",
        "ok     audit trail",
        "ok     meeting index",
    ]


def test_backup_drill_that_fails_ends_with_1(settings: Any, capsys: Said) -> None:
    main(["backup"])
    (path,) = Path(settings.BACKUP_DIR).glob("*.backup")
    path.write_bytes(path.read_bytes()[:-100])
    capsys.readouterr()

    assert main(["backup", "drill"]) == 1

    assert "WRONG  restore:" in capsys.readouterr().out


def test_backup_without_a_key_is_refused(settings: Any, capsys: Said) -> None:
    settings.BACKUP_KEY_FILE = None

    assert main(["backup"]) == 1
    assert main(["backup", "drill"]) == 1

    assert capsys.readouterr().err.count("stepwell keys make --backup") == 2
