"""What others wrote is named with version, licence and checksum."""

import json
from hashlib import sha256

from stepwell.web.shared.icons import drawings
from unit.web.template_text import WEB

MANIFEST = json.loads((WEB / "static/vendor/manifest.json").read_text(encoding="utf-8"))
FILES = {
    path: digest for package in MANIFEST["packages"] for path, digest in package["files"].items()
}


def test_files_match_the_manifest() -> None:
    assert {path: sha256((WEB / path).read_bytes()).hexdigest() for path in FILES} == FILES


def test_every_vendored_file_is_in_the_manifest() -> None:
    folders = [WEB / "static/vendor", WEB / "static/fonts"]
    present = {
        path.relative_to(WEB).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert present - {"static/vendor/manifest.json"} <= set(FILES)


def test_every_package_names_its_licence_and_ships_it() -> None:
    for package in MANIFEST["packages"]:
        assert package["version"]
        assert package["license"]
        assert package["source"]
        assert any(path.endswith(("LICENSE.txt", "OFL.txt")) for path in package["files"])


def test_icons_carry_no_colors_styles_or_scripts() -> None:
    for name, drawing in drawings().items():
        assert not set(drawing) & {"&", "#", ";"}, name
        assert "style" not in drawing
        assert "script" not in drawing
