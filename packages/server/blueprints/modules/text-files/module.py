"""Finds and replaces text in the files of a folder, and splits a file into parts."""

import re
from collections.abc import Iterator
from pathlib import Path


def find_in_files(
    path: str,
    text: str,
    *,
    pattern: bool = False,
    ignore_case: bool = False,
    ending: str | None = None,
) -> str:
    """List the lines in which a text stands, with file and number.

    ``pattern`` says that the text is a regular expression, ``ignore_case`` that capitals count
    as small letters; ``ending`` is how names of the files end.
    """
    expression = _wanted(text) if pattern else re.escape(_wanted(text))
    try:
        wanted = re.compile(expression, re.IGNORECASE if ignore_case else 0)
    except re.error as error:
        raise ValueError(f"{text} is no pattern.") from error
    found: list[str] = []
    for file, content in _texts(path, ending or ""):
        for number, line in enumerate(content.split("\n"), start=1):
            if wanted.search(line):
                found.append(f"{file}:{number}: {line.removesuffix(chr(13))}\n")
    return "".join(found)


def replace_in_files(
    path: str, find: str, replace: str, *, ending: str | None = None, dry_run: bool = False
) -> str:
    """Replace a text, or with ``dry_run`` only say in which files it stands, and how often."""
    _wanted(find)
    found = []
    for file, content in _texts(path, ending or ""):
        count = content.count(find)
        if count == 0:
            continue
        if not dry_run:
            file.write_bytes(content.replace(find, replace).encode())
        found.append(f"{file}: {count}\n")
    return "".join(found)


def split_file(file: str, *, lines: int = 1000) -> str:
    """Write the lines of a file into files beside it, called like it with .001 and so on."""
    if lines < 1:
        raise ValueError("lines must be at least 1.")
    if not Path(file).exists():
        raise ValueError(f"There is no {file}.")
    rows = Path(file).read_bytes().splitlines(keepends=True)
    parts: list[str] = []
    for at in range(0, len(rows), lines):
        part = f"{file}.{len(parts) + 1:03}"
        Path(part).write_bytes(b"".join(rows[at : at + lines]))
        parts.append(part)
    return "".join(f"{part}\n" for part in parts)


def _wanted(text: str) -> str:
    if not text:
        raise ValueError("The text to look for is empty.")
    return text


def _texts(path: str, ending: str) -> Iterator[tuple[Path, str]]:
    """Files and what is in them, by their names; what is no text is passed over."""
    place = Path(path)
    if not place.exists():
        raise ValueError(f"There is no {path}.")
    for file in sorted(_files(place)) if place.is_dir() else [place]:
        if not file.name.endswith(ending):
            continue
        content = file.read_bytes()
        try:
            if b"\0" not in content:
                yield file, content.decode()
        except UnicodeDecodeError:
            continue


def _files(folder: Path) -> Iterator[Path]:
    """What is hidden or a link is passed over."""
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.is_file():
            yield entry
