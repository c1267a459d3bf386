"""Links and dial-in codes: mended, kept or left out."""

import pytest

from stepwell.domain.meetings.meeting import Attendance
from stepwell.exchange.meeting_guide_online import (
    PROVIDERS,
    provider_of,
    repair_phone,
    repair_url,
)
from unit.exchange.meeting_guide_rows import listed


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://zoom.us/j/1", "https://zoom.us/j/1"),
        ("zoom.us/j/1", "https://zoom.us/j/1"),
        ("www.zoom.us/j/1", "https://www.zoom.us/j/1"),
        ("//zoom.us/j/1", "https://zoom.us/j/1"),
        ("https:/zoom.us/j/1", "https://zoom.us/j/1"),
        ("Http//zoom.us/j/1", "http://zoom.us/j/1"),
        ("HTTPS://Zoom.us/j/1", "https://Zoom.us/j/1"),
        ("http://https://zoom.us/j/1", "https://zoom.us/j/1"),
        ("https://zoom.us/j/1?a=1&amp;b=2", "https://zoom.us/j/1?a=1&b=2"),
        ("Join: https://zoom.us/j/1 (password x)", "https://zoom.us/j/1"),
        ("example.org:8080/a", "https://example.org:8080/a"),
    ],
)
def test_link_is_repaired_where_it_is_clear_what_was_meant(text, url):
    assert repair_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "foo/bar",
        "see notes",
        "",
        "javascript:alert(1).x",
        "data:text/html,a.b",
        "mailto:joe@x.org",
        "joe@x.org",
        "tel:555",
        "https://joe:pw@x.org/",
        "https://localhost/x",
        "http://[::1",
    ],
)
def test_link_that_is_none_is_left_out(text):
    assert repair_url(text) == ""


def test_unusable_link_leaves_a_warning_and_the_place():
    meeting, warnings = listed(conference_url="foo/bar")

    assert meeting.online.url == ""
    assert meeting.attendance is Attendance.IN_PERSON
    assert warnings == {"link_unusable": "conference_url"}


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://zoom.us/j/1", "zoom.us"),
        ("https://us02web.zoom.us/j/1", "zoom.us"),
        ("https://www.gotomeet.me/x", "gotomeet.me"),
        ("https://notzoom.us/j/1", ""),
        ("https://zoom.us.evil.example/j/1", ""),
        ("https://google.com/meet", ""),
    ],
)
def test_provider_is_the_host_or_one_below_it(url, provider):
    assert provider_of(url) == provider


def test_all_21_providers_recognize_themselves():
    assert [provider_of(f"https://{name}/x") for name in PROVIDERS] == list(PROVIDERS)
    assert len(PROVIDERS) == 21


def test_unknown_provider_is_still_online():
    meeting, warnings = listed(approximate="yes", conference_url="https://www.drydock.example/meet")

    assert (meeting.attendance, meeting.online.provider) == (Attendance.ONLINE, "")
    assert warnings == {"provider_unknown": "conference_url"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+16465588656,,876406386#,,1#,526452#", "+16465588656,,876406386#,,1#,526452#"),
        ("(646) 558-8656", "6465588656"),
        ("646-558-8656 x 123#", "6465588656,,123#"),
        ("646-558-8656 ID: 123#", "6465588656,,123#"),
        ("+1+16465588656,,1#", "+16465588656,,1#"),
        ("+16465588656,,1# +16465588656,,1#,,2#", "+16465588656,,1#,,2#"),
        ("+116465588656,,1#", "+16465588656,,1#"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+15873281099,,8157691224#,,#,,1Fh0bGo#", "+15873281099,,8157691224#"),
        ("Phone: 646-558-8656, press 1", "6465588656"),
        ("+11", ""),
        ("555-0100", ""),
        ("see notes", ""),
        ("1,,2345678901", ""),
    ],
)
def test_dial_in_code_keeps_digits_and_pauses_or_is_left_out(text, code):
    assert repair_phone(text) == code


def test_dial_in_number_may_be_a_number():
    meeting, _ = listed(conference_phone=16465588656)

    assert meeting.online.phone == "16465588656"


def test_short_dial_in_code_is_dropped_with_a_warning():
    meeting, warnings = listed(conference_phone="+11")

    assert meeting.online.phone == ""
    assert warnings == {"phone_too_short": "conference_phone"}
