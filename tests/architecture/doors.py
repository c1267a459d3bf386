"""Finds in the source every function through which something can leave as more than a page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "stepwell"
FACES = ("web", "api", "jobs", "actions", "cli")
ALWAYS = {"JsonResponse", "FileResponse", "StreamingHttpResponse", "send_mail", "EmailMessage"}
HTML = "text/html"


def openings_of_all() -> set[str]:
    """As in `domain.disclosures.doors`: file, colon, function."""
    functions = {
        f"{path.relative_to(SOURCE).as_posix()}:{name}"
        for face in FACES
        for path in sorted((SOURCE / face).rglob("*.py"))
        for name in openings(path.read_text())
    }
    pages = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "web").rglob("*.html")
        if is_for_printing(path.name, path.read_text())
    }
    return functions | pages


def is_for_printing(name: str, template: str) -> bool:
    """Whether a page is made to be printed: it has a button for that, or is called so."""
    return "print" in name or 'behavior="print"' in template


def openings(source: str) -> Iterator[str]:
    """The names of the functions of a module that answer with files or data, or send mail."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and any(map(_lets_out, ast.walk(node))):
            yield node.name


def functions_called(source: str, function: str) -> set[str]:
    """The names of all that a function of the module calls or takes."""
    (found,) = (
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    names = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(found) if isinstance(node, ast.Attribute)}


def _lets_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return node.value == "Content-Disposition"
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in ALWAYS:
        return True
    types = [one.value for one in node.keywords if one.arg == "content_type"]
    return name in {"HttpResponse", "render"} and any(not _is_html(one) for one in types)


def _is_html(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and str(value.value).startswith(HTML)
