"""From bytes to text, and refusal of answers that are no feed at all."""

from __future__ import annotations

import codecs
import re

from stepwell.exchange.outcomes import FeedUnreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHALLENGE = re.compile(
    r"just a moment|cf-chl|challenge-platform|captcha|attention required|access denied"
    r"|are you a robot|checking your browser|enable javascript and cookies|incapsula|sucuri",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


_FILES = (
    (b"PK\x03\x04", "an Excel or OpenDocument file", "Save the sheet as CSV and give that file."),
    (b"\xd0\xcf\x11\xe0", "an old Excel file", "Save the sheet as CSV and give that file."),
    (b"%PDF", "a PDF", "Ask the source for its meeting feed in JSON, or for a CSV export."),
    (b"\x1f\x8b", "a gzip file", "Unpack it first, or give the address it came from."),
)


def refuse_files(data: bytes) -> None:
    """Refuse files that are no text: spreadsheets, PDF, archives.

    Raises:
        FeedUnreadable: code "not_text".
    """
    for mark, what, remedy in _FILES:
        if data.startswith(mark):
            raise FeedUnreadable("not_text", f"This is {what}, not a feed. {remedy}")


def decode_text(data: bytes) -> tuple[str, str]:
    """Decode a feed. Returns its text and the encoding used.

    UTF-8 and UTF-16 by their marks, else UTF-8; a file with more broken than sound
    UTF-8 in it is read as Windows-1252, the usual export of spreadsheet programs.

    Raises:
        FeedUnreadable: code "empty" or "encoding".
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data[:64]:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise FeedUnreadable(
                "encoding",
                f"The file says it is {encoding} but byte {error.start} is not. "
                "Save it again as UTF-8.",
            ) from error
        text, encoding = _decode_broken(data)
    if not text.strip("\ufeff \t\r\n\x00"):
        raise FeedUnreadable(
            "empty",
            "The answer is empty. Open the address in a browser: if nothing is shown there "
            "either, the source has to mend its feed.",
        )
    return text, encoding or "utf-8"


def _decode_broken(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - broken
    if broken <= sound:
        return text, "utf-8 with errors"
    return data.decode("cp1252", errors="replace"), "windows-1252"


def refuse_markup(text: str) -> None:
    """Refuse a web page or XML.

    Raises:
        FeedUnreadable: code "challenge", "html" or "xml".
    """
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return
    title = _TITLE.search(start[:20000])
    named = f' titled "{" ".join(title[1].split())[:80]}"' if title else ""
    if _CHALLENGE.search(start[:20000]):
        raise FeedUnreadable(
            "challenge",
            f"A page that keeps robots out{named} was sent instead of the feed. Ask the "
            "source's webmaster to let this server fetch the feed's address.",
        )
    if re.match(r"<\?xml|<rss|<feed|<kml", start, re.IGNORECASE) and "<html" not in start[:2000]:
        raise FeedUnreadable(
            "xml",
            "This is XML, not a meeting feed. Ask the source for its Meeting Guide feed in "
            "JSON, or for a CSV export.",
        )
    raise FeedUnreadable(
        "html",
        f"A web page{named} was sent instead of a feed. Look in the page's source for "
        '"Meetings Feed" and use that address, or ask the source for its feed.',
    )


def place_of(text: str, byte: int) -> str:
    """Where a byte of the UTF-8 form of a text is, in words: "line 3, column 14"."""
    before = text.encode()[:byte].decode(errors="ignore")
    line = before.count("\n") + 1
    return f"line {line}, column {len(before) - before.rfind(chr(10))}"
