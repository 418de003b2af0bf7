"""Reads YAML into JSON and writes JSON as YAML."""

import json as json_format
import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Item = TypeVar("Item")

_KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[\]{},#&*!|>%@`].*?)\s*:(?:\s+(.*))?""",
    re.DOTALL,
)
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_KEPT = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\s+(?!#)|(?<!\s)#|[^\s#])*""")
_FLOW_SCALAR = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:[^,\[\]{}:]|:(?! |$))+)""",
)
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


def yaml_to_json(yaml: str) -> Any:
    """Read YAML; what is wrong is told with its line."""
    return _Reader(yaml).whole()


def json_to_yaml(json: str) -> str:
    """Write JSON as YAML."""
    try:
        value = json_format.loads(json)
    except ValueError as error:
        raise ValueError(f"This is not JSON: {error}") from error
    return "\n".join(_lines(value)) + "\n" if _is_branch(value) else f"{_written(value)}\n"


class _Reader:
    def __init__(self, yaml: str) -> None:
        self._raw = yaml.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        self._at = 0
        # What is left of a line whose beginning was read: "- a: 1" is a list and then a map.
        self._rest: _Line | None = None

    def whole(self) -> Any:
        first = self._peek()
        if first and first.text == "---":
            self._take()
        value = self._node(0)
        left = self._peek()
        if left and left.text != "...":
            raise _wrong(left.number, f'"{left.text}" does not fit here')
        return value

    def _peek(self) -> _Line | None:
        """The next line that says something."""
        if self._rest:
            return self._rest
        while self._at < len(self._raw):
            line = self._raw[self._at]
            text = _without_comment(line).strip()
            if text:
                blanks = line[: len(line) - len(line.lstrip())]
                if blanks.strip(" "):
                    raise _wrong(self._at + 1, "lines are indented with spaces only")
                return _Line(self._at + 1, len(blanks), text)
            self._at += 1
        return None

    def _take(self) -> None:
        self._rest = None
        self._at += 1

    def _node(self, least: int) -> Any:
        line = self._peek()
        if line is None or line.indent < least:
            return None
        if _is_item(line.text):
            return self._list(line.indent)
        if _KEY.fullmatch(line.text):
            return self._map(line.indent)
        return self._value(line, line.text, least - 1)

    def _list(self, indent: int) -> list[Any]:
        items: list[Any] = []
        line = self._peek()
        while line and line.indent == indent and _is_item(line.text):
            text = line.text[1:].lstrip()
            if text == "":
                self._take()
                items.append(self._node(indent + 1))
            elif _is_item(text) or (_KEY.fullmatch(text) and text[0] not in "[{"):
                self._rest = _Line(line.number, indent + len(line.text) - len(text), text)
                items.append(self._node(indent + 1))
            else:
                items.append(self._value(line, text, indent))
            line = self._peek()
            if line and line.indent > indent:
                raise _wrong(line.number, "it is indented more than the items before")
        return items

    def _map(self, indent: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        line = self._peek()
        while line and line.indent == indent:
            found = _KEY.fullmatch(line.text)
            if found is None or _is_item(line.text):
                raise _wrong(line.number, f'"{line.text}" is no key with a value')
            name, text = found[1], found[2] or ""
            key = _unquoted(name, line.number) if name[0] in "\"'" else name
            if key in entries:
                raise _wrong(line.number, f"the key {key} is there twice")
            if text == "":
                self._take()
                below = self._peek()
                is_list = below and below.indent == indent and _is_item(below.text)
                entries[key] = self._list(indent) if is_list else self._node(indent + 1)
            else:
                entries[key] = self._value(line, text, indent)
            line = self._peek()
            if line and line.indent > indent:
                raise _wrong(line.number, "it is indented more than the keys before")
        return entries

    def _value(self, line: _Line, text: str, indent: int) -> Any:
        """A value that begins on a line; what stands deeper below belongs to it."""
        self._take()
        block = re.fullmatch(r"([|>])([+-]?)", text)
        if block:
            return self._block(indent, block[1] == ">", block[2])
        below = self._peek()
        while below and below.indent > indent and not _is_item(below.text):
            if _is_closed(text) if text[0] in "\"'[{" else _KEY.fullmatch(below.text):
                break
            text += f" {below.text}"
            self._take()
            below = self._peek()
        return _Flow(text, line.number).whole() if text[0] in "[{" else _scalar(text, line.number)

    def _block(self, indent: int, is_folded: bool, chomp: str) -> str:
        """A text of many lines; ``>`` makes one of each paragraph."""
        lines: list[str] = []
        own = 0
        while self._at < len(self._raw):
            line = self._raw[self._at]
            depth = len(line) - len(line.lstrip())
            if line.strip():
                if depth <= indent:
                    break
                own = own or depth
                lines.append(line[min(own, depth) :])
            else:
                lines.append(line[own:])
            self._at += 1
        whole = "\n".join(lines)
        text = whole.rstrip("\n")
        ends = len(whole) - len(text)
        if is_folded:
            text = re.sub(r"(\S)\n(?=\S)", r"\1 ", text).replace("\n\n", "\n")
        if chomp == "-" or text == "":
            return text
        return text + "\n" * (max(1, ends) if chomp == "+" else 1)


class _Flow:
    """Lists in brackets and maps in braces."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._at = 0

    def whole(self) -> Any:
        value = self._value()
        if self._next() != "":
            raise _wrong(self._line, f'"{self._text}" goes on behind its end')
        return value

    def _next(self) -> str:
        while self._text[self._at : self._at + 1] == " ":
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        match self._next():
            case "[":
                return self._items("]", self._value)
            case "{":
                return dict(self._items("}", self._entry))
        return self._scalar()

    def _entry(self) -> tuple[str, Any]:
        key = str(self._scalar())
        if self._next() != ":":
            return key, None
        self._at += 1
        return key, None if self._next() in (",", "}") else self._value()

    def _items(self, end: str, read: Callable[[], Item]) -> list[Item]:
        items: list[Item] = []
        self._at += 1
        while self._next() != end:
            items.append(read())
            sign = self._next()
            if sign == ",":
                self._at += 1
            elif sign != end:
                raise _wrong(self._line, f'"{end}" is missing')
        self._at += 1
        return items

    def _scalar(self) -> Any:
        self._next()
        rest = self._text[self._at :]
        found = _FLOW_SCALAR.match(rest)
        if found is None:
            raise _wrong(self._line, f'a value is missing before "{rest}"')
        self._at += found.end()
        return _scalar(found[0].strip(), self._line)


