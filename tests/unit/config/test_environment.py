from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from stepwell.config import environment


def test_unknown_variable_is_refused_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="STEPWELL_DATABSE_URL is set, but"):
        environment.refuse_unknown({"STEPWELL_DATABSE_URL": "x", "HOME": "y"})


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("mysql://h/db", "begins with 'mysql'"),
        ("nonsense", "no scheme"),
        ("postgresql://h:70000/db", "bad port"),
        ("postgresql://h", "names no database"),
        ("sqlite://", "names no SQLite file"),
    ],
)
def test_database_wrong_url_is_refused_with_hint(
    url: str, hint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEPWELL_DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match=hint):
        environment.database(tmp_path)


def test_database_postgres_url_is_read_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEPWELL_DATABASE_URL", "postgresql://us%40r:p%2Fw@db.example:6543/care")

    settings = environment.database(tmp_path)

    wanted = {"USER": "us@r", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "6543"}
    assert {name: settings[name] for name in wanted} == wanted
    assert settings["NAME"] == "care"


def test_database_without_url_is_sqlite_in_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STEPWELL_DATABASE_URL", raising=False)

    settings = environment.database(tmp_path)

    assert settings["ENGINE"] == "stepwell.config.sqlite"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_secret_key_short_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPWELL_SECRET_KEY", "short")

    with pytest.raises(ImproperlyConfigured, match="5 characters; it needs at least 50"):
        environment.secret_key()


def test_kept_secret_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "key"

    first = environment.kept_secret(path)

    assert environment.kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["", " , ", "*", "a.example,*"])
def test_hosts_missing_or_star_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPWELL_HOSTS", value)

    with pytest.raises(ImproperlyConfigured, match="STEPWELL_HOSTS must name"):
        environment.hosts()


def test_database_url_passes_on_what_libpq_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(
        "STEPWELL_DATABASE_URL",
        "postgresql://db/care?sslmode=verify-full&sslrootcert=/etc/ca%20one.pem&connect_timeout=3",
    )

    assert environment.database(tmp_path)["OPTIONS"] == {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca one.pem",
        "connect_timeout": "3",
    }


def test_database_url_refuses_an_unknown_option_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEPWELL_DATABASE_URL", "postgresql://db/care?sslmod=require")

    with pytest.raises(ImproperlyConfigured, match=r"unknown options: sslmod\. Known: .*sslmode"):
        environment.database(tmp_path)


@pytest.mark.parametrize(("value", "proxies"), [("", 1), ("0", 0), ("3", 3)])
def test_proxies_are_counted(value: str, proxies: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPWELL_PROXIES", value)

    assert environment.proxies(1) == proxies


@pytest.mark.parametrize("value", ["-1", "10", "one", "²"])
def test_proxies_wrong_number_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPWELL_PROXIES", value)

    with pytest.raises(ImproperlyConfigured, match=r"STEPWELL_PROXIES is .* 0 to 9"):
        environment.proxies(1)


def test_every_variable_that_is_read_is_known() -> None:
    root = Path(__file__).parents[3]
    read = re.compile(r"""(?:environ.{0,12}["']|\$\{?)(STEPWELL_[A-Z_]+)""")
    used = {
        name
        for folder in ("src", "tests", "scripts")
        for kind in ("*.py", "*.sh")
        for path in (root / folder).rglob(kind)
        for name in read.findall(path.read_text())
    }

    assert {"STEPWELL_HOSTS", "STEPWELL_SHOTS", "STEPWELL_TEST_POSTGRES_URL"} <= used
    assert used <= environment.KNOWN
