"""Flattens, queries and compares JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, TypedDict


class _Path(TypedDict):
    path: str


class Difference(_Path, total=False):
    """A value that differs; what is missing on one side has no member for it."""

    before: Any
    after: Any


def flatten_json(json_text: str, *, separator: str = ".") -> dict[str, Any]:
    """Turn nested JSON into one level with paths as names."""
    return dict(_leaves(_read(json_text), "", separator))


def unflatten_json(json_text: str, *, separator: str = ".") -> Any:
    """Turn paths back into nested JSON; members whose names are 0, 1, 2 … make a list."""
    flat = _read(json_text)
    if not isinstance(flat, dict):
        raise ValueError("The JSON must be an object.")
    root: dict[str, Any] = {}
    for path, value in flat.items():
        *names, last = path.split(separator)
        branch = root
        for name in names:
            if not isinstance(branch.get(name), dict):
                branch[name] = {}
            branch = branch[name]
        branch[last] = value
    return _with_lists(root)


def query_json(path: str, json_text: str) -> Any:
    """Find the value at a path such as users[0].name; * stands for every member."""
    dotted = re.sub(r"\[(\w+|\*)\]", r".\1", path)
    return _find(_read(json_text), [name for name in dotted.split(".") if name])


def format_json(json_text: str, *, indent: int = 2, sorted: bool = False) -> str:
    """Write JSON with one member a line, or as short as can be."""
    if indent < 0:
        raise ValueError("The indent must not be below zero.")
    short = indent == 0
    return json.dumps(
        _read(json_text),
        ensure_ascii=False,
        indent=None if short else indent,
        separators=(",", ":") if short else None,
        sort_keys=sorted,
    )


def diff_json(before: str, after: str) -> list[Difference]:
    """List what differs between two JSON values."""
    left = dict(_leaves(_read(before), "", "."))
    right = dict(_leaves(_read(after), "", "."))
    differences = []
    for path in dict.fromkeys(chain(left, right)):
        if path in left and path in right and _same(left[path], right[path]):
            continue
        difference: Difference = {"path": path}
        if path in left:
            difference["before"] = left[path]
        if path in right:
            difference["after"] = right[path]
        differences.append(difference)
    return differences


def merge_json(base: str, changes: str) -> Any:
    """Put one JSON value over another: objects member by member, everything else as a whole."""
    return _merged(_read(base), _read(changes))


def _merged(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    members = dict(below)
    for name, value in above.items():
        members[name] = _merged(members[name], value) if name in members else value
    return members


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"This is not JSON: {error}.") from error


def _same(left: Any, right: Any) -> bool:
    """Tell true from 1, which are equal in Python."""
    return json.dumps(left) == json.dumps(right)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(place), member) for place, member in enumerate(value))


def _leaves(value: Any, path: str, separator: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, (dict, list)) or not value:
        yield path, value
        return
    for name, member in _members(value):
        yield from _leaves(member, f"{path}{separator}{name}" if path else name, separator)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    members = {name: _with_lists(member) for name, member in value.items()}
    in_order = [str(place) for place in range(len(members))]
    return list(members.values()) if members and list(members) == in_order else members


def _find(value: Any, names: list[str]) -> Any:
    if not names:
        return value
    name, *rest = names
    members = dict(_members(value))
    if name == "*" and isinstance(value, (dict, list)):
        return [_find(member, rest) for member in members.values()]
    return _find(members[name], rest) if name in members else None
