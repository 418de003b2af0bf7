"""Reads TOML into JSON and writes JSON as TOML."""

import json as json_format
import math
import re
from datetime import date
from typing import Any, Literal

_DATE = re.compile(
    r"(?:(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?"
    r"|(\d\d):(\d\d):(\d\d)(?:\.\d+)?)(?=[\s,\]}#]|$)",
    re.ASCII,
)
_WHOLE = re.compile(r"[+-]?(?:0|[1-9](?:_?[0-9])*)")
_FLOAT = re.compile(
    r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?"
)
_BASED = re.compile(r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANKS = re.compile(r"[ \t]*(?:#[^\n]*)?")
_BREAKS = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_FOLD = re.compile(r"[ \t]*\n\s*")
_WORD = re.compile(r"[^\s,\]}#=]*")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def toml_to_json(toml: str) -> dict[str, Any]:
    """Read TOML; what is wrong is told with its line."""
    return {name: _plain(node) for name, node in _Reader(toml).whole().entries.items()}


def json_to_toml(json: str) -> str:
    """Write a JSON object as TOML."""
    try:
        value = json_format.loads(json)
    except ValueError as error:
        raise ValueError(f"This is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("Only an object can be written as TOML.")
    blocks: list[str] = []
    _write_table(value, [], blocks, "")
    return "\n\n".join(blocks) + "\n" if blocks else ""


class _Table:
    """A table while it is read.

    It was made by a header of its own, by the dots of a key, in one line, or only on the way to
    another.
    """

    def __init__(self, made: Literal["header", "dots", "inline", "passing"]) -> None:
        self.made = made
        self.entries: dict[str, Any] = {}

    def close(self) -> None:
        """Take no more, as what is written in one line."""
        self.made = "inline"
        for node in self.entries.values():
            if isinstance(node, _Table):
                node.close()


class _Tables:
    """``[[name]]``, as often as it stood there."""

    def __init__(self) -> None:
        self.items: list[_Table] = []


def _plain(node: Any) -> Any:
    if isinstance(node, _Table):
        return {name: _plain(inner) for name, inner in node.entries.items()}
    if isinstance(node, _Tables):
        return [_plain(table) for table in node.items]
    return [_plain(item) for item in node] if isinstance(node, list) else node


class _Reader:
    def __init__(self, toml: str) -> None:
        self._text = toml.removeprefix("\ufeff").replace("\r\n", "\n")
        self._at = 0

    def whole(self) -> _Table:
        root = _Table("header")
        current = root
        self._skip(_BREAKS)
        while self._at < len(self._text):
            if self._takes("[["):
                current = self._header(root, many=True)
            elif self._takes("["):
                current = self._header(root, many=False)
            else:
                self._pair(current)
            self._skip(_BLANKS)
            if self._at < len(self._text) and self._text[self._at] != "\n":
                raise self._wrong("nothing more can stand here")
            self._skip(_BREAKS)
        return root

    def _header(self, root: _Table, *, many: bool) -> _Table:
        *keys, last = self._keys()
        end = "]]" if many else "]"
        if not self._takes(end):
            raise self._wrong(f"{end} is missing")
        table = root
        for key in keys:
            table = self._inside(table.entries.setdefault(key, _Table("passing")), key)
        own = _Table("header")
        found = table.entries.get(last)
        if many:
            if found is None:
                found = table.entries[last] = _Tables()
            if not isinstance(found, _Tables):
                raise self._wrong(f"{last} is there already")
            found.items.append(own)
            return own
        if isinstance(found, _Table) and found.made == "passing":
            found.made = "header"
            return found
        if found is not None:
            raise self._wrong(f"{last} is there already")
        table.entries[last] = own
        return own

    def _inside(self, node: Any, key: str) -> _Table:
        """Give the table to go on in; of several the last."""
        table = node.items[-1] if isinstance(node, _Tables) else node
        if isinstance(table, _Table) and table.made != "inline":
            return table
        raise self._wrong(f"{key} takes no more")

    def _pair(self, into: _Table) -> None:
        *keys, last = self._keys()
        table = into
        for key in keys:
            inner = table.entries.setdefault(key, _Table("dots"))
            if not isinstance(inner, _Table) or inner.made in ("header", "inline"):
                raise self._wrong(f"{key} takes no more")
            table = inner
        if last in table.entries:
            raise self._wrong(f"{last} is there already")
        if not self._takes("="):
            raise self._wrong("= is missing behind the key")
        self._skip(_BLANKS)
        table.entries[last] = self._value()

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_BLANKS)
            quote = self._text[self._at : self._at + 1]
            if quote in ('"', "'"):
                keys.append(self._line(quote))
            else:
                key = _KEY.match(self._text, self._at)
                if not key:
                    raise self._wrong("a key is missing")
                self._at = key.end()
                keys.append(key[0])
            self._skip(_BLANKS)
            if not self._takes("."):
                return keys

    def _value(self) -> Any:
        for quotes in ('"""', "'''"):
            if self._takes(quotes):
                return self._lines(quotes)
        sign = self._text[self._at : self._at + 1]
        if sign in ('"', "'"):
            return self._line(sign)
        if self._takes("["):
            return self._list()
        return self._inline() if self._takes("{") else self._bare()

    def _list(self) -> list[Any]:
        items: list[Any] = []
        while True:
            self._skip(_BREAKS)
            if self._takes("]"):
                return items
            items.append(self._value())
            self._skip(_BREAKS)
            if self._takes("]"):
                return items
            if not self._takes(","):
                raise self._wrong("] is missing")

    def _inline(self) -> _Table:
        table = _Table("dots")
        self._skip(_BLANKS)
        if not self._takes("}"):
            while True:
                self._pair(table)
                self._skip(_BLANKS)
                if not self._takes(","):
                    break
            if not self._takes("}"):
                raise self._wrong("} is missing")
        table.close()
        return table

    def _bare(self) -> Any:
        moment = _DATE.match(self._text, self._at)
        if moment:
            if not _is_moment(moment):
                raise self._wrong(f"{moment[0]} is no date or time")
            self._at = moment.end()
            return moment[0]
        found = _WORD.match(self._text, self._at)
        word = found[0] if found else ""
        if word == "":
            raise self._wrong("a value is missing")
        value = self._number(word)
        self._at += len(word)
        return value

    def _number(self, word: str) -> Any:
        if word in ("true", "false"):
            return word == "true"
        if word.lstrip("+-") in ("inf", "nan"):
            raise self._wrong(f"JSON has no {word}")
        if _BASED.fullmatch(word):
            return self._whole_number(word, 0)
        if _WHOLE.fullmatch(word):
            return self._whole_number(word, 10)
        value = float(word.replace("_", "")) if _FLOAT.fullmatch(word) else math.nan
        if not math.isfinite(value):
            raise self._wrong(f"{word} is no value")
        return value

    def _whole_number(self, word: str, base: int) -> int:
        # A number of more digits is not even read.
        value = int(word.replace("_", ""), base) if len(word) < 100 else 2**63
        if not -(2**63) <= value < 2**63:
            raise self._wrong(f"{word} is too large")
        return value

    def _line(self, quote: str) -> str:
        self._at += 1
        text = ""
        while True:
            sign = self._text[self._at : self._at + 1]
            if sign in ("", "\n"):
                raise self._wrong("a quote is not closed")
            self._at += 1
            if sign == quote:
                return text
            text += self._escaped() if sign == "\\" and quote == '"' else sign

    def _lines(self, quotes: str) -> str:
        """Read a text of many lines; a break right behind the quotes is none of it."""
        start = self._at
        self._takes("\n")
        text = ""
        while True:
            if self._takes(quotes):
                # Up to two more quotes belong to the text.
                for _ in range(2):
                    text += quotes[0] if self._takes(quotes[0]) else ""
                return text
            sign = self._text[self._at : self._at + 1]
            if sign == "":
                self._at = start
                raise self._wrong("quotes are not closed")
            self._at += 1
            fold = _FOLD.match(self._text, self._at)
            if sign != "\\" or quotes == "'''":
                text += sign
            elif fold:
                self._at = fold.end()
            else:
                text += self._escaped()

    def _escaped(self) -> str:
        """Give what stands behind a backslash."""
        sign = self._text[self._at : self._at + 1]
        size = {"u": 4, "U": 8}.get(sign, 0)
        code = self._text[self._at + 1 : self._at + 1 + size]
        self._at += 1 + size
        if size and re.fullmatch(rf"[0-9A-Fa-f]{{{size}}}", code):
            number = int(code, 16)
            if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:
                return chr(number)
        if sign not in _ESCAPES or size:
            raise self._wrong(f"\\{sign} means nothing")
        return _ESCAPES[sign]

    def _takes(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _skip(self, blanks: re.Pattern[str]) -> None:
        found = blanks.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _wrong(self, why: str) -> ValueError:
        return ValueError(f"line {self._text.count(chr(10), 0, self._at) + 1}: {why}")


def _is_moment(moment: re.Match[str]) -> bool:
    """Whether there is such a day and such a time; either may be missing."""
    year, month, day, *times = moment.groups()
    hour, minute, second = [int(part) for part in times if part is not None] or [0, 0, 0]
    try:
        if year is not None:
            # There is a year 0 here, which is as long as that of 2000.
            date(int(year) or 2000, int(month), int(day))
    except ValueError:
        return False
    return hour < 24 and minute < 60 and second <= 60


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(one, dict) for one in value)


def _write_table(value: dict[str, Any], path: list[str], blocks: list[str], header: str) -> None:
    """Write the plain values first: what stands behind a header belongs to it."""
    further = {name: one for name, one in value.items() if isinstance(one, dict) or _is_tables(one)}
    plain = [f"{_key(name)} = {_text(one)}" for name, one in value.items() if name not in further]
    # A header of nothing but further tables is theirs already.
    head = header != "" and (plain != [] or not further or header.startswith("[["))
    block = [header, *plain] if head else plain
    if block:
        blocks.append("\n".join(block))
    for name, one in further.items():
        own = [*path, _key(name)]
        if isinstance(one, dict):
            _write_table(one, own, blocks, f"[{'.'.join(own)}]")
        else:
            for item in one:
                _write_table(item, own, blocks, f"[[{'.'.join(own)}]]")


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    return json_format.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(value: Any) -> str:
    if value is None:
        raise ValueError("TOML has no null.")
    if isinstance(value, list):
        return f"[{', '.join(_text(item) for item in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_text(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return repr(float(value))
    return json_format.dumps(value)
