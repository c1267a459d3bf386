"""Whatever a source sends, each row ends somewhere or the feed is refused in words."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.exchange.meeting_guide import FeedUnreadable, parse_feed
from stepwell.exchange.meeting_guide_fields import CANONICAL
from stepwell.exchange.outcomes import MeetingRow, RejectedRow, WithheldRow
from unit.exchange.meeting_guide_rows import GOOD, OPTIONS

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        [
            "7:00 PM",
            "@",
            "https://",
            "//",
            "http://[",
            "+1",
            "$",
            "1/1/1",
            "<b>",
            "&amp;",
            "2023-99-99",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
rows = st.dictionaries(st.sampled_from(sorted(CANONICAL)), values, max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.lists(rows | values, max_size=4))
def test_every_row_of_any_json_ends_somewhere(generated):
    data = json.dumps(
        [GOOD, *({**GOOD, **one} if isinstance(one, dict) else one for one in generated)]
    )

    parsed = parse_feed(data.encode(), OPTIONS)

    counts = parsed.counts()
    assert counts.read == 1 + len(generated)
    assert counts.read == counts.meetings + counts.withheld + counts.rejected
    assert all(isinstance(row, MeetingRow | WithheldRow | RejectedRow) for row in parsed.outcomes)
    keys = [meeting.source_key for meeting in parsed.meetings()]
    assert len(keys) == len(set(keys))


PIECES = ["a", "a-", "a.", "1", "1-", " ", "<script>", "<!--", "&amp;", "@", "a@", "(", "/", "<b"]
FIELDS = ["notes", "name", "day", "time", "types", "conference_url", "paypal"]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("field", FIELDS)
def test_no_long_text_makes_reading_slow(piece, field):
    data = json.dumps([GOOD, {**GOOD, "slug": "long", field: piece * (60_000 // len(piece))}])
    before = time.process_time()

    parse_feed(data.encode(), OPTIONS)

    assert time.process_time() - before < 2


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        values.map(lambda value: json.dumps(value).encode()),
        st.integers(0, 400).map(lambda cut: json.dumps([GOOD, GOOD]).encode()[:cut]),
    )
)
def test_any_bytes_are_a_feed_or_refused_with_a_remedy(data):
    try:
        parsed = parse_feed(data, OPTIONS)
    except FeedUnreadable as error:
        said = error
    else:
        assert parsed.read > 0
        return
    assert said.code
    assert str(said).endswith((".", "}."))
