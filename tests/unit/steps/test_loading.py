"""What an author of steps is told: every mistake, where it is and what to do."""

from __future__ import annotations

import pytest

from stepwell.domain.protocols.problems import ProtocolRefused
from stepwell.domain.steps.loading import load_workbook
from stepwell.library.steps import workbook_files


def problems(files: dict[str, bytes]) -> str:
    with pytest.raises(ProtocolRefused) as refused:
        load_workbook(files)
    for one in refused.value.problems:
        assert one.problem.endswith((".", "?")), one
        assert one.remedy.endswith((".", "…", "?")), one
    return "\n".join(map(str, refused.value.problems))


def changed(name: str, old: str, new: str, times: int = 1) -> dict[str, bytes]:
    files = workbook_files()
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new, times).encode()}


def test_shipped_files_are_accepted() -> None:
    assert load_workbook(workbook_files()).definition.version == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("workbook.toml", "version = 1", 'version = "1"', "version: '1' is not a whole number"),
        ("workbook.toml", '    "hope",\n', "", "There are 12 steps, not 11"),
        ("workbook.toml", '    "hope",\n', "", "steps/hope.toml: workbook.toml does not name it"),
        ("workbook.toml", '"hope"', '"hoop"', '"hoop" has no file'),
        ("workbook.toml", '"hope"', '"admitting"', '"admitting" stands 2 times'),
        ("workbook.toml", 'id = "compassion"', 'id = "kindness"', '"compassion" is not there'),
        ("workbook.toml", 'id = "general"', 'id = "any"', 'There is no "general"'),
        ("workbook.toml", '["na", "daa"]', '["na", "aa"]', '"aa" has 2 objects'),
        ("workbook.toml", 'reviewed_by = ""', 'reviewed_by = "A"', "both a name and a date"),
        ("workbook.toml", "[[scripts]]", "[[script]]", '"script" is not known here. Did you mean'),
        ("workbook.toml", "S4 = ", "S4 ", "not valid TOML"),
        ("workbook.toml", "S4 = ", "S4x = ", "S4 is not in [sources]"),
        ("steps/hope.toml", "number = 2", "number = 3", "it stands in place 2"),
        ("steps/hope.toml", 'slug = "hope"', 'slug = "hop"', "the file is called hope.toml"),
        ("steps/hope.toml", 'id = "met"', 'id = "Met!"', "That cannot be an id"),
        ("steps/hope.toml", 'id = "met"', 'id = "helped"', "Another one has the same id"),
        ("steps/hope.toml", '"Our question"', '""', "[[questions]] met, source: It is empty"),
        ("steps/hope.toml", 'basis = "design"', 'basis = "source"', "no source is named"),
        ("steps/hope.toml", 'basis = "design"', 'basis = "guess"', "Use one of: source, recalled"),
        ("steps/hope.toml", 'id = "secular"', 'id = "calm"', "There is no secular reading"),
        ("steps/hope.toml", 'id = "surrender"', 'id = "faith"', "There is no such practice"),
        ("steps/hope.toml", "[[questions]]", "[[cautions]]", "no words"),
        ("steps/amends.toml", '["amends"]', '["amend"]', 'There is no worksheet "amend"'),
        ("steps/amends.toml", '["amends"]', "[]", "worksheets/amends.toml: No step uses it"),
        (
            "worksheets/amends.toml",
            "is_private = true",
            "is_private = false",
            "is_private: Step 9 is for the private notebook only",
        ),
        ("worksheets/amends.toml", 'kind = "line"', 'kind = "choice"', "A choice needs two"),
        ("worksheets/amends.toml", 'kind = "choice"', 'kind = "words"', "Only a choice has them"),
        ("worksheets/amends.toml", 'kind = "line"', 'kind = "lines"', "Use one of: line, words"),
        ("worksheets/amends.en.md", "- not-sure:", "- unsure:", '"not-sure" has no label'),
        ("steps/hope.en.md", "questions.met:", "questions.mat:", "no [[questions]] mat"),
        ("steps/hope.en.md", "questions.met:", "questions.mat:", "questions.met: It has no words"),
        ("steps/hope.es.md", "questions.met:", "questions.mat:", "hope.es.md, questions.met"),
        ("steps/admitting.en.md", "{object}", "{subject}", '"{subject}" is no slot'),
        ("steps/admitting.es.md", "{object}", "{object", "is no slot"),
        ("steps/hope.en.md", "# Hope\n", "", "not a title"),
    ],
)
def test_mistake_is_told_with_place_and_remedy(name: str, old: str, new: str, told: str) -> None:
    assert told in problems(changed(name, old, new))


def test_all_mistakes_come_at_once() -> None:
    files = changed("steps/hope.toml", "number = 2", "number = 2\ncolor = 1")
    files |= {"steps/asking.en.md": b"\xff", "worksheets/fears.toml": b"slug ="}

    told = problems(files)

    assert '"color" is not known here' in told
    assert "steps/asking.en.md: It is not UTF-8 text" in told
    assert "worksheets/fears.toml: It is not valid TOML" in told


def test_language_is_whole_or_not_there() -> None:
    files = {n: data for n, data in workbook_files().items() if not n.endswith(".es.md")}

    assert load_workbook(files).languages == ("en",)
    files["workbook.es.md"] = workbook_files()["workbook.es.md"]
    assert "steps/hope.es.md: The file is missing" in problems(files)


def test_file_that_belongs_nowhere_is_told() -> None:
    told = problems(workbook_files() | {"steps/notes.txt": b"", "steps/extra.en.md": b"# A\nB\n"})

    assert "steps/notes.txt: The workbook has no such file" in told
    assert "steps/extra.en.md: There is no steps/extra.toml" in told


def test_without_its_main_file_there_is_no_workbook() -> None:
    files = workbook_files()
    del files["workbook.toml"]

    assert "workbook.toml: The file is missing" in problems(files)


def test_few_questions_are_told() -> None:
    files = workbook_files()
    text = files["steps/hope.toml"].decode()
    first = text.index("[[questions]]")
    last = text.index("[[readings]]")
    files["steps/hope.toml"] = (text[:first] + text[last:]).encode()

    assert "There is no [[questions]]" in problems(files)
    kept = text[first:last].split("\n\n")[:4]
    files["steps/hope.toml"] = (text[:first] + "\n\n".join(kept) + "\n\n" + text[last:]).encode()
    assert "There are 4 questions. Ask 5 to 8." in problems(files)
