"""Fills texts such as "Hello {{name}}" with values, with sections for lists and conditions."""

import html as markup
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_TAG = re.compile(r"\{\{\s*([#^]?)\s*([\w.-]+)\s*\}\}")
_MISSING = object()


def render_template(template: str, values: Any, *, html: bool = False) -> str:
    """Fill the places {{name}} of a template with values.

    {{#name}}…{{/name}} repeats for each item of a list or shows when the value is true,
    {{^name}}…{{/name}} when it is false or empty; inside, a dot is the item itself. ``html``
    escapes values for HTML.
    """
    return _render(template, [values], html=html)


def _render(template: str, scope: Sequence[Any], *, html: bool) -> str:
    text = ""
    rest = template
    while tag := _TAG.search(rest):
        kind, name = tag.groups()
        text += rest[: tag.start()]
        rest = rest[tag.end() :]
        value = _look_up(name, scope)
        if not kind:
            text += _write(value, name, html=html)
            continue
        inner, rest = _section(rest, name)
        for item in _items_of(value, inverted=kind == "^"):
            text += _render(inner, [*scope, item], html=html)
    return text + rest


def _section(text: str, name: str) -> tuple[str, str]:
    """What stands in a section, and what follows its end."""
    depth = 1
    for tag in re.finditer(rf"\{{\{{\s*([#^/])\s*{re.escape(name)}\s*\}}\}}", text):
        depth += -1 if tag[1] == "/" else 1
        if depth == 0:
            return text[: tag.start()], text[tag.end() :]
    raise ValueError(f"The section {name} is never closed.")


def _items_of(value: Any, *, inverted: bool) -> list[Any]:
    """The items that a section is shown for."""
    if isinstance(value, list):
        items = value
    else:
        empty = value is _MISSING or value is None or value is False or value == ""
        items = [] if empty else [value]
    if inverted:
        return [] if items else [None]
    return items


def _look_up(name: str, scope: Sequence[Any]) -> Any:
    if name == ".":
        return scope[-1]
    for values in reversed(scope):
        found = values
        for part in name.split("."):
            found = found.get(part, _MISSING) if isinstance(found, Mapping) else _MISSING
        if found is not _MISSING:
            return found
    return _MISSING


def _write(value: Any, name: str, *, html: bool) -> str:
    if value is _MISSING:
        raise ValueError(f"There is no value for {name}.")
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return markup.escape(text) if html else text
