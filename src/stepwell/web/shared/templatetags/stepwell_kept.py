"""`{% kept "name" value … %}…{% endkept %}`: a part of a page, rendered once per process.

The name is the part's own: two parts must not share one. For chrome that is the same for
every visitor: it may depend on the named values, the language and the settings, and on
nothing else (no request, no nonce, no person). Without it a page's chrome costs more
than its meetings.
"""

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 512
_kept: dict[tuple[object, ...], SafeString] = {}


class KeptNode(template.Node):
    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        if settings.DEBUG:
            return self.nodelist.render(context)
        values = tuple(str(value.resolve(context)) for value in self.values)
        key = (self.name, get_language(), *values)
        kept = _kept.get(key)
        if kept is None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            kept = _kept[key] = self.nodelist.render(context)
        return kept


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    tag, *bits = token.split_contents()
    if not bits:
        raise template.TemplateSyntaxError(f"{{% {tag} %}} needs a name in quotes.")
    values = [parser.compile_filter(bit) for bit in bits[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(bits[0], values, nodelist)
