"""Texts and words of the help pages: complete in both languages, easy, careful."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stepwell.domain.help.lines import LANGUAGES
from stepwell.domain.help.topics import TopicsError, parse_topics
from stepwell.domain.help.words import WordsError, parse_words
from stepwell.domain.safety.promises import promises_in
from stepwell.library import read_bytes
from stepwell.queries.help_lines import help_lines
from stepwell.queries.help_pages import ShownTopic, shown_topics, topics, words_of
from stepwell.web.shared.icons import check_icon
from unit.content.readability import grade
from unit.content.test_public_texts import LABELS, MAX_GRADE
from unit.web.template_text import WEB

TEMPLATES = sorted((WEB / "public/templates/public/help").rglob("*.html"))
OWN = [topic.page for topic in topics() if topic.page]
FRONT = ["overdose", "withdrawal", "crisis", "at-home"]
TOPIC = '[[topic]]\nslug = "{}"\nicon = "clock"\nplace = "list"\n'


def _plain(topic: ShownTopic) -> str:
    blocks = [topic.intro_html, *(part.html for part in topic.parts)]
    items = [item.html for part in topic.parts for item in part.items]
    text = re.sub(r"<[^>]+>", " ", "\n\n".join([topic.title + ".", topic.summary, *blocks, *items]))
    return text.replace("&amp;", "&").replace("&#x27;", "'")


def test_what_may_kill_stands_on_the_first_page_in_this_order() -> None:
    for language in LANGUAGES:
        assert [one.slug for one in shown_topics(language) if one.is_on_front] == FRONT


def test_every_topic_has_a_text_with_numbers_in_both_languages() -> None:
    english, spanish = (shown_topics(language) for language in LANGUAGES)

    for one, other in zip(english, spanish, strict=True):
        assert one.slug == other.slug
        assert one.title != other.title
        assert one.lines
        assert [len(part.items) for part in one.parts] == [len(part.items) for part in other.parts]
        assert one.has_recalled == other.has_recalled
        assert one.checked_on == other.checked_on
        assert not one.is_reviewed  # change this when a clinician has signed it
        check_icon(one.icon)


@pytest.mark.parametrize("page", OWN)
def test_both_languages_rest_on_the_same(page: str) -> None:
    def grounds(language: str) -> list[str]:
        text = read_bytes(f"help/pages/{language}/{page}.md").decode()
        return re.findall(r"^(?:basis|source|checked_on) = .+$", text, re.MULTILINE)

    def numbers(language: str) -> set[str]:
        return set(
            re.findall(
                r"\(((?:tel|sms):[^)]+)\)", read_bytes(f"help/pages/{language}/{page}.md").decode()
            )
        )

    assert grounds("en") == grounds("es")
    assert numbers("es") <= numbers("en")


@pytest.mark.parametrize("topic", shown_topics("en"), ids=lambda one: one.slug)
def test_topic_is_easy_to_read_and_person_first(topic: ShownTopic) -> None:
    assert grade(_plain(topic)) <= MAX_GRADE
    assert LABELS.findall(_plain(topic)) == []
    assert promises_in(_plain(topic)) == ()


def test_words_are_easy_to_read() -> None:
    assert grade("\n\n".join(f"{text}." for text in words_of("en").values())) <= MAX_GRADE


def test_lines_are_easy_to_read() -> None:
    assert grade("\n\n".join(one.en.says for one in help_lines().by_key.values())) <= MAX_GRADE


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    sources = [path.read_text("utf-8") for path in TEMPLATES]
    used = {word for source in sources for word in re.findall(r"\bw\.(\w+)", source)}

    assert used | {"what_helps"} == set(words_of("en"))


def test_words_missing_in_a_language_are_all_named() -> None:
    files = {"en": b'a = "A"\nb = "B"\nc = ""', "es": b'a = 1\nd = "D"'}

    with pytest.raises(WordsError) as refused:
        parse_words(files)

    assert str(refused.value).splitlines() == [
        "words.en.toml: d is missing.",
        "words.en.toml: c must be text that is not empty.",
        "words.es.toml: b is missing.",
        "words.es.toml: c is missing.",
        "words.es.toml: a must be text that is not empty.",
    ]


def test_words_that_are_no_toml_are_refused() -> None:
    with pytest.raises(WordsError, match=r"words\.en\.toml is not valid TOML"):
        parse_words({"en": b"a ="})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TOPIC.format("es") + 'page = "x"', "not es or worker"),
        (TOPIC.format("a"), "either a page or a protocol"),
        (TOPIC.format("a") + 'page = "x"\nprotocol = "y"', "either a page or a protocol"),
        (TOPIC.format("a") + 'page = "x"\nshows = ["z"]', "shows names parts of a protocol"),
        (TOPIC.format("a") + 'page = "x"\nlines = ["nobody"]', "no help line 'nobody'"),
        (
            TOPIC.format("a") + 'page = "x"\nen = { says = "A" }',
            "says in both languages, or in none",
        ),
        ((TOPIC.format("a") + 'page = "x"\n') * 2, "two topics have this slug"),
        (TOPIC.format("a") + 'page = "x"\ncolor = "red"', "unknown field `color`"),
        ("topic = 1", "Each [[topic]] needs"),
    ],
)
def test_wrong_topics_are_refused(text: str, said: str) -> None:
    with pytest.raises(TopicsError, match=r"t\.toml") as refused:
        parse_topics(text.encode(), "t.toml", lines=["crisis"])

    assert said in str(refused.value)


def test_all_texts_are_used() -> None:
    folder = Path(WEB).parent / "library/help/pages"

    for language in LANGUAGES:
        assert sorted(path.stem for path in (folder / language).glob("*.md")) == sorted(OWN)
