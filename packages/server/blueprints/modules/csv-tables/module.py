"""Sorts, filters, joins and sums up CSV, and writes it as an HTML or aligned table."""

import csv as csv_format
import html
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypedDict


class CsvGroup(TypedDict, total=False):
    """A value of a column, its rows, and what another column adds up to."""

    value: str
    count: int
    sum: float
    average: float


class _Table(NamedTuple):
    columns: list[str]
    rows: list[list[str]]


def csv_to_table(csv: str, *, as_: str = "text", delimiter: str = ",") -> str:
    """Write CSV as aligned text or HTML."""
    table = _read(csv, delimiter)
    match as_:
        case "text":
            return _aligned(table)
        case "html":
            return _html(table)
    raise ValueError(f"{as_} is neither text nor html.")


def sort_csv(csv: str, column: str, *, descending: bool = False) -> str:
    """Sort CSV by a column; numbers by size where all are numbers."""
    table = _read(csv)
    at = _place(table.columns, column)
    numeric = all(_is_number(row[at]) for row in table.rows)

    def key(row: Sequence[str]) -> tuple[float, str, str]:
        return (float(row[at]), "", "") if numeric else (0, row[at].casefold(), row[at])

    return _write(table.columns, sorted(table.rows, key=key, reverse=descending))


def filter_csv(csv: str, condition: str) -> str:
    """Keep the rows for which a condition such as ``age>30`` or ``name~ad`` holds."""
    found = re.fullmatch(r"\s*(.+?)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*", condition)
    if found is None:
        raise ValueError(f'"{condition}" is no condition, such as age>30.')
    column, sign, value = found.groups()
    table = _read(csv)
    at = _place(table.columns, column)
    return _write(table.columns, [row for row in table.rows if _holds(row[at], sign, value)])


def group_csv(csv: str, by: str, *, sum: str | None = None) -> list[CsvGroup]:
    """Count the rows for each value of a column, by the alphabet; sum and average another."""
    table = _read(csv)
    at = _place(table.columns, by)
    sum_at = None if sum is None else _place(table.columns, sum)
    groups: dict[str, list[list[str]]] = {}
    for row in table.rows:
        groups.setdefault(row[at], []).append(row)
    found: list[CsvGroup] = []
    for value, rows in sorted(groups.items()):
        group: CsvGroup = {"value": value, "count": len(rows)}
        if sum_at is not None:
            total = float(f"{_total(row[sum_at] for row in rows):.12g}")
            group["sum"] = total
            group["average"] = float(f"{total / len(rows):.12g}")
        found.append(group)
    return found


def join_csv(left: str, right: str, by: str, *, keep: str = "both") -> str:
    """Put rows together that hold the same in a column; ``keep`` is both or left."""
    if keep not in ("both", "left"):
        raise ValueError(f"{keep} is neither both nor left.")
    first, second = _read(left), _read(right)
    at, other_at = _place(first.columns, by), _place(second.columns, by)

    def rest(row: Sequence[str]) -> list[str]:
        return [field for place, field in enumerate(row) if place != other_at]

    partners: dict[str, list[list[str]]] = {}
    for row in second.rows:
        partners.setdefault(row[other_at], []).append(row)
    alone = [[""] * len(second.columns)] if keep == "left" else []
    rows = [[*row, *rest(one)] for row in first.rows for one in partners.get(row[at], alone)]
    added = [f"{name} 2" if name in first.columns else name for name in rest(second.columns)]
    return _write([*first.columns, *added], rows)


def _read(text: str, delimiter: str = ",") -> _Table:
    if len(delimiter) != 1:
        raise ValueError("A delimiter is one character.")
    reader = csv_format.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [line for line in reader if line]
    except csv_format.Error as error:
        raise ValueError(f"Line {reader.line_num}: {error}.") from error
    columns = lines[0] if lines else []
    rows = []
    for number, row in enumerate(lines[1:], start=2):
        if len(row) > len(columns):
            raise ValueError(f"Row {number} has more fields than there are columns.")
        rows.append(row + [""] * (len(columns) - len(row)))
    return _Table(columns, rows)


def _write(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    writer = csv_format.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()


def _place(columns: Sequence[str], column: str) -> int:
    if column not in columns:
        raise ValueError(f"There is no column {column}, only {', '.join(columns)}.")
    return columns.index(column)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*", text) is not None


def _total(fields: Iterable[str]) -> float:
    total = 0.0
    for field in fields:
        if field.strip() == "":
            continue
        if not _is_number(field):
            raise ValueError(f'"{field}" is not a number.')
        total += float(field)
    return total


def _holds(field: str, sign: str, value: str) -> bool:
    match sign:
        case "~":
            return value.lower() in field.lower()
        case "=":
            return field == value
        case "!=":
            return field != value
    if not _is_number(field) or not _is_number(value):
        return False
    difference = float(field) - float(value)
    if difference == 0:
        return sign.endswith("=")
    return (difference > 0) == sign.startswith(">")


def _aligned(table: _Table) -> str:
    lines = [table.columns, *table.rows]
    places = range(len(table.columns))
    widths = [max(1, *(len(line[at]) for line in lines)) for at in places]
    right = [bool(table.rows) and all(_is_number(row[at]) for row in table.rows) for at in places]

    def written(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        )
        return "  ".join(padded).rstrip() + "\n"

    rule = ["-" * width for width in widths]
    return "".join(written(cells) for cells in [table.columns, rule, *table.rows])


def _html(table: _Table) -> str:
    def written(cells: Sequence[str], tag: str) -> str:
        return "".join(f"<{tag}>{html.escape(cell, quote=False)}</{tag}>" for cell in cells)

    body = "".join(f"  <tr>{written(row, 'td')}</tr>\n" for row in table.rows)
    return f"<table>\n  <tr>{written(table.columns, 'th')}</tr>\n{body}</table>\n"
