"""The one JSON document a phone keeps."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256

import pytest

from stepwell.domain.steps.document import document
from stepwell.domain.steps.loading import load_workbook
from stepwell.library.steps import workbook_files
from stepwell.queries.steps import NoSuchLanguage, steps_document, workbook


def read(language: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(steps_document(language).body)
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_document_has_everything_in_its_language(language: str) -> None:
    found = json.loads(steps_document(language).body)

    assert found["language"] == language
    assert [one["number"] for one in found["steps"]] == list(range(1, 13))
    for step in found["steps"]:
        words = workbook().words(language, f"steps/{step['slug']}")
        assert step["name"] == words.title
        assert step["says"] == words.summary
        assert [one["title"] for one in step["questions"]] == [
            words.of("questions", one["id"]).title for one in step["questions"]
        ]
        assert step["readings"][0]["text"]
    sheets = {one["slug"]: one for one in found["worksheets"]}
    assert {slug for step in found["steps"] for slug in step["worksheets"]} == sheets.keys()
    harm = next(one for one in sheets["amends"]["fields"] if one["id"] == "harm")
    assert [one["id"] for one in harm["choices"]] == ["no", "not-sure", "yes", "forbidden"]
    assert len(harm["hint"]) == 1
    assert {one["id"] for one in found["practices"]} >= {"surrender", "compassion"}
    assert "ask" in {one["id"] for one in found["scripts"]}
    assert {"hidden", "held", "medicine", "unreviewed"} <= {one["id"] for one in found["notices"]}


def test_languages_name_the_same_things() -> None:
    def names(of: object) -> object:
        if isinstance(of, dict):
            kept = ("id", "slug", "number", "kind", "fellowships", "is_private", "choices")
            return {k: names(v) for k, v in of.items() if k in kept or isinstance(v, list)}
        return [names(one) for one in of if isinstance(one, dict)] if isinstance(of, list) else of

    assert names(read("en")) == names(read("es"))


def test_hash_is_of_everything_else_in_it() -> None:
    body = steps_document("en").body
    content = json.loads(body)
    stated = content.pop("hash")

    rest = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    assert stated == sha256(rest).hexdigest() == steps_document("en").content_hash


def test_hash_changes_with_any_word_of_its_language_and_no_other() -> None:
    files = workbook_files()
    name = "worksheets/fears.en.md"
    files[name] = files[name].replace(b"Fears", b"Worries")
    other = load_workbook(files)

    assert document(other, "en") != steps_document("en").body
    assert document(other, "es") == steps_document("es").body


def test_document_is_small_enough_for_an_old_phone() -> None:
    for language in workbook().languages:
        assert len(gzip.compress(steps_document(language).body)) < 12_000


def test_language_without_words_is_told() -> None:
    with pytest.raises(NoSuchLanguage, match="fr"):
        steps_document("fr")
