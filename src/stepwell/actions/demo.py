"""The demo program: Harbor House, Connecticut, with an invented, labelled directory."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from django.conf import settings

from stepwell.actions.accounts import change_password, create_administrator
from stepwell.actions.demo_care import load_care
from stepwell.actions.demo_cast import load_cast
from stepwell.actions.demo_consents import load_consents
from stepwell.actions.demo_fidelity import load_fidelity
from stepwell.actions.demo_partner import load_partner
from stepwell.actions.demo_rights import load_rights
from stepwell.actions.demo_safety import load_safety
from stepwell.actions.demo_sharing import load_sharing
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import NewFeed, add_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.demo import cast
from stepwell.domain.demo.directory import SampleFeed, sample_feeds
from stepwell.gateways.installation_files import kept_secret
from stepwell.records.accounts.models import User
from stepwell.records.directory.models import Feed

ADMINISTRATOR = "abe"
RUNNING_FOR = timedelta(days=70)
"""How long the program has been at work, so that there is something to look back at."""


@dataclass(frozen=True, slots=True)
class DemoReport:
    was_loaded: bool
    meetings: int
    username: str
    password: str
    """Empty once the administrator has another than the demo gave."""
    cast_password: str
    """Of the others, unless they changed it themselves."""


def load_demo() -> DemoReport:
    """Make what is missing of the demo: the administrator, the cast and the sample feeds.

    All of the cast sign in with the password of one file. The sample goes the way of any
    feed: a file, a feed record, a reading.
    """
    password, cast_password = _passwords()
    at = datetime.now(UTC)
    if load_cast(password=cast_password, at=at - RUNNING_FOR):
        load_consents(at=at)
        load_rights(at=at)
        load_sharing(at=at)
        load_safety(at=at)
        load_care(at=at)
        load_fidelity(at=at)
        load_partner(at=at)
    known = set(Feed.objects.values_list("slug", flat=True))
    missing = [sample for sample in sample_feeds() if sample.slug not in known]
    # An administrator who removed the sample does not get it back.
    if known and missing:
        missing = []
    meetings = sum(_load(sample) for sample in missing)
    return DemoReport(bool(missing), meetings, ADMINISTRATOR, password, cast_password)


def _load(sample: SampleFeed) -> int:
    folder = Path(settings.DATA_DIR) / "sample"
    folder.mkdir(exist_ok=True)
    path = folder / f"{sample.slug}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(sample.rows), indent=1))
    at = datetime.now(UTC)
    add_feed(
        NewFeed(
            name=sample.name,
            slug=sample.slug,
            source=str(path),
            fellowship=sample.fellowship,
            default_timezone=sample.default_timezone,
            is_sample=True,
        ),
        by=COMMAND_LINE,
        at=at,
    )
    return sync_feed(sample.slug, by=COMMAND_LINE, at=at).added


LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""Without i, l and o, which are taken for 1 and 0."""


def random_password() -> str:
    """Twenty letters, 90 bits. Letters only: digits with a few letters among them are taken for a
    common word with digits put around it, and refused."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


def _passwords() -> tuple[str, str]:
    """The administrator's and the others': made once, kept in a file that only its owner reads,
    so that it can be shown again.

    Where the file is gone, all of them get the password of the new one.
    """
    path = Path(settings.DATA_DIR) / "demo-administrator"
    is_kept = path.exists() and path.stat().st_size > 0
    password = kept_secret(path, random_password)
    administrator = User.objects.filter(username=ADMINISTRATOR).first()
    if administrator is None:
        create_administrator(username=ADMINISTRATOR, name="Abe", password=password, by=COMMAND_LINE)
    elif not is_kept:
        names = [one.username for one in cast.PEOPLE]
        for user in User.objects.filter(username__in={*names, ADMINISTRATOR}):
            change_password(user.username, password, by=COMMAND_LINE)
    elif not administrator.check_password(password):
        return "", password
    return password, password
