"""`stepwell protocols list|check|show|diff|new`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.protocols.definition import (
    Protocol,
    ProtocolDefinition,
    SessionDefinition,
    items_of,
)
from stepwell.domain.protocols.loading import load_protocol
from stepwell.domain.protocols.problems import Problem, ProtocolRefused


def register(subparsers: Any) -> None:
    protocols = subparsers.add_parser("protocols", help="interventions").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    _finish(protocols.add_parser("list", help="those that are shipped"), _list)
    check = protocols.add_parser("check", help="look for mistakes; tells all at once")
    check.add_argument("folder", nargs="*", help="of one version (default: all that are shipped)")
    _finish(check, _check)
    show = protocols.add_parser("show", help="one protocol, every item with its basis")
    show.add_argument("protocol", help="its short name, or a folder")
    _finish(show, _show)
    diff = protocols.add_parser("diff", help="what changed from one version to another")
    diff.add_argument("old", help="a short name, or a folder")
    diff.add_argument("new", help="a short name, or a folder")
    _finish(diff, _diff)
    new = protocols.add_parser("new", help="begin one: files to fill in, which pass every check")
    new.add_argument("slug", help="its short name")
    new.add_argument("--into", default=".", metavar="FOLDER", help="where (default: here)")
    _finish(new, _new)


def _finish(parser: argparse.ArgumentParser, run: Any) -> None:
    add_json_flag(parser)
    parser.set_defaults(run=run, needs_django=False)


def _folder_files(folder: Path) -> dict[str, bytes]:
    if not (folder / "protocol.toml").is_file():
        raise CommandFailed(f"{folder} has no protocol.toml; name the folder of one version.")
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def _read(name: str) -> Protocol:
    from stepwell.queries.protocols import NoSuchProtocol, protocol

    if Path(name).is_dir():
        try:
            return load_protocol(_folder_files(Path(name)))
        except ProtocolRefused as error:
            raise CommandFailed(
                f"{name} has {len(error.problems)} problems. See them with: "
                f"stepwell protocols check {name}"
            ) from error
    try:
        return protocol(name)
    except NoSuchProtocol as error:
        raise CommandFailed(f"{error}; see: stepwell protocols list") from error


def _list(arguments: argparse.Namespace) -> None:
    from stepwell.queries.protocols import latest_protocols

    rows = [
        {
            "slug": one.slug,
            "version": one.version,
            "title": one.words().title,
            "sessions": len(one.sessions),
            "review": one.definition.reviewed_by or "not reviewed by a clinician",
            "hash": one.content_hash,
        }
        for one in latest_protocols()
    ]
    if arguments.json:
        print_json(rows)
        return
    print_table(
        ("protocol", "version", "sessions", "review", "title"),
        [(r["slug"], r["version"], r["sessions"], r["review"], r["title"]) for r in rows],
    )


def _check(arguments: argparse.Namespace) -> int:
    found: dict[str, tuple[Problem, ...]] = {}
    for folder in arguments.folder:
        found[folder] = _problems_of(_folder_files(Path(folder)))
    if not arguments.folder:
        found = _problems_of_shipped()
    if arguments.json:
        print_json(found)
    for name, problems in found.items() if not arguments.json else ():
        print(f"{name}: {'all is well' if not problems else f'{len(problems)} problems'}")
        for problem in problems:
            print(f"  {problem}")
    return 1 if any(found.values()) else 0


def _problems_of(files: dict[str, bytes]) -> tuple[Problem, ...]:
    try:
        load_protocol(files)
    except ProtocolRefused as error:
        return error.problems
    return ()


def _problems_of_shipped() -> dict[str, tuple[Problem, ...]]:
    from stepwell.library.protocols import protocol_files
    from stepwell.queries.protocols import published_versions

    found = {}
    for one in published_versions():
        files = protocol_files(one.slug, one.version)
        problems = _problems_of(files)
        if not problems and load_protocol(files).content_hash != one.content_hash:
            problems = (
                Problem(
                    "published.toml",
                    f"{one.slug}/v{one.version}",
                    "The files are not those that were published.",
                    "Undo the change, or make it in a new version.",
                ),
            )
        found[f"{one.slug}/v{one.version}"] = problems
    return found


def _show(arguments: argparse.Namespace) -> None:
    protocol = _read(arguments.protocol)
    parts: dict[str, ProtocolDefinition | SessionDefinition] = {
        "protocol": protocol.definition,
        **protocol.sessions,
    }
    if arguments.json:
        print_json({"hash": protocol.content_hash, **parts})
        return
    review = protocol.definition.reviewed_by or "not reviewed by a clinician"
    print(f"{protocol.words().title}: {protocol.slug} v{protocol.version}, {review}")
    for file, part in parts.items():
        words = protocol.words(file)
        print(f"\n{words.title}\n  {words.summary}")
        for name, item in items_of(part):
            text = words.of(name, item.id).title
            print(f"  {name}.{item.id}: {text} [{item.basis}: {item.source}]")


def _diff(arguments: argparse.Namespace) -> None:
    from stepwell.domain.protocols.skeleton import differences

    lines = list(differences(_read(arguments.old), _read(arguments.new)))
    if arguments.json:
        print_json(lines)
    else:
        print("\n".join(lines) or "They are the same.")


def _new(arguments: argparse.Namespace) -> None:
    from stepwell.domain.protocols.skeleton import skeleton

    files = {name: text.encode() for name, text in skeleton(arguments.slug).items()}
    problems = _problems_of(files)
    if problems:
        raise CommandFailed(str(problems[0]))
    folder = Path(arguments.into) / arguments.slug / "v1"
    if folder.exists():
        raise CommandFailed(f"{folder} is there already; choose another name, or edit that one.")
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if arguments.json:
        print_json({"folder": str(folder), "files": sorted(files)})
    else:
        print(f"Made {folder}. Fill it in, then: stepwell protocols check {folder}")
