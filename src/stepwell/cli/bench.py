"""`stepwell bench search`: the meeting index against the alternatives; `bench sync`: the app."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table


def register(subparsers: Any) -> None:
    bench = subparsers.add_parser("bench", help="measure").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    search = bench.add_parser("search", help="five typical queries, beside SQLite and PostGIS")
    search.add_argument("--meetings", type=int, default=20_000, metavar="N")
    search.add_argument("--seed", type=int, default=20261125)
    search.add_argument(
        "--engines",
        default="ours,sqlite,postgis",
        help="commas between: ours, sqlite, postgis (default: all; PostGIS only where it is)",
    )
    add_json_flag(search)
    search.set_defaults(run=_search, needs_django=False)
    sync = bench.add_parser("sync", help="phones that write against a server that is killed")
    sync.add_argument("--schedules", type=int, default=100, metavar="N")
    sync.add_argument("--seed", type=int, default=20261127)
    sync.add_argument(
        "--database", default="", metavar="URL", help="empty, on PostgreSQL (default: SQLite)"
    )
    add_json_flag(sync)
    sync.set_defaults(run=_sync, needs_django=False)


def _sync(arguments: argparse.Namespace) -> int:
    """1 where anything was lost or doubled, or a conflict not shown."""
    from stepwell.cli.sync_bench.run import run_sync_bench

    if not 1 <= arguments.schedules <= 100_000:
        raise CommandFailed("Play 1 to 100,000 schedules.")
    result = run_sync_bench(
        arguments.schedules, seed=arguments.seed, database=arguments.database, told=_tell_progress
    )
    if arguments.json:
        print_json(result)
    else:
        figures = {name: value for name, value in result.items() if name != "problems"}
        print_table(("what", "how many"), [(name, str(value)) for name, value in figures.items()])
    for problem in result["problems"]:
        print(problem, file=sys.stderr)
    failed = result["lost"] or result["doubled"] or result["conflicts_not_shown"]
    return int(bool(failed) or result["conflicts"] != result["conflicts_shown"])


def _tell_progress(played: int) -> None:
    if played % 50 == 0:
        print(f"{played:,} schedules", file=sys.stderr, flush=True)


def _search(arguments: argparse.Namespace) -> None:
    from stepwell.search.bench.run import run_search_bench

    if arguments.meetings < 1_000:
        raise CommandFailed("A bench of fewer than 1,000 meetings says nothing; use more.")
    engines = tuple(name.strip() for name in arguments.engines.split(",") if name.strip())
    result = run_search_bench(arguments.meetings, engines=engines, seed=arguments.seed)
    if arguments.json:
        print_json(result)
        return
    print(
        f"{result['meetings']:,} meetings: built in {result['build_seconds']:.1f} s, "
        f"file {result['file_mb']:.1f} MB, resident +{result['rss_mb']:.0f} MB"
    )
    headings = ("engine", "query", "p50 ms", "p99 ms", "queries/s", "rows", "x one pass")
    rows = []
    for engine in ("ours", *engines[1:]):
        answer = result if engine == "ours" else result.get(engine, {})
        if "absent" in answer:
            print(f"{engine}: not measured ({answer['absent']})")
        for name, figures in answer.get("queries", {}).items():
            rows.append(
                (
                    engine,
                    name,
                    f"{figures['p50_ms']:.3f}",
                    f"{figures['p99_ms']:.3f}",
                    f"{figures['qps']:.0f}",
                    figures.get("rows_touched", "-"),
                    f"{figures['scan_ratio']:.1f}" if "scan_ratio" in figures else "-",
                )
            )
    print_table(headings, rows)
