"""What an author is told: every mistake, where it is and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from stepwell.cli.main import main
from stepwell.domain.protocols.definition import items_of
from stepwell.domain.protocols.loading import load_protocol
from stepwell.domain.protocols.problems import Problem, ProtocolRefused
from stepwell.domain.protocols.skeleton import differences, skeleton
from stepwell.library.protocols import protocol_files
from stepwell.queries.protocols import (
    evidence_cards,
    latest_protocols,
    published_versions,
)

from .made_up import made_up

SHIPPED = published_versions()


def refusal(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(ProtocolRefused) as refused:
        load_protocol(files)
    for one in refused.value.problems:
        assert one.file
        assert one.problem.endswith((".", "?")), one
        assert one.remedy.endswith((".", "…", "?")), one
    return refused.value.problems


def problems(files: dict[str, bytes]) -> str:
    return "\n".join(str(one) for one in refusal(files))


def changed(name: str, old: str, new: str, times: int = 1) -> dict[str, bytes]:
    files = made_up()
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new, times).encode()}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("protocol.toml", 'licence = "Free"', "licence = 3", "licence: 3 is not text in quotes"),
        ("protocol.toml", "[[claims]]", "[[claim]]", '"claim" is not known here. Did you mean'),
        ("protocol.toml", 'rule = "window"', 'rule = "windows"', 'Did you mean "window"'),
        ("protocol.toml", "weeks = 8", 'weeks = "8"', "'8' is not a whole number"),
        ("protocol.toml", "weeks = 8", "", '"weeks" is missing'),
        ("protocol.toml", "S1 = ", "S1 ", "not valid TOML"),
        ("protocol.toml", 'after = ["start"]', 'after = ["strat"]', 'no session "strat"'),
        ("protocol.toml", 'after = ["start"]', 'after = ["red"]', "can never be reached"),
        (
            "protocol.toml",
            'after = ["start"]',
            'after = ["end"]',
            '[[sequence]] start-first: "red"',
        ),
        ("protocol.toml", '["pair"]', '["red"]', '"pair" can never be reached: no rule offers'),
        ("protocol.toml", 'opens = ["other"]', 'opens = ["othr"]', 'no track "othr"'),
        ("protocol.toml", '"Invented for the tests"', '""', "It is empty"),
        ("protocol.toml", 'basis = "design"', 'basis = "source"', "no source is named"),
        ("protocol.toml", 'basis = "design"', 'basis = "guess"', "Use one of: source, recalled"),
        ("protocol.toml", "at_least = 1\nat_most", "at_least = 9\nat_most", "cannot be met"),
        ("protocol.toml", "'start', 'red'", "'start', 'start', 'red'", "stands 2 times"),
        ("protocol.toml", 'reviewed_by = ""', 'reviewed_by = "A"', "both a name and a date"),
        ("protocol.toml", 'tasks = ["attend"]', 'tasks = ["read"]', 'No session has a task "read"'),
        ("protocol.toml", '["shown", ', '["self-report", ', "more than the person's own word"),
        (
            "protocol.toml",
            'report"]\nat_most = 2',
            'report"]\nat_most = 0',
            "Nothing could be earned",
        ),
        ("sessions/red.toml", 'uses = ["t"]', 'uses = ["x"]', 'no "x" in this session'),
        ("sessions/red.toml", 'slug = "red"', 'slug = "rot"', "file is called red.toml"),
        ("sessions/red.toml", 'kind = "attend"', 'kind = "go"', "Use one of: attend, read"),
        ("sessions/red.toml", 'id = "f"', 'id = "F!"', "cannot be an id"),
        ("sessions/red.en.md", "## topics.t: Words\n", "", "topics.t: It has no words"),
        ("sessions/red.en.md", "topics.t:", "topics.u:", "no [[topics]] u"),
        ("sessions/red.en.md", "- why:", "- wy:", 'field "why" has no label'),
        ("sessions/red.en.md", "# Title\n", "", "not a title"),
        ("protocol.en.md", "## claims.one: Words", "## Words", "does not name an item"),
    ],
)
def test_mistake_is_told_with_place_and_remedy(name: str, old: str, new: str, told: str) -> None:
    assert told in problems(changed(name, old, new))


START = 'rule = "in-order"\nsessions = ["start"'
POOL = '["red", "green", "blue"]\nat_least = 1'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '["pair"]',
            '["pair", "start"]',
            '[[sequence]] first: "start" is needed here, but is offered only while a partner takes '
            'part: a course could stay unfinished. Take it out here, or out of "two".',
        ),
        (
            '["pair"]',
            '["pair", "start"]',
            '[[sequence]] colors: "red" is needed here, but waits for a session that is not always '
            "offered: a course could stay unfinished. Take it out here, or out of the rule that "
            "makes it wait.",
        ),
        (
            '["pair"]',
            '["pair", "end"]',
            '[[sequence]] closing: "end" is needed here, but is offered only while a partner',
        ),
        (
            '["blue"]\nduring',
            '["start"]\nduring',
            '[[sequence]] first: "start" is needed here, but is held back during unstable: a '
            'course could stay unfinished. Take it out here, or out of "calm-only".',
        ),
        (
            START,
            START + ', "end"',
            '[[sequence]] first: "end" closes the course by "closing" and is needed here as well, '
            "so that it waits for itself. Take it out here; termination-last offers it.",
        ),
        (
            POOL,
            POOL.replace("]", ', "end"]'),
            '[[sequence]] colors: "end" closes the course, but is shut here when 2 others are had. '
            "Take it out here; termination-last offers it.",
        ),
        (
            'after = ["start"]',
            'after = ["end"]',
            '[[sequence]] start-first: "red" waits for "end", but nothing comes after that: '
            '"closing" ends the course with it. Wait for an earlier session, or close with '
            "another.",
        ),
    ],
)
def test_rule_that_would_leave_some_without_an_end_is_told(old: str, new: str, told: str) -> None:
    assert f"protocol.toml, {told}" in problems(changed("protocol.toml", old, new))


def test_needed_session_may_be_limited_where_others_can_stand_for_it() -> None:
    load_protocol(changed("protocol.toml", '["pair"]', '["pair", "green"]'))
    load_protocol(changed("protocol.toml", POOL, POOL.replace('blue"', 'blue", "pair"')))


def test_upgrade_to_what_the_new_version_does_not_have_is_told() -> None:
    told = problems(
        made_up(2, '[[upgrades]]\nfrom_version = 1\nrenamed = {red = "rose"}\nretired = ["blue"]\n')
    )
    place = "protocol.toml, [[upgrades]] from_version 1"
    assert (
        f'{place}, renamed: "red" becomes "rose", which this version does not have. Name one of '
        'its sessions, or put "red" into retired.'
    ) in told
    assert f'{place}, retired: "blue" is retired, but this version has it. Remove it from' in told


def test_minutes_that_do_not_add_up_are_told() -> None:
    files = {name: text.encode() for name, text in skeleton("own").items()}
    files["sessions/first.toml"] = files["sessions/first.toml"].replace(b"= 60", b"= 55", 1)
    assert "The session has 55 minutes, its agenda 60." in problems(files)


def test_closing_session_that_could_come_too_late_is_told() -> None:
    files = changed("protocol.toml", '"end"\n', '"end"\nnot_before = 6\n')
    files["protocol.toml"] = files["protocol.toml"].replace(
        b'rule = "window"\nweeks = 8', b'rule = "make-up"\nsessions = ["red"]'
    )
    text = problems(files)
    assert "never comes to the closing session" in text
    assert "Write a number from 1 to 5" in text


def test_all_problems_come_at_once() -> None:
    files = changed("protocol.toml", "weeks = 8", 'weeks = "8"\nextra = 1')
    files["sessions/red.toml"] = b"slug = "
    files["sessions/blue.en.md"] = b"\xff"
    text = problems(files)
    for told in ("whole number", '"extra"', "sessions/red.toml: It is not valid", "not UTF-8"):
        assert told in text


def test_missing_files_are_told() -> None:
    files = made_up()
    assert '"red" has no file' in problems({k: v for k, v in files.items() if "red" not in k})
    assert "protocol.toml: The file is missing" in problems({"a.en.md": b"# A\n\nB\n"})
    assert "no such file" in problems({**files, "notes.txt": b"x"})


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: f"{one.slug}-v{one.version}")
def test_shipped_version_is_whole_and_as_published(one) -> None:
    found = load_protocol(protocol_files(one.slug, one.version))

    assert found.content_hash == one.content_hash, "make a new version; a published one stays"
    assert not found.is_reviewed, "no clinician has reviewed it"
    assert (found.slug, found.version) == (one.slug, one.version)
    assert any(one.slug in card.protocols for card in evidence_cards())


def doubled(text: str) -> str:
    first = re.search(r"^\[\[", text, re.M)
    assert first
    return text + text[first.start() :].partition("\n\n")[0] + "\n"


MUTATIONS: list[tuple[str, Callable[[str], str]]] = [
    (".toml", lambda text: text.replace("basis = ", "bassis = ", 1)),
    (".toml", lambda text: text.replace('basis = "', 'basis = "x', 1)),
    (".toml", lambda text: re.sub(r"(\n\[\[\w+\]\]\nid = .*)", r'\1\ntrack = "no"', text, count=1)),
    (".toml", lambda text: re.sub(r"(?m)^(minutes|version) = \d+", r"\1 = true", text, count=1)),
    (".toml", doubled),
    (".md", lambda text: re.sub(r"(?m)^## \w+", "## nothing", text, count=1)),
    (".md", lambda text: ""),
]


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: f"{one.slug}-v{one.version}")
def test_mutation_of_a_shipped_file_is_refused_and_the_file_is_named(one) -> None:
    files = protocol_files(one.slug, one.version)
    for ending, mutate in MUTATIONS:
        mutated = {name for name in files if name.endswith(ending)}
        texts = {name: mutate(files[name].decode()) for name in mutated}
        assert all(texts[name].encode() != files[name] for name in mutated)
        told = refusal({**files, **{name: text.encode() for name, text in texts.items()}})
        assert mutated <= {problem.file for problem in told}


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: f"{one.slug}-v{one.version}")
def test_shipped_file_that_is_dropped_is_missed(one) -> None:
    files = protocol_files(one.slug, one.version)
    sessions = {name for name in files if name.startswith("sessions/") and name.endswith(".toml")}
    told = problems({name: data for name, data in files.items() if name not in sessions})
    assert all(f'"{name[9:-5]}" has no file' in told for name in sessions)
    assert "The file is missing" in problems({k: v for k, v in files.items() if ".toml" not in k})


def test_every_item_says_where_it_comes_from() -> None:
    for one in latest_protocols():
        for part in (one.definition, *one.sessions.values()):
            assert all(item.source and item.basis for _, item in items_of(part))


def test_protocols_that_a_branch_or_a_card_names_are_shipped() -> None:
    shipped = {one.slug for one in SHIPPED}
    named = {
        slug for one in latest_protocols() for b in one.definition.branches for slug in b.suggests
    }
    assert named | {slug for card in evidence_cards() for slug in card.protocols} <= shipped


def test_skeleton_passes_every_check_and_differs_by_what_changed() -> None:
    files = {name: text.encode() for name, text in skeleton("my-own").items()}
    old = load_protocol(files)
    files["sessions/first.en.md"] = files["sessions/first.en.md"].replace(b"Covered", b"Did")
    assert list(differences(old, load_protocol(files))) == ["~ first: fidelity.topic"]
    assert list(differences(old, old)) == []


def test_commands(tmp_path, capsys) -> None:
    assert main(["protocols", "list"]) == 0
    assert "not reviewed by a clinician" in capsys.readouterr().out
    assert main(["protocols", "check", "--json"]) == 0
    assert main(["protocols", "new", "own", "--into", str(tmp_path)]) == 0
    assert main(["protocols", "new", "own", "--into", str(tmp_path)]) == 1
    assert main(["protocols", "new", "Not Good", "--into", str(tmp_path)]) == 1
    folder = tmp_path / "own" / "v1"
    capsys.readouterr()
    assert main(["protocols", "show", str(folder), "--json"]) == 0
    assert '"hash"' in capsys.readouterr().out
    assert main(["protocols", "show", "maaez"]) == 0
    assert "[source: S3" in capsys.readouterr().out
    assert main(["protocols", "diff", "maaez", str(folder)]) == 0
    (folder / "protocol.toml").write_text("slug = 1")
    assert main(["protocols", "check", str(folder)]) == 1
    assert "is not text in quotes" in capsys.readouterr().out
