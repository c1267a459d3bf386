"""Styles, scripts and fonts: gathered, hashed and compressed once per version of them."""

from __future__ import annotations

import hashlib
from pathlib import Path


def collect_static_files() -> bool:
    """Gather them into STATIC_ROOT unless that was done for these very files. True if done."""
    from django.conf import settings
    from django.core.management import call_command

    from stepwell.gateways.installation_files import only_one

    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    wanted = _digest([Path(folder) for folder in settings.STATICFILES_DIRS])
    with only_one(Path(settings.DATA_DIR) / ".static.lock"):
        if stamp.exists() and stamp.read_text() == wanted:
            return False
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(wanted)
    return True


def _digest(folders: list[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                state = path.stat()
                digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
