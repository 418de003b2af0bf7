"""Says how much room the files and folders of a folder take, the largest first."""

import math
from pathlib import Path

_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def disk_usage(folder: str, *, top: int = 20, bytes: bool = False) -> str:
    """List what stands in a folder with its size, the largest first, and the total.

    ``bytes`` gives bytes rather than rounded sizes.
    """
    if top < 1:
        raise ValueError("top must be at least 1.")
    if not Path(folder).is_dir():
        raise ValueError(f"There is no folder {folder}.")
    entries = [
        (_size_of(entry), entry.name + ("/" if _is_folder(entry) else ""))
        for entry in Path(folder).iterdir()
    ]
    entries.sort(key=lambda entry: (-entry[0], entry[1]))
    lines = [*entries[:top], (sum(size for size, _ in entries), "total")]
    sizes = [str(size) if bytes else size_text(size) for size, _ in lines]
    width = max(map(len, sizes))
    return "".join(
        f"{size.rjust(width)}  {name}\n" for size, (_, name) in zip(sizes, lines, strict=True)
    )


def size_text(bytes: int) -> str:
    """Write bytes as people read them, in units of 1024."""
    if bytes < 0:
        raise ValueError("A size is not negative.")
    unit = 0 if bytes == 0 else min(len(_UNITS) - 1, int(math.log2(bytes) / 10))
    rounded = math.floor(bytes / 1024**unit * 10 + 0.5) / 10
    return f"{rounded:g} {_UNITS[unit]}"


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _size_of(path: Path) -> int:
    """Of a file its length, of a folder all that is in it; links count as themselves."""
    if _is_folder(path):
        return sum(map(_size_of, path.iterdir()))
    return path.lstat().st_size
