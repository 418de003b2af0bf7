"""Deletes the files of a folder that have become old, and says which."""

import time
from collections.abc import Iterator
from pathlib import Path

_SECONDS_OF_DAY = 86_400


def clean_folder(
    folder: str, days: float, *, ending: str | None = None, dry_run: bool = False
) -> str:
    """Delete the files of a folder, and of those in it, that have not changed for some days.

    ``ending`` is how names of the files end, such as ``.log`` (all files if not given); ``dry_run``
    only says what would be deleted.
    """
    if not days >= 0:
        raise ValueError("The days may not be negative.")
    if not Path(folder).is_dir():
        raise ValueError(f"There is no folder {folder}.")
    oldest = time.time() - days * _SECONDS_OF_DAY
    old = [file for file in _aged(Path(folder), oldest) if file.name.endswith(ending or "")]
    if not dry_run:
        for file in old:
            file.unlink(missing_ok=True)
    return "".join(f"{file}\n" for file in old)


def _aged(folder: Path, oldest: float) -> Iterator[Path]:
    """By the alphabet. Links are left alone, and not followed."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _aged(path, oldest)
        elif path.is_file() and path.stat().st_mtime < oldest:
            yield path
