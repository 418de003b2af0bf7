"""Renames many files of a folder by a pattern, after showing what would change."""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TypedDict

PlannedRename = TypedDict("PlannedRename", {"from": str, "to": str})


def plan_renames(names: Sequence[str], find: str, replace: str) -> list[PlannedRename]:
    """Say how names would change.

    A text or /pattern/ is replaced, {n} counts, {name} and {ext} are the parts of the name,
    {lower} is the name in small letters.
    """
    return [{"from": old, "to": new} for old, new in _planned(names, find, replace, {})]


def rename_files(folder: str, find: str, replace: str, *, dry_run: bool = True) -> str:
    """Rename the files of a folder, or only show what would change.

    ``dry_run`` only shows it, which holds unless it is false.
    """
    place = Path(folder)
    if not place.is_dir():
        raise ValueError(f"There is no folder {folder}.")
    files = {path.name for path in place.iterdir() if path.is_file() and not path.is_symlink()}
    others = {path.name for path in place.iterdir()} - files
    renames = _planned(list(files), find, replace, {name: _day(place / name) for name in files})
    for _, new in renames:
        if new in others:
            raise ValueError(f"There is already something called {new}.")
    if not dry_run:
        # Names may be exchanged: all leave their old one first.
        for at, (old, _) in enumerate(renames):
            (place / old).rename(place / f".{at}.renaming")
        for at, (_, new) in enumerate(renames):
            (place / f".{at}.renaming").rename(place / new)
    return "".join(f"{old} → {new}\n" for old, new in renames)


def _planned(
    names: Sequence[str], find: str, replace: str, dates: Mapping[str, str]
) -> list[tuple[str, str]]:
    wanted = _pattern_in(find)
    renames: list[tuple[str, str]] = []
    count = 0
    for old in sorted(names):
        if find and not wanted.search(old):
            continue
        count += 1
        pattern = _filled(replace, old, count, dates.get(old, ""))
        new = wanted.sub(partial(_expanded, pattern), old) if find else pattern
        if new != old:
            renames.append((old, new))
    moved = {old for old, _ in renames}
    taken = {name for name in names if name not in moved}
    for _, new in renames:
        if new in {"", ".", ".."} or re.search(r"[/\\\0]", new):
            raise ValueError(f'"{new}" is no name of a file.')
        if new in taken:
            raise ValueError(f"Two files would both be {new}.")
        taken.add(new)
    return renames


def _filled(replace: str, old: str, count: int, date: str) -> str:
    """The replacement with the parts of a name in their places."""
    ext = os.path.splitext(old)[1][1:]
    name = old[: -len(ext) - 1] if ext else old
    parts = {"n": str(count), "name": name, "lower": name.lower(), "ext": ext, "date": date}
    return re.sub(r"\{(n|name|lower|ext|date)\}", lambda match: parts[match[1]], replace)


def _expanded(text: str, match: re.Match[str]) -> str:
    """The text with $1 and the like as what was found there."""
    groups = [found or "" for found in match.groups()]

    def group(reference: re.Match[str]) -> str:
        at = int(reference[1])
        return groups[at - 1] if 0 < at <= len(groups) else reference[0]

    return re.sub(r"\$(\d)", group, text)


def _pattern_in(find: str) -> re.Pattern[str]:
    """A text as it stands, or a pattern between slashes."""
    found = re.fullmatch(r"/(.+)/(i?)", find, re.DOTALL)
    if not found:
        return re.compile(re.escape(find))
    try:
        return re.compile(found[1], re.IGNORECASE if found[2] else 0)
    except re.error as error:
        raise ValueError(f"{find} is no pattern.") from error


def _day(file: Path) -> str:
    """The day of its last change, YYYY-MM-DD."""
    return datetime.fromtimestamp(file.stat().st_mtime, timezone.utc).date().isoformat()
