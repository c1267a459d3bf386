"""The shell of the member's app: the same for everyone; its manifest and look: the person's own."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from cast import Cast, build_cast
from signing_in import sign_in
from stepwell.records.accounts.models import Organization, OwnAppLook
from stepwell.web.members import app_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    sign_in(client, cast.users["ana"], kind="member")
    return client


def manifest(client: Client) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(client.get("/app/app.webmanifest").content)
    return values


def test_shell_is_the_same_for_everyone_and_names_nobody(
    ana: Client, cast: Cast, client: Client
) -> None:
    anonymous = Client().get("/app/shell/")

    assert ana.get("/app/").content == ana.get("/app/shell/").content == anonymous.content
    page = anonymous.content.decode()
    for personal in ("Harbor", "csrf", "nonce", "Stepwell", cast.users["ana"].name):
        assert personal not in page, personal
    assert not anonymous.cookies
    assert "no-store" in ana.get("/app/")["Cache-Control"]
    assert "nonce" not in anonymous["Content-Security-Policy"]


def test_shell_for_the_worker_asks_no_database(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/app/shell/")
        client.get("/app/worker.js")

    assert answer["Cache-Control"] == "no-cache"


def test_worker_keeps_every_module_and_nothing_that_needs_a_sign_in(client: Client) -> None:
    answer = client.get("/app/worker.js")
    first = answer.content.decode().partition("\n")[0]
    kept = json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert kept["shell"] == "/app/shell/"
    for path in (kept["shell"], kept["page"]):
        assert path.startswith("/app/"), "within the scope"
    own = ("/static/", "/style/")
    documents = [part for part in kept["parts"] if not part.startswith(own)]
    assert documents == ["/app/counting.json", "/app/steps.en.json"]
    assert all(Client().get(path)["Cache-Control"].startswith("public") for path in documents)
    assert not any("htmx" in part for part in kept["parts"])
    page = client.get(kept["shell"]).content.decode()
    for asked in re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page):
        assert asked in kept["parts"], asked


def test_worker_changes_with_a_module_and_with_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = Path(str(finders.find("app"))).parent
    before = app_worker._version()

    monkeypatch.setattr(app_worker, "DRAWINGS", ("check",))
    assert (other := app_worker._version()) != before
    for name in ("fonts", "icons"):
        (tmp_path / name).symlink_to(folder / name)
    (tmp_path / "app").mkdir()
    (tmp_path / "app/main.js").write_text('import "./day.js";')
    (tmp_path / "app/day.js").write_text("one")
    (tmp_path / "app/unused.js").write_text("one")
    monkeypatch.setattr(app_worker, "STATIC", tmp_path)
    assert app_worker.modules() == ["app/day.js", "app/main.js"]
    assert (one := app_worker._version()) != other
    (tmp_path / "app/unused.js").write_text("two")
    assert app_worker._version() == one
    (tmp_path / "app/day.js").write_text("two")
    assert app_worker._version() != one


def test_manifest_has_the_chosen_name_and_icon(ana: Client) -> None:
    assert manifest(ana)["name"] == "Harbor"

    answer = ana.post("/app/look/", {"name": "  Note   book ", "icon": "page"})

    assert answer.json() == {"name": "Note book", "own_name": "Note book", "icon": "page"}
    chosen = manifest(ana)
    assert (chosen["name"], chosen["short_name"]) == ("Note book", "Note book")
    assert {Path(one["src"]).name for one in chosen["icons"]} == {
        "page-192.png",
        "page-512.png",
        "page-maskable-512.png",
    }
    assert all(finders.find(one["src"].removeprefix("/static/")) for one in chosen["icons"])
    here = ana.get("/app/here/").json()
    assert (here["name"], here["own_name"], here["icon"]) == ("Note book", "Note book", "page")


def test_look_left_empty_follows_the_program(ana: Client) -> None:
    ana.post("/app/look/", {"name": "Errands", "icon": "sun"})
    ana.post("/app/look/", {"name": "", "icon": "sun"})
    Organization.objects.filter(slug="harbor").update(app_name="Quay")

    assert manifest(ana)["name"] == "Quay"
    assert OwnAppLook.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "icon", "said"),
    [
        ("My sobriety", "page", "would tell whoever sees your phone"),
        ("N" * 21, "page", "at most 20 characters"),
        ("Note\x00book", "page", "signs in it"),
        ("Notebook", "bottle", "icons that are shown"),
    ],
)
def test_look_that_tells_or_does_not_fit_is_refused(
    ana: Client, name: str, icon: str, said: str
) -> None:
    answer = ana.post("/app/look/", {"name": name, "icon": icon})

    assert answer.status_code == 422
    assert said in answer.json()["said"]
    assert manifest(ana)["name"] == "Harbor"


def test_here_says_who_without_saying_it(ana: Client, cast: Cast) -> None:
    answer = ana.get("/app/here/")
    told = answer.json()

    assert told["keeps"] is True
    assert told["idle_seconds"] == 3600
    assert re.fullmatch(r"[0-9a-f]{16}", told["person"])
    assert str(cast.users["ana"].pk) not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    other = Client()
    sign_in(other, cast.users["pat"], kind="shared")
    theirs = other.get("/app/here/").json()
    assert theirs["person"] != told["person"]
    assert (theirs["keeps"], theirs["idle_seconds"], theirs["name"]) == (False, 300, "Daybook")


def test_token_of_here_is_the_one_that_posts_need(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, cast.users["ana"], kind="member")
    token = browser.get("/app/here/").json()["csrf"]
    values = {"name": "Errands", "icon": "days"}

    assert browser.post("/app/look/", values).status_code == 403
    assert browser.post("/app/look/", values, headers={"X-CSRFToken": token}).status_code == 200


def test_sign_out_that_was_asked_for_leaves_nothing_and_one_by_time_leaves_the_app(
    ana: Client, cast: Cast
) -> None:
    idle = ana.post("/sign-out/", {"because": "idle"})
    sign_in(ana, cast.users["ana"], kind="member")
    asked = ana.post("/sign-out/")

    assert idle["Clear-Site-Data"] == '"cache"', "entries may not have been sent yet"
    assert asked["Clear-Site-Data"] == '"cache", "cookies", "storage"'
