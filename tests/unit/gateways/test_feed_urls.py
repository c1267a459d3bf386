"""Feed addresses, read strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.gateways.failures import FetchRefused
from stepwell.gateways.feed_urls import follow_redirect, parse_feed_url, showable


def refusal(url: str, allow: frozenset[str] = frozenset()) -> FetchRefused:
    with pytest.raises(FetchRefused) as caught:
        parse_feed_url(url, allow)
    return caught.value


@pytest.mark.parametrize(
    ("url", "full"),
    [
        ("https://aa.example/feed", "https://aa.example/feed"),
        ("HTTPS://AA.Example", "https://aa.example/"),
        ("https://aa.example:443/x?a=1&b=[2]#c", "https://aa.example/x?a=1&b=[2]"),
        ("http://aa.example:8080/a b".replace(" ", "%20"), "http://aa.example:8080/a%20b"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("https://aa.example./", "https://aa.example/"),
        ("https://[2606:4700:0::1]/", "https://[2606:4700::1]/"),
        ("https://my_site.example/", "https://my_site.example/"),
    ],
)
def test_parse_feed_url_normalizes(url: str, full: str) -> None:
    assert parse_feed_url(url, frozenset()).full == full


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "bad_scheme"),
        ("aa.example/feed", "bad_scheme"),
        ("ftp://aa.example/", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("gopher://aa.example/", "bad_scheme"),
        ("http://", "bad_url"),
        ("http:///path", "bad_url"),
        ("http://aa.example\\@10.0.0.1/", "bad_url"),
        ("http://aa.exa\tmple/", "bad_url"),
        ("http://aa.example/\r\nHost: x", "bad_url"),
        (" http://aa.example/", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://[fe80::1%25eth0]/", "bad_url"),
        ("http://aa.example:99999/", "bad_url"),
        ("http://aa.example:x/", "bad_url"),
        ("http://-aa.example/", "bad_url"),
        ("http://aa..example/", "bad_url"),
        ("http://aa%2eexample/", "bad_url"),
        ("http://" + "a" * 70 + ".example/", "bad_url"),
        ("http://aa.example/" + "a" * 5000, "bad_url"),
        ("http://user:secret@aa.example/", "credentials"),
        ("http://secret@aa.example/", "credentials"),
        ("http://@aa.example/", "credentials"),
        ("http://aa.example:22/", "bad_port"),
        ("http://aa.example:0/", "bad_port"),
        ("http://2130706433/", "odd_address"),
        ("http://0x7f.1/", "odd_address"),
        ("http://127.1/", "odd_address"),
        ("http://0177.0.0.1/", "odd_address"),
        ("http://１２７.1/", "odd_address"),
    ],
)
def test_parse_feed_url_refuses(url: str, code: str) -> None:
    assert refusal(url).code == code


@pytest.mark.parametrize(
    "url", ["http://１２７。0.0.1/", "http://①②⑦.0.0.1/", "http://127.0.0.1./"]
)
def test_parse_feed_url_sees_through_look_alike_digits(url: str) -> None:
    assert parse_feed_url(url, frozenset()).host == "127.0.0.1"


def test_parse_feed_url_takes_an_unusual_port_where_allowed() -> None:
    allow = frozenset({"aa.example:8001"})

    assert parse_feed_url("http://aa.example:8001/", allow).port == 8001
    assert refusal("http://aa.example:8002/", allow).code == "bad_port"
    assert refusal("http://aa.example:8001/", frozenset({"aa.example"})).code == "bad_port"


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@aa.example:22/path?key=secret#secret",
        "ftp://aa.example/?secret",
        "http://aa.exa mple/?secret",
        "secret@aa.example?secret",
    ],
)
def test_refusal_shows_neither_credentials_nor_query(url: str) -> None:
    assert "secret" not in str(refusal(url))


@given(st.text(max_size=80))
def test_parse_feed_url_answers_any_text_with_an_address_or_a_refusal(text: str) -> None:
    for url in (text, "http://" + text, "https://aa.example/" + text):
        try:
            parsed = parse_feed_url(url, frozenset())
        except FetchRefused:
            continue
        assert parse_feed_url(parsed.full, frozenset()) == parsed
        assert parsed.full.isascii()
        assert parsed.full.isprintable()


@given(st.text(max_size=40))
def test_follow_redirect_answers_any_location_with_an_address_or_a_refusal(text: str) -> None:
    source = parse_feed_url("https://aa.example/dir/feed?x=1", frozenset())
    try:
        target = follow_redirect(source, text, frozenset())
    except FetchRefused:
        return
    assert target.scheme == "https"
    assert parse_feed_url(target.full, frozenset()) == target


def test_showable_shortens_and_never_is_empty() -> None:
    assert len(showable("http://aa.example/" + "a" * 500)) == 201
    assert showable("?x") == "(nothing)"
