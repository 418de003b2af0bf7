"""Packs a folder into a dated archive and keeps the last ones."""

import re
import tarfile
from datetime import datetime, timezone
from pathlib import Path


def backup_folder(folder: str, to: str, *, keep: int = 7) -> str:
    """Pack a folder into an archive with the time in its name; give the path of the archive.

    All but the last ``keep`` archives of the folder are deleted.
    """
    if keep < 1:
        raise ValueError("keep must be at least 1.")
    source, target = Path(folder), Path(to)
    if not source.is_dir():
        raise ValueError(f"There is no folder {folder}.")
    if target.resolve().is_relative_to(source.resolve()):
        raise ValueError("Archives may not be kept inside the folder that they are of.")
    target.mkdir(parents=True, exist_ok=True)
    name = source.resolve().name
    moment = datetime.now(timezone.utc)
    archive = target / f"{name}-{moment:%Y-%m-%dT%H-%M-%S}-{moment.microsecond // 1000:03d}Z.tar.gz"
    # Whole or not at all: nobody takes half an archive for a backup.
    part = archive.with_name(f"{archive.name}.part")
    with tarfile.open(part, "w:gz") as packed:
        packed.add(source, arcname=name)
    part.rename(archive)
    dated = re.compile(re.escape(name) + r"-\d{4}-\d\d-\d\dT[\d-]+Z\.tar\.gz")
    kept = sorted(file for file in target.iterdir() if dated.fullmatch(file.name))
    for old in kept[:-keep]:
        old.unlink()
    return str(archive)
