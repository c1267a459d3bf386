"""The demo's significant other has something on his page, as people would have put it there."""

from __future__ import annotations

import pytest

from cast import Cast
from stepwell.actions.demo_partner import load_partner
from stepwell.actions.partner_page import open_partner_page

pytestmark = pytest.mark.django_db


def test_demo_partner_is_loaded_once_and_stands_on_the_page(cast: Cast) -> None:
    assert load_partner(at=cast.at)
    assert not load_partner(at=cast.at)

    (one,) = open_partner_page(by=cast.actor("sol"), at=cast.at)

    assert [(task.said, task.words) for task in one.tasks] == [
        ("done", "Found one on Tuesdays."),
        ("", ""),
    ]
