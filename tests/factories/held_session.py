"""A session held on a server of its own: `python -m factories.held_session begin`, and `read`.

Run beside that server, in its environment. begin: the session's address, and the cookies of two
who hold it; read: what stands in it, by key.
"""

from __future__ import annotations

import json
import sys

import django


def begin() -> dict[str, object]:
    from django.test import Client
    from django.utils import timezone

    from cast import build_cast
    from factories.session_runs import enrolled, started
    from signing_in import sign_in

    cast, cookies = build_cast(timezone.now()), []
    for name in ("ben", "dana"):
        browser = Client()
        sign_in(browser, cast.users[name])
        cookies.append(browser.cookies["session"].value)
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    run = started(ana, enrolled(ana, by=ben, at=cast.at), "introduction", by=ben, at=cast.at)
    return {"run": str(run), "cookies": cookies}


def read() -> dict[str, str]:
    from stepwell.queries.session_runs import standing_entries
    from stepwell.records.care.models import SessionRun

    standing = standing_entries(SessionRun.objects.get())
    return {key: one.value for (_, key), one in standing.items()}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"begin": begin, "read": read}[sys.argv[1]]()))
