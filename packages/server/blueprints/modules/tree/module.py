"""Prints a list of paths as a tree, and trees of folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

# Names with what they hold.
Node = dict[str, "Node"]


def path_tree(paths: str, *, depth: int | None = None) -> str:
    """Print paths, a line each, as a tree of ``depth`` levels at most."""
    _check_depth(depth)
    root: Node = {}
    for path in paths.splitlines():
        at = root
        for name in filter(None, path.split("/")):
            at = at.setdefault(name, {})
    return _draw(root, depth)


def data_tree(data: Any) -> str:
    """Print nested dicts and lists as a tree."""
    if not _holds_others(data):
        raise ValueError("The data must be an object or a list.")
    return "".join(f"{line}\n" for line in _data_lines(data))


def _holds_others(value: Any) -> bool:
    return isinstance(value, (Mapping, Sequence)) and not isinstance(value, (str, bytes))


def _data_lines(data: Any) -> Iterator[str]:
    """Count dicts and lists in a list; what holds nothing stands behind its name."""
    named = isinstance(data, Mapping)
    members = list(data.items() if named else enumerate(data))
    for place, (key, member) in enumerate(members, start=1):
        branch, space = ("└── ", "    ") if place == len(members) else ("├── ", "│   ")
        if _holds_others(member):
            yield f"{branch}{key if named else f'[{key}]'}"
            yield from (f"{space}{line}" for line in _data_lines(member))
        else:
            text = _text(member)
            yield branch + (f"{key}: {text}" if named and text else str(key) if named else text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def folder_tree(folder: str, *, depth: int | None = None, hidden: bool = False) -> str:
    """Print the files and folders of a folder as a tree.

    ``hidden`` shows names that begin with a dot.
    """
    _check_depth(depth)
    return _draw(_read_folder(Path(folder), depth, hidden=hidden), depth)


def _check_depth(depth: int | None) -> None:
    if depth is not None and depth < 1:
        raise ValueError("The depth must be at least 1.")


def _read_folder(folder: Path, depth: int | None, *, hidden: bool) -> Node:
    try:
        entries = [entry for entry in folder.iterdir() if hidden or not entry.name.startswith(".")]
    except OSError as error:
        raise ValueError(f"The folder {folder} can not be read.") from error
    deeper = None if depth is None else depth - 1
    return {
        # A link could lead back to where it came from.
        entry.name: _read_folder(entry, deeper, hidden=hidden)
        if entry.is_dir() and not entry.is_symlink() and deeper != 0
        else {}
        for entry in entries
    }


def _draw(nodes: Node, depth: int | None, indent: str = "") -> str:
    if depth == 0:
        return ""
    deeper = None if depth is None else depth - 1
    # What holds others comes first, then by name.
    ordered = sorted(nodes, key=lambda name: (not nodes[name], name.casefold(), name))
    drawn = ""
    for place, name in enumerate(ordered, start=1):
        branch, space = ("└── ", "    ") if place == len(ordered) else ("├── ", "│   ")
        drawn += f"{indent}{branch}{name}\n{_draw(nodes[name], deeper, indent + space)}"
    return drawn
