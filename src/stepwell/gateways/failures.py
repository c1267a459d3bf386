"""Why a feed could not be had: one stable code and one sentence each.

Sentences are for administrators: what is wrong, where, what to do. `where` is an
address without credentials and query (they can hold keys), or a file path.
"""

from __future__ import annotations

REFUSALS = {
    "bad_url": "{where} is not a web address that can be fetched: {detail} "
    "Give one that starts with https:// and names a host.",
    "bad_scheme": "{where} does not start with http:// or https://, and no other kind of "
    "address is fetched. Give the feed's web address.",
    "credentials": "The address of {where} has a user name or password in it, which would be "
    "stored and logged. Give the address without them.",
    "bad_port": "{where} uses port {port}, which feeds do not use. An administrator can allow "
    "it by adding {host}:{port} to the allowed hosts.",
    "odd_address": "{where} writes a numeric address in an unusual form, which is a way to "
    "disguise it. Write the host's name, or four plain numbers.",
    "private_address": "{where} leads to {address}, which is {kind}, not on the public "
    "internet. If this is meant, an administrator can add {host}:{port} to the allowed hosts.",
    "downgrade": "The secure address redirects to {where}, which is not secure. "
    "Ask the feed's owner to mend the redirect.",
    "not_a_file": "{where} is not an ordinary file. Give the path of a feed saved as a file.",
}
"""Fetching was not tried, or not carried on, because it would not be safe."""

FAILURES = {
    "name_not_found": "The name in {where} could not be found. Check the spelling, and that "
    "this machine can look up names.",
    "name_timeout": "Looking up the name in {where} took too long. Try again later.",
    "connect": "{where} did not accept a connection. Check the address, or try again later.",
    "connect_timeout": "{where} did not answer in time. Try again later.",
    "tls": "{where} has no valid certificate ({detail}). Ask the feed's owner to renew it.",
    "read_timeout": "{where} sent nothing for {seconds:g} seconds. Try again later.",
    "deadline": "{where} was not done after {seconds:g} seconds, so reading was stopped. "
    "Try again later, or raise the time limit.",
    "protocol": "{where} did not answer in correct HTTP. Check that it is a web address.",
    "headers_too_large": "{where} sent more headers than a feed needs, so reading was stopped. "
    "Ask the feed's owner to look at it.",
    "too_large": "{where} is larger than {limit}, so reading was stopped. Feeds are far smaller: "
    "check that this is the right address, or raise the size limit.",
    "bomb": "{where} unpacks to far more than a feed would hold, so reading was stopped. "
    "Check that this is the right address.",
    "truncated": "{where} broke off before its end. Try again later.",
    "bad_compression": "{where} says it is compressed but cannot be unpacked. "
    "Ask the feed's owner to look at it.",
    "unknown_encoding": "{where} is compressed in a way that was not asked for ({detail}). "
    "Ask the feed's owner to send it plain or with gzip.",
    "empty": "{where} answered with nothing at all. Try again later, or ask the feed's owner.",
    "too_many_redirects": "{where} is the end of more than {limit} redirects, so they were not "
    "followed further. Give the feed's final address.",
    "bad_redirect": "{where} redirects without saying where to. Give the feed's final address.",
    "challenge": "{where} asks to prove that a person is visiting (a bot check). Ask the feed's "
    "owner to let Stepwell read the feed.",
    "unauthorized": "{where} asks for a password or key (401). Ask the feed's owner for an "
    "address that is open or carries a key.",
    "forbidden": "{where} does not let us read it (403). Ask the feed's owner to share it.",
    "not_found": "{where} was not found (404). Check the address: the feed may have moved.",
    "gone": "{where} is gone for good (410). Ask the feed's owner for the new address.",
    "too_many_requests": "{where} says we ask too often (429). It will be asked again later.",
    "server_error": "{where} has trouble of its own ({status}). Try again later.",
    "unexpected_status": "{where} answered with status {status} instead of a feed. "
    "Check the address.",
    "file_missing": "{where} does not exist. Check the path.",
    "file_unreadable": "{where} cannot be read ({detail}). Check its permissions.",
}
"""Fetching was tried and did not yield a feed."""


class FetchError(Exception):
    """A feed could not be had. `code` is stable; str() is a sentence for its reader."""

    sentences: dict[str, str] = REFUSALS | FAILURES

    def __init__(self, code: str, where: str, **facts: object) -> None:
        super().__init__(self.sentences[code].format(where=where, **facts))
        self.code = code
        self.where = where


class FetchRefused(FetchError):
    """We would not fetch this."""

    sentences = REFUSALS


class FetchFailed(FetchError):
    """We tried. `retry_after_seconds` is what the server asked us to wait."""

    sentences = FAILURES

    def __init__(
        self,
        code: str,
        where: str,
        *,
        status: int | None = None,
        retry_after_seconds: int | None = None,
        **facts: object,
    ) -> None:
        super().__init__(code, where, status=status, **facts)
        self.status = status
        self.retry_after_seconds = retry_after_seconds
