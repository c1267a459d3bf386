"""The shipped modules of the app, laid out so that Node takes them for what they are."""

from __future__ import annotations

import shutil
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "web" / "static" / "app"
DRIVER = Path(__file__).parent / "driver"


def lay_out(folder: Path) -> Path:
    """Copies them. Returns the folder of the driver, beside that of the app.

    A browser is told that a script is a module; Node asks a file above it.
    """
    (folder / "package.json").write_text('{"type": "module"}')
    shutil.copytree(SHIPPED, folder / "app", ignore=shutil.ignore_patterns("screens", "gates"))
    return Path(shutil.copytree(DRIVER, folder / "driver"))
