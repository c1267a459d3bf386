"""Members who sign up by the action and sign in through the page."""

from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from stepwell.cli.output import CommandFailed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def signed_in_members(count: int, port: int) -> Iterator[dict[str, str]]:
    """The cookies of each: session, csrf."""
    for number in range(count):
        name, password = f"phone-owner-{number}", secrets.token_urlsafe(24)
        _sign_up(name, password, number)
        yield _sign_in(name, password, port)


def _sign_up(name: str, password: str, number: int) -> None:
    """Each from a network of its own, since one may make a few accounts only."""
    from django.utils import timezone

    from stepwell.actions.invitations import NewAccount
    from stepwell.actions.members import join_with_password
    from stepwell.actions.signing_in import Whence
    from stepwell.domain.audit.origin import COMMAND_LINE

    whence = Whence(f"10.{number // 250}.{number % 250}.1", COMMAND_LINE)
    new = NewAccount(username=name, name=name)
    join_with_password(new, password, whence=whence, at=timezone.now())


def _sign_in(name: str, password: str, port: int) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookies: SimpleCookie = SimpleCookie()

    def ask(method: str, body: str | None = None) -> tuple[int, str]:
        held = "; ".join(f"{one.key}={one.value}" for one in cookies.values())
        origin = {"Origin": f"http://127.0.0.1:{port}"} if body else {}
        connection.request(method, "/sign-in/", body, FORM | origin | {"Cookie": held})
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            cookies.load(header)
        return answer.status, answer.read().decode()

    try:
        found = _TOKEN.search(ask("GET")[1])
        token = found[1] if found else ""
        form = {"username": name, "password": password, "csrfmiddlewaretoken": token}
        status, _ = ask("POST", urlencode(form))
    finally:
        connection.close()
    if status != 302 or not {"session", "csrf"} <= cookies.keys():
        raise CommandFailed(f"Signing in was answered {status}.")
    return {key: cookies[key].value for key in ("session", "csrf")}
