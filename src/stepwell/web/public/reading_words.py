"""Why a list could not be read, in a sentence for anyone.

The staff's sentence can name a server's path or a host inside the network, so it stays with them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

_UNREACHED = (
    "name_not_found name_timeout connect connect_timeout read_timeout deadline server_error"
)
_UNSAFE = (
    "bad_url bad_scheme credentials bad_port odd_address private_address downgrade tls "
    "too_many_redirects bad_redirect"
)
_CLOSED = "challenge unauthorized forbidden too_many_requests"
_MOVED = "not_found gone not_a_file file_missing file_unreadable"
_TOO_MUCH = "too_large bomb headers_too_large"
_NO_LIST = (
    "empty html xml geojson not_text not_json no_meetings error_answer wrong_shape "
    "unexpected_status bmlt_not_supported_yet"
)
_BROKEN = (
    "truncated protocol bad_compression unknown_encoding csv_malformed csv_quotes encoding "
    "malformed_json trailing_text"
)

_SENTENCES: tuple[tuple[str, Callable[[], str]], ...] = (
    (_UNREACHED, lambda: _("The place that publishes it did not answer.")),
    (_UNSAFE, lambda: _("Its address can’t be read safely.")),
    (_CLOSED, lambda: _("The place that publishes it did not let us read it.")),
    (_MOVED, lambda: _("It is no longer where it was.")),
    (_TOO_MUCH, lambda: _("It is much larger than a list of meetings.")),
    (_NO_LIST, lambda: _("There was no list of meetings where it should be.")),
    (_BROKEN, lambda: _("What we got was broken or cut off.")),
    ("internal", lambda: _("Something went wrong on our side.")),
)
_BY_CODE = {code: sentence for codes, sentence in _SENTENCES for code in codes.split()}


def why_unread(code: str) -> str:
    """A sentence for the code of a failed reading; "" for a code of another version."""
    sentence = _BY_CODE.get(code)
    return sentence() if sentence else ""
