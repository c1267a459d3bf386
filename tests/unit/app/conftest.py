from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stepwell.cli.sync_bench.modules import lay_out

Ask = Callable[..., Any]
DRIVER = Path(__file__).with_name("driver.js")


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Calls a function of driver.js, which drives the shipped modules, in one Node for all."""
    node = shutil.which("node")
    if node is None:
        reason = "no Node on this machine: install the package nodejs"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("modules")
    lay_out(folder)
    script = Path(shutil.copy(DRIVER, folder / "driver"))
    with subprocess.Popen(
        [node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def call(name: str, *given: Any) -> Any:
            process.stdin.write(json.dumps([name, *given]) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            answer = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            assert "error" not in answer, answer["error"]
            return answer["said"]

        yield call
        process.stdin.close()
