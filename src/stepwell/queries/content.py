"""Public pages of plain words and what to expect at meetings, each read once per process."""

from __future__ import annotations

from functools import cache

from stepwell.domain.content.pages import Page, parse_page
from stepwell.domain.meetings.expectations import ExpectationTexts, parse_expectations
from stepwell.library import read_bytes


@cache
def content_page(name: str, language: str = "en") -> Page:
    """Args: name: of the file, without ".md"."""
    path = f"content/{language}/{name}.md"
    return parse_page(read_bytes(path), path)


@cache
def expectation_texts(language: str = "en") -> ExpectationTexts:
    path = f"content/{language}/expectations.toml"
    return parse_expectations(read_bytes(path), path)
