"""Items of a protocol or a step as rows of a page, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol as Shape

from django.utils.safestring import SafeString

from stepwell.domain.content.provenance import Basis
from stepwell.web.staff.protocol_words import basis_words

_KEY = re.compile(r"\bS\d+[a-z]?\b")


class Grounded(Shape):
    @property
    def basis(self) -> Basis: ...
    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ItemRow:
    """cited: the sources it names, written out. language: of title and html, "" for the page's."""

    title: str
    html: SafeString
    minutes: int
    basis: str
    basis_label: str
    source: str
    cited: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class ItemList:
    name: str
    heading: str
    rows: tuple[ItemRow, ...]


def item_row(
    title: str,
    html: SafeString,
    of: Grounded,
    sources: Mapping[str, str],
    *,
    minutes: int = 0,
    language: str = "",
) -> ItemRow:
    cited = tuple(f"{key}: {sources[key]}" for key in _KEY.findall(of.source) if key in sources)
    return ItemRow(
        title, html, minutes, of.basis, basis_words(of.basis), of.source, cited, language
    )
