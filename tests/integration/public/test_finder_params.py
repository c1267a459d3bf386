"""The finder's address: one search, one address, and never a position."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from stepwell.queries.finder_request import MILES, FinderRequest, Join, PartOfDay, Suits, When
from stepwell.web.public.finder_params import query_string, read_point, read_request

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
REQUESTS = st.builds(
    FinderRequest,
    near=TEXT,
    when=st.sampled_from(When),
    miles=st.sampled_from(MILES),
    fellowships=st.frozensets(st.sampled_from(["aa", "na", "al-anon"])),
    parts_of_day=st.frozensets(st.sampled_from(PartOfDay)),
    join=st.sampled_from(Join),
    suits=st.frozensets(st.sampled_from(Suits)),
    not_for=st.frozensets(st.sampled_from(Suits)),
    language=st.sampled_from(["", "es", "ase"]),
    region=TEXT,
    words=TEXT,
    timezone=st.sampled_from(["", "America/Denver", "Europe/Paris"]),
    page=st.integers(1, 200),
)


@given(REQUESTS)
def test_request_survives_its_address(request: FinderRequest) -> None:
    address = query_string(request)

    assert read_request(QueryDict(address.removeprefix("?"))) == request


@given(REQUESTS, st.floats(-90, 90), st.floats(-180, 180))
def test_position_is_in_no_address(request: FinderRequest, lat: float, lng: float) -> None:
    assert query_string(request.but(point=(lat, lng))) == query_string(request)


def test_usual_search_has_the_shortest_address() -> None:
    assert query_string(FinderRequest()) == ""
    assert query_string(FinderRequest(near="06457")) == "?near=06457"


@given(st.text(), st.text())
def test_point_is_rounded_and_on_earth_or_none(lat: str, lng: str) -> None:
    params = QueryDict(mutable=True)
    params.update({"lat": lat, "lng": lng})

    point = read_point(params)

    assert point is None or (-90 <= point[0] <= 90 and -180 <= point[1] <= 180)


def test_point_is_cut_to_a_kilometer() -> None:
    assert read_point(QueryDict("lat=41.562391&lng=-72.650612")) == (41.56, -72.65)


@pytest.mark.parametrize("address", ["near=06457&near=", "day=&day=week", "for=&for=women"])
def test_repeated_names_are_read_without_fuss(address: str) -> None:
    assert isinstance(read_request(QueryDict(address)), FinderRequest)