def _scalar(text: str, line: int) -> Any:
    if text[:1] in ("'", '"'):
        return _unquoted(text, line)
    if text[:1] in ("&", "*", "!"):
        raise _wrong(line, "anchors, aliases and tags are not read")
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text[0] in "tT"
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if re.fullmatch(r"0[xX][0-9a-fA-F]+|0o[0-7]+", text):
        return int(text, 0)
    return text


def _unquoted(text: str, line: int) -> str:
    if _SINGLE.fullmatch(text):
        return text[1:-1].replace("''", "'")
    try:
        return str(json_format.loads(text))
    except ValueError as error:
        raise _wrong(line, f"{text} is not well quoted") from error


def _without_comment(line: str) -> str:
    """A # behind a space begins a comment, but not inside quotes."""
    found = _KEPT.match(line)
    kept = found[0] if found else ""
    is_comment = line[len(kept) :].lstrip().startswith("#")
    return kept if kept == "" or is_comment else line


def _is_closed(text: str) -> bool:
    """Whether quotes and brackets that are opened are closed again."""
    if text[0] == '"':
        return _DOUBLE.fullmatch(text) is not None
    if text[0] == "'":
        return _SINGLE.fullmatch(text) is not None
    bare = _SINGLE.sub("", _DOUBLE.sub("", text))
    return len(re.findall(r"[\[{]", bare)) == len(re.findall(r"[\]}]", bare))


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _wrong(line: int, why: str) -> ValueError:
    return ValueError(f"line {line}: {why}")


def _is_branch(value: Any) -> bool:
    return isinstance(value, (list, dict)) and len(value) > 0


def _lines(value: Any) -> list[str]:
    lines: list[str] = []
    if isinstance(value, list):
        for item in value:
            first, *more = _lines(item) if _is_branch(item) else [_written(item)]
            lines += [f"- {first}", *(f"  {line}" for line in more)]
        return lines
    for name, item in value.items():
        if _is_branch(item):
            lines += [f"{_written(name)}:", *(f"  {line}" for line in _lines(item))]
        else:
            lines.append(f"{_written(name)}: {_written(item)}")
    return lines


def _written(value: Any) -> str:
    """Texts that could be read as something else stand in quotes."""
    if isinstance(value, str):
        is_plain = (
            re.fullmatch(r"[\w/.][\w/. +@%()-]*", value) is not None
            and not value.endswith(" ")
            and isinstance(_scalar(value, 0), str)
            and value.lower() not in ("yes", "no", "on", "off")
        )
        if is_plain:
            return value
    return json_format.dumps(value, ensure_ascii=False)
