from django.test import Client

from stepwell.web.shared.icons import drawings
from stepwell.web.shared.templatetags.stepwell_ui import register
from unit.web.template_text import WEB

PLUMBING = {"stylesheet_version", "behavior_modules", "htmx", "meeting_row"}
"""Used by base templates or by another part, not shown by themselves."""


def test_gallery_shows_every_part() -> None:
    source = (WEB / "shared/templates/shared/gallery.html").read_text(encoding="utf-8")
    missing = [name for name in register.tags if f"{{% {name} " not in source]
    assert set(missing) == PLUMBING


def test_gallery_shows_every_icon(client: Client) -> None:
    html = client.get("/design/").content.decode()
    assert [name for name in drawings() if f"<span>{name}</span>" not in html] == []


def test_gallery_is_not_part_of_an_installation(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    assert client.get("/design/").status_code == 404
