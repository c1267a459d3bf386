import json
import re
from pathlib import Path

import pytest

from stepwell.web.shared.scripts import FOLDER, behavior_names, module_map
from unit.web.template_text import templates

LINES_LIMIT = 60
MODULES = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.js"))]


@pytest.mark.parametrize("path", MODULES)
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LINES_LIMIT


@pytest.mark.parametrize("path", MODULES)
def test_module_loads_others_through_the_loader(path: Path) -> None:
    """A relative import would miss the content hash in the file names."""
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"^import\b|\bfrom ['\"]|\beval\(|new Function", source, re.MULTILINE) == []


@pytest.mark.parametrize("name", behavior_names())
def test_behavior_exports_its_binding(name: str) -> None:
    source = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    assert re.search(r"^export default (?:async )?function", source, re.MULTILINE)


def test_map_names_every_behavior() -> None:
    addresses = json.loads(module_map())
    assert addresses["leave"] == "/static/js/leave.js"
    assert set(addresses) == set(behavior_names())


def test_behaviors_named_in_templates_exist() -> None:
    named = {
        name
        for path in templates()
        for words in re.findall(r'data-behavior="([^"{]+)"', path.read_text(encoding="utf-8"))
        for name in words.split()
    }
    assert {"leave", "shortlist", "countdown"} <= named
    assert named <= set(behavior_names())
