"""Finds files of a folder with the same content and says how much room they waste."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict


class DuplicateGroup(TypedDict):
    """Files with the same content; ``wasted`` would be free if one of them were kept."""

    bytes: int
    wasted: int
    files: list[str]


def find_duplicates(folder: str, *, min_bytes: int = 1) -> list[DuplicateGroup]:
    """List groups of files with the same content, those that waste most first."""
    if not Path(folder).is_dir():
        raise ValueError(f"There is no folder {folder}.")
    by_size: dict[int, list[Path]] = defaultdict(list)
    for file in _files_below(Path(folder)):
        size = file.stat().st_size
        if size >= min_bytes:
            by_size[size].append(file)
    groups: list[DuplicateGroup] = []
    for size, members in by_size.items():
        # Files of different size differ: only the others are read.
        if len(members) < 2:
            continue
        by_content: dict[str, list[str]] = defaultdict(list)
        for file in members:
            by_content[_digest(file)].append(str(file))
        groups.extend(
            {"bytes": size, "wasted": size * (len(same) - 1), "files": sorted(same)}
            for same in by_content.values()
            if len(same) > 1
        )
    return sorted(groups, key=lambda group: (-group["wasted"], group["files"][0]))


def wasted_bytes(folder: str, *, min_bytes: int = 1) -> int:
    """Count the bytes that would be free without duplicates."""
    return sum(group["wasted"] for group in find_duplicates(folder, min_bytes=min_bytes))


def _files_below(folder: Path) -> Iterator[Path]:
    """Links are not followed."""
    for entry in folder.iterdir():
        if entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files_below(entry)
        elif entry.is_file():
            yield entry


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
