"""Literal arguments of component tags, checked when the template is compiled.

Django already refuses a misspelt keyword at compile time; this adds the values that have a fixed
vocabulary: icon names, kinds and behaviors.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template import Library, Node, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, Variable

from stepwell.web.shared.icons import UnknownIcon, check_icon

Vocabulary = Mapping[str, Iterable[str]]


def check_literals(tag: str, kwargs: Mapping[str, FilterExpression], allowed: Vocabulary) -> None:
    """Raises:
    TemplateSyntaxError: a literal `icon=` is not vendored, or a literal value is outside the
        argument's vocabulary. Variables pass: they are checked when rendered.
    """
    for name, expression in kwargs.items():
        value = literal(expression)
        if not value:
            continue
        if name == "icon":
            try:
                check_icon(value)
            except UnknownIcon as error:
                raise TemplateSyntaxError(f"{{% {tag} %}}: {error}") from error
        elif name in allowed and value not in allowed[name]:
            known = ", ".join(sorted(word for word in allowed[name] if word))
            raise TemplateSyntaxError(
                f"{{% {tag} %}}: {name}={value!r} is not known; use one of: {known}."
            )


def literal(expression: FilterExpression) -> str | None:
    """The quoted string of a template argument, or None where it is a variable or filtered."""
    if expression.filters or isinstance(expression.var, Variable):
        return None
    return str(expression.var)


def vocabulary(register: Library, **allowed: Iterable[str]) -> Callable[[Any], Any]:
    """Decorator above a `register.*_tag` decorator: also check the tag's literals."""

    def wrap(function: Any) -> Any:
        name = function.__name__
        compile_tag = register.tags[name]

        def compile_checked(parser: Parser, token: Token) -> Node:
            node: Node = compile_tag(parser, token)
            check_literals(name, getattr(node, "kwargs", {}), allowed)
            return node

        register.tag(name, compile_checked)
        return function

    return wrap
