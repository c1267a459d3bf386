"""How many finder pages a second one core serves, with N invented meetings.

Builds an index of N meetings in a throw-away data folder, serves it with one process pinned to the
first core and loads it from the second with wrk (Debian package wrk), 8 connections, over many
different places so that no whole page is served twice in a row. Prints requests a second, median
and 95th percentile, beside a bare page of the same server (/healthz) in the same run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

LUA = """
local places = { %s }
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "/meetings/?near=" .. places[n %% #places + 1])
end
done = function(summary, latency, requests)
  io.write(string.format("p95 %%.1f ms\\n", latency:percentile(95) / 1000))
end
"""
ZIPS = ["06457", "10001", "90012", "60601", "77002", "33130", "98101", "02108", "30303", "80202"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=200_000)
    parser.add_argument("--seconds", type=int, default=10)
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        print("This bench needs wrk (Debian: apt install wrk).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"STEPWELL_DATA_DIR": folder, "STEPWELL_LOG_LEVEL": "ERROR"}
        build(Path(folder), arguments.meetings, environ)
        server = serve(environ)
        try:
            wait_for("http://127.0.0.1:8177/readyz")
            page = urllib.request.urlopen(
                urllib.request.Request(
                    "http://127.0.0.1:8177/meetings/?near=10001",
                    headers={"Accept-Encoding": "gzip"},
                )
            ).read()
            print(f"{arguments.meetings:,} meetings; a finder page is {len(page):,} bytes gzipped")
            load("finder, gzipped", folder, arguments.seconds, script=True)
            load("/healthz", folder, arguments.seconds, script=False)
        finally:
            server.terminate()
            server.wait(timeout=20)
    return 0


def build(folder: Path, count: int, environ: dict[str, str]) -> None:
    code = (
        "from pathlib import Path; from stepwell.search.build import build_snapshot;"
        "from stepwell.search.bench.synthetic import make_world, synthetic_meetings;"
        f"made = synthetic_meetings(make_world(1), {count});"
        "made = ((f'00000000-0000-7000-8000-{one}', feed, it) for one, feed, it in made);"
        "build_snapshot(made,"
        f" Path({str(folder / 'meetings.snapshot')!r}), directory_version=0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environ)
    stepwell = Path(sys.executable).with_name("stepwell")
    subprocess.run([stepwell, "migrate"], check=True, env=environ, stdout=subprocess.DEVNULL)


def serve(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    stepwell = str(Path(sys.executable).with_name("stepwell"))
    words = ["taskset", "-c", "0", stepwell, "serve", "--port", "8177", "--no-worker"]
    return subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL)


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def load(name: str, folder: str, seconds: int, *, script: bool) -> None:
    words = ["taskset", "-c", "1", "wrk", "-t1", "-c8", f"-d{seconds}s", "--latency"]
    words += ["-H", "Accept-Encoding: gzip"]
    if script:
        path = Path(folder) / "places.lua"
        path.write_text(LUA % ", ".join(f'"{one}"' for one in ZIPS))
        words += ["-s", str(path), "http://127.0.0.1:8177/meetings/"]
    else:
        words += ["http://127.0.0.1:8177/healthz"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    median = re.search(r"50%\s+(\S+)", told)
    p95 = re.search(r"p95 ([\d.]+ ms)", told)
    p99 = re.search(r"99%\s+(\S+)", told)
    errors = re.search(r"(Non-2xx.*|Socket errors.*)", told)
    print(
        f"{name}: {float(rate[1]):.0f} requests/s, p50 {median[1]}, "  # type: ignore[index]
        f"p95 {p95[1] if p95 else '-'}, p99 {p99[1]}{' ' + errors[1] if errors else ''}"  # type: ignore[index]
    )


if __name__ == "__main__":
    sys.exit(main())
