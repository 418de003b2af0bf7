"""Turns Markdown into HTML that is safe to show, and lists its headings."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypedDict

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+(.*)")
_QUOTE = re.compile(r"\s*>\s?")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^()\s]*(?:\([^()]*\))?[^()\s]*)\)")
# Addresses of other kinds, such as javascript:, could run something.
_SAFE_ADDRESS = re.compile(r"(https?:|mailto:|[^:]*$)", re.IGNORECASE)

# The HTML of a block, and the number of the line behind it.
Block = tuple[str, int]


class Heading(TypedDict):
    # 1 to 6.
    level: int
    text: str


def markdown_to_html(markdown: str) -> str:
    """Turn Markdown into HTML; HTML in the source is shown as text."""
    return _blocks(markdown.replace("\r\n", "\n").split("\n"))


def list_headings(markdown: str) -> list[Heading]:
    """List the headings of a Markdown text."""
    headings: list[Heading] = []
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif not in_code and (found := _HEADING.fullmatch(line)):
            text = re.sub("[*_`]", "", found[2])
            headings.append({"level": len(found[1]), "text": text})
    return headings


def _blocks(lines: Sequence[str]) -> str:
    html = ""
    at = 0
    while at < len(lines):
        block, at = _block(lines, at)
        html += block
    return html


def _block(lines: Sequence[str], at: int) -> Block:
    line = lines[at]
    if not line.strip():
        return "", at + 1
    if heading := _HEADING.fullmatch(line):
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>\n", at + 1
    if line.startswith("```"):
        return _code(lines, at)
    if _RULE.fullmatch(line):
        return "<hr>\n", at + 1
    if _QUOTE.match(line):
        end = _end(lines, at, lambda text: _QUOTE.match(text) is not None)
        inner = [_QUOTE.sub("", text, count=1) for text in lines[at:end]]
        return f"<blockquote>\n{_blocks(inner)}</blockquote>\n", end
    if _ITEM.fullmatch(line):
        return _list(lines, at)
    if "|" in line and at + 1 < len(lines) and _TABLE_RULE.fullmatch(lines[at + 1]):
        return _table(lines, at)
    end = _end(lines, at, lambda text: text.strip() != "" and not _starts_block(text))
    text = "\n".join(part.strip() for part in lines[at:end])
    return f"<p>{_inline(text)}</p>\n", end


def _starts_block(line: str) -> bool:
    forms = (_HEADING, _RULE, _ITEM)
    if line.startswith("```") or _QUOTE.match(line):
        return True
    return any(form.fullmatch(line) for form in forms)


def _end(lines: Sequence[str], start: int, goes_on: Callable[[str], bool]) -> int:
    end = start
    while end < len(lines) and goes_on(lines[end]):
        end += 1
    return end


def _code(lines: Sequence[str], at: int) -> Block:
    language = lines[at][3:].strip()
    end = _end(lines, at + 1, lambda text: not text.startswith("```"))
    code = "".join(f"{_escaped(line)}\n" for line in lines[at + 1 : end])
    name = f' class="language-{_escaped(language)}"' if language else ""
    return f"<pre><code{name}>{code}</code></pre>\n", end + 1


def _list(lines: Sequence[str], at: int) -> Block:
    first = _ITEM.fullmatch(lines[at])
    indent = first[1] if first else ""
    tag = "ol" if first and first[2][0].isdigit() else "ul"
    items = []
    while at < len(lines):
        item = _ITEM.fullmatch(lines[at])
        if item is None or len(item[1]) != len(indent):
            break
        end = _end(lines, at + 1, lambda text: _is_deeper(text, len(indent)))
        inner = lines[at + 1 : end]
        items.append(f"{_inline(item[3])}\n{_blocks(inner)}" if inner else _inline(item[3]))
        at = end
    body = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<{tag}>\n{body}</{tag}>\n", at


def _is_deeper(line: str, indent: int) -> bool:
    return line.strip() != "" and len(line) - len(line.lstrip()) > indent


def _table(lines: Sequence[str], at: int) -> Block:
    end = _end(lines, at, lambda text: "|" in text)
    styles = [_alignment(cell) for cell in _cells(lines[at + 1])]

    def row(line: str, tag: str) -> str:
        cells = _cells(line)
        known = [*styles, *[""] * len(cells)]
        shown = (
            f"<{tag}{style}>{_inline(cell)}</{tag}>"
            for cell, style in zip(cells, known, strict=False)
        )
        return f"<tr>{''.join(shown)}</tr>\n"

    head = f"<thead>\n{row(lines[at], 'th')}</thead>\n"
    body = "".join(row(line, "td") for line in lines[at + 2 : end])
    return f"<table>\n{head}<tbody>\n{body}</tbody>\n</table>\n", end


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]


def _alignment(rule: str) -> str:
    if not rule.endswith(":"):
        return ""
    return f' style="text-align: {"center" if rule.startswith(":") else "right"}"'


def _inline(text: str) -> str:
    # Code first, so that nothing inside it is read as a mark.
    parts = re.split("(`[^`]+`)", text)
    return "".join(
        f"<code>{_escaped(part[1:-1])}</code>" if at % 2 else _marked(part)
        for at, part in enumerate(parts)
    )


def _marked(text: str) -> str:
    # Links are kept aside, behind characters for private use: nothing in them is a mark.
    links: list[str] = []

    def keep(found: re.Match[str]) -> str:
        links.append(_link(found[1] == "!", found[2], found[3]))
        return f"\ue000{len(links) - 1}\ue000"

    html = _escaped(_LINK.sub(keep, text))
    for form, tag in (
        (r"\*\*(?=\S)(.+?)(?<=\S)\*\*", "strong"),
        (r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", "strong"),
        (r"\*(?=\S)(.+?)(?<=\S)\*", "em"),
        (r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", "em"),
        (r"~~(?=\S)(.+?)(?<=\S)~~", "del"),
    ):
        html = re.sub(form, rf"<{tag}>\1</{tag}>", html, flags=re.DOTALL)
    return re.sub("\ue000(\\d+)\ue000", lambda found: links[int(found[1])], html)


def _link(is_image: bool, label: str, address: str) -> str:
    is_safe = _SAFE_ADDRESS.match(address) is not None
    if is_image:
        if not is_safe:
            return _escaped(label)
        return f'<img src="{_escaped(address)}" alt="{_escaped(label)}">'
    return f'<a href="{_escaped(address)}">{_marked(label)}</a>' if is_safe else _marked(label)


def _escaped(text: str) -> str:
    return escape(text).replace("&#x27;", "'")
