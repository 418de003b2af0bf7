"""Puts the rows of several CSV files into one, columns matched by their names."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from .csv_tables import sort_csv


def merge_csv_files(
    files: Sequence[str],
    *,
    unique: bool = False,
    sort_by: str | None = None,
    descending: bool = False,
    limit: int | None = None,
) -> str:
    """Put the rows of CSV files one behind the other; missing columns stay empty."""
    if limit is not None and limit < 0:
        raise ValueError("limit must not be below zero.")
    tables = [_read_file(file) for file in files]
    columns = list(dict.fromkeys(name for table in tables for name in table[0]))
    rows = [
        tuple(dict(zip(table[0], row, strict=False)).get(name, "") for name in columns)
        for table in tables
        for row in table[1:]
    ]
    kept = list(dict.fromkeys(rows)) if unique else rows
    text = _write_rows([tuple(columns), *kept])
    if sort_by is not None:
        text = sort_csv(text, sort_by, descending=descending)
    if limit is None:
        return text
    return _write_rows(list(csv.reader(io.StringIO(text, newline="")))[: limit + 1])


def _read_file(file: str) -> list[list[str]]:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"The file {file} can not be read.") from error
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if line]
    except csv.Error as error:
        raise ValueError(f"{file}: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if len(line) > len(lines[0]):
            raise ValueError(f"{file}: row {number} has more fields than there are columns.")
    return lines or [[]]


def _write_rows(rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
