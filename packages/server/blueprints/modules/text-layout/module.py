"""Wraps, justifies, centres, indents and shortens text, and puts it into boxes."""

import re

_ALIGNMENTS = ("left", "right", "center", "justify")


def wrap_text(text: str, *, width: int = 80, align: str = "left", indent: int = 0) -> str:
    """Break lines at a width; an empty line parts paragraphs."""
    if not 1 <= width <= 1000:
        raise ValueError("A line has 1 to 1000 letters.")
    if align not in _ALIGNMENTS:
        raise ValueError(f"{align} is not one of {', '.join(_ALIGNMENTS)}.")
    room = max(1, width - indent)
    wrapped = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = _lines_of(paragraph.split(), room)
        wrapped.append(
            "".join(
                f"{' ' * indent}{_put(line, room, align, at == len(lines) - 1)}\n"
                for at, line in enumerate(lines)
            )
        )
    return "\n".join(wrapped)


def shorten_text(text: str, length: int) -> str:
    """Cut a text at a length, between words where it can."""
    if length < 1:
        raise ValueError("The length is at least 1.")
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if re.search(r"\s", cut) and not text[length - 1].isspace():
        cut = re.sub(r"\s+\S*$", "", cut)
    return f"{cut.rstrip()}…"


def box_text(text: str) -> str:
    """Put a box around a text."""
    lines = text.removesuffix("\n").split("\n")
    width = max(len(line) for line in lines)
    edge = "─" * (width + 2)
    body = "".join(f"│ {line:<{width}} │\n" for line in lines)
    return f"┌{edge}┐\n{body}└{edge}┘\n"


def _put(line: str, width: int, align: str, is_last: bool) -> str:
    match align:
        case "right":
            return line.rjust(width)
        case "center":
            return " " * ((width - len(line)) // 2) + line
        case "justify" if not is_last:
            return _spread(line, width)
    return line


def _lines_of(words: list[str], width: int) -> list[str]:
    """Words into lines; those longer than a line are broken."""
    lines: list[str] = []
    for word in words:
        for start in range(0, len(word), width):
            piece = word[start : start + width]
            if lines and len(lines[-1]) + 1 + len(piece) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _spread(line: str, width: int) -> str:
    """Spaces between words so that the line is as long as it may be, those on the left first."""
    words = line.split(" ")
    gaps = len(words) - 1
    if gaps == 0:
        return line
    each, more = divmod(width - sum(len(word) for word in words), gaps)
    spaced = (word + " " * (each + (at < more)) for at, word in enumerate(words[:-1]))
    return "".join(spaced) + words[-1]
