import gzip

import pytest
from django.http import HttpRequest, HttpResponse

from stepwell.web.shared.middleware import QuickGzipMiddleware


def answer(body: bytes, accept: str = "gzip", **headers: str) -> HttpResponse:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accept
    made = HttpResponse(body, headers=headers)
    return QuickGzipMiddleware(lambda _: made)(request)


def test_large_answer_is_compressed_and_can_be_read() -> None:
    body = b"a meeting tonight " * 500

    response = answer(body, ETag='"v1"')

    assert gzip.decompress(response.content) == body
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert response["ETag"] == 'W/"v1"'
    assert response["Vary"] == "Accept-Encoding"


def test_length_does_not_tell_the_content() -> None:
    lengths = {len(answer(b"x" * 5000).content) for _ in range(30)}

    assert len(lengths) > 5


@pytest.mark.parametrize(
    ("body", "accept", "headers"),
    [
        (b"short", "gzip", {}),
        (b"x" * 5000, "identity", {}),
        (b"x" * 5000, "gzip", {"Content-Encoding": "br"}),
    ],
)
def test_other_answers_are_left_as_they_are(body: bytes, accept: str, headers: dict) -> None:
    assert answer(body, accept, **headers).content == body
