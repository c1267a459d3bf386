"""Run Lighthouse (from npm, through npx) on home, finder and meeting page of the demo.

Starts the demo in a throw-away data folder on a free port, audits the three pages as a phone
would load them, prints the four scores and the bytes of a first load, and exits 1 when a score
is under 95 or a first load over 120 KB. Needs node with npx, and chromium.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
LOWEST_SCORE = 95
MOST_KILOBYTES = 120


def main() -> int:
    npx, chromium = shutil.which("npx"), shutil.which("chromium")
    if not npx or not chromium:
        print("Lighthouse needs npx (node) and chromium.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start_demo(Path(folder), port)
        try:
            base = f"http://localhost:{port}"
            wait_for(f"{base}/readyz")
            reports = [
                (name, audit(npx, chromium, base + path)) for name, path in pages(base).items()
            ]
        finally:
            server.terminate()
            server.wait(timeout=20)
    return show(reports)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_demo(folder: Path, port: int) -> subprocess.Popen[bytes]:
    stepwell = Path(sys.executable).with_name("stepwell")
    return subprocess.Popen(
        [stepwell, "run", "--port", str(port)],
        env=os.environ | {"STEPWELL_DATA_DIR": str(folder), "STEPWELL_LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
    )


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


def pages(base: str) -> dict[str, str]:
    finder = "/meetings/?near=06457"
    with urllib.request.urlopen(base + finder) as answer:
        found = re.search(r'href="(/meetings/[0-9a-f-]{36}/)', answer.read().decode())
    if not found:
        raise SystemExit("The finder lists no meeting near 06457.")
    return {"home": "/", "finder": finder, "meeting": found[1]}


def audit(npx: str, chromium: str, url: str) -> dict[str, object]:
    words = [npx, "--yes", LIGHTHOUSE, url, "--quiet", "--output=json"]
    words.append(f"--only-categories={','.join(CATEGORIES)}")
    words.append(f"--chrome-flags={CHROME_FLAGS}")
    environ = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(words, env=environ, capture_output=True, check=True)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def show(reports: list[tuple[str, dict[str, object]]]) -> int:
    failed = 0
    for name, report in reports:
        scores = {one: round(100 * report["categories"][one]["score"]) for one in CATEGORIES}  # type: ignore[index]
        kilobytes = report["audits"]["total-byte-weight"]["numericValue"] / 1000  # type: ignore[index]
        told = ", ".join(f"{one} {score}" for one, score in scores.items())
        print(f"{name}: {told}; first load {kilobytes:.0f} KB")
        failed += min(scores.values()) < LOWEST_SCORE or kilobytes > MOST_KILOBYTES
        for audit_name, one in report["audits"].items():  # type: ignore[attr-defined]
            if (
                one["score"] is not None
                and one["score"] < 0.9
                and one["scoreDisplayMode"] != "informative"
            ):
                print(f"    {audit_name}: {one['title']} ({one.get('displayValue', '')})")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
