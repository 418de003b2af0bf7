"""Finds links of Markdown files that lead nowhere, to files and to headings."""

import os
import re
from pathlib import Path
from typing import TypedDict
from urllib.parse import unquote


class MarkdownLink(TypedDict):
    """A link or an image, and its line."""

    line: int
    target: str


class BrokenLink(TypedDict):
    """A link that leads nowhere; ``missing`` is ``file`` or ``heading``."""

    file: str
    line: int
    target: str
    missing: str


_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))")
_INLINE = re.compile(r"\]\(\s*(?:<([^>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))[^)]*\)")


def links_in(markdown: str) -> list[MarkdownLink]:
    """List the links and images of a Markdown text with their lines; code is left out."""
    found: list[MarkdownLink] = []
    for line, text in enumerate(_prose_lines(markdown), 1):
        definition = _DEFINITION.match(text)
        matches = [*([definition] if definition else []), *_INLINE.finditer(text)]
        found.extend({"line": line, "target": match[1] or match[2] or ""} for match in matches)
    return found


def broken_links(folder: str) -> list[BrokenLink]:
    """List the links of the Markdown files of a folder that lead to no file or to no heading."""
    broken: list[BrokenLink] = []
    for file, link in _links_below(folder):
        line, target = link["line"], link["target"]
        if missing := _what_is_missing(Path(folder, file), target):
            broken.append({"file": file, "line": line, "target": target, "missing": missing})
    return broken


def check_links(folder: str) -> str:
    """Count the links of a folder; ``ValueError`` has a line for each that is broken."""
    if broken := broken_links(folder):
        lines = [
            f"{one['file']}:{one['line']}: {one['target']}: there is no such {one['missing']}"
            for one in broken
        ]
        raise ValueError("\n".join(["Broken links:", *lines]))
    return f"Links that lead somewhere: {len(_links_below(folder))}\n"


def _links_below(folder: str) -> list[tuple[str, MarkdownLink]]:
    """Addresses of other places are not looked at."""
    if not Path(folder).is_dir():
        raise ValueError(f"There is no folder {folder}.")
    found: list[tuple[str, MarkdownLink]] = []
    for path in _markdown_files(Path(folder)):
        file = str(path.relative_to(folder))
        for link in links_in(path.read_text(encoding="utf-8")):
            target = link["target"]
            if target and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
                found.append((file, link))
    return found


def _markdown_files(folder: Path) -> list[Path]:
    """Links to folders are not followed, and what others wrote is left out."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("node_modules", ".git")]
        found.extend(Path(place, name) for name in names if _is_markdown(name))
    return sorted(found)


def _is_markdown(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown"))


def _what_is_missing(file: Path, target: str) -> str | None:
    path, _, anchor = target.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    place = file.parent / path if path else file
    if not place.exists():
        return "file"
    if not anchor or not _is_markdown(place.name):
        return None
    return None if anchor.lower() in _anchors_of(place.read_text(encoding="utf-8")) else "heading"


def _anchors_of(markdown: str) -> set[str]:
    """Names that headings have on GitHub and elsewhere, and those that are given by hand."""
    anchors: set[str] = set()
    counts: dict[str, int] = {}
    lines = _prose_lines(markdown)
    for text, below in zip(lines, [*lines[1:], ""], strict=True):
        anchors.update(name.lower() for name in re.findall(r'\b(?:id|name)="([^"]+)"', text))
        marked = re.fullmatch(r" {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*", text)
        is_underlined = text.strip() and re.fullmatch(r"(?:=+|-+)\s*", below)
        if not marked and not is_underlined:
            continue
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", marked[1] if marked else text)
        name = re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))
        count = counts.get(name, 0)
        counts[name] = count + 1
        anchors.add(f"{name}-{count}" if count else name)
    return anchors


def _prose_lines(markdown: str) -> list[str]:
    """Lines, with nothing in place of code; in headings code stands for itself."""
    fence = ""
    lines: list[str] = []
    for text in markdown.splitlines():
        found = re.match(r" {0,3}(`{3,}|~{3,})", text)
        mark = found[1] if found else ""
        if fence:
            if mark.startswith(fence) and text.strip() == mark:
                fence = ""
            lines.append("")
        elif mark:
            fence = mark
            lines.append("")
        else:
            lines.append(text if re.match(r" {0,3}#", text) else re.sub(r"`[^`]*`", "", text))
    return lines
