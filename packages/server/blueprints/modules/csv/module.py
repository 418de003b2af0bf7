"""Reads and writes CSV (RFC 4180), with quotes, line breaks in fields and other delimiters."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

Field = str | int | float | bool


class ColumnFacts(TypedDict, total=False):
    filled: int
    min: float
    max: float
    mean: float


class CsvFacts(TypedDict):
    rows: int
    columns: dict[str, ColumnFacts]


def parse_csv(text: str, *, delimiter: str = ",", numbers: bool = False) -> list[dict[str, Field]]:
    """Read rows with a header line into dictionaries.

    With ``numbers``, fields that look like numbers, true or false are read as such.
    """
    columns, rows = _read_table(text, delimiter)
    padded = ([*row, *[""] * (len(columns) - len(row))] for row in rows)
    return [
        {
            column: _typed(field) if numbers else field
            for column, field in zip(columns, row, strict=True)
        }
        for row in padded
    ]


def format_csv(text: str, *, delimiter: str = ",") -> str:
    """Write a JSON list of objects as CSV."""
    rows = _read_objects(text)
    if not rows:
        return ""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    body = ([_text_of(row.get(column)) for column in columns] for row in rows)
    return _write_table([columns, *body], delimiter)


def select_columns(text: str, columns: Sequence[str]) -> str:
    """Keep some columns, in the order given."""
    names, rows = _read_table(text, ",")
    for column in columns:
        if column not in names:
            raise ValueError(f"There is no column {column}.")
    places = [names.index(column) for column in columns]
    body = ([row[place] if place < len(row) else "" for place in places] for row in rows)
    return _write_table([columns, *body], ",")


def describe_csv(text: str) -> CsvFacts:
    """Count rows, and the filled fields and the range of numbers of each column."""
    columns, rows = _read_table(text, ",")
    facts: dict[str, ColumnFacts] = {}
    for place, column in enumerate(columns):
        filled = [row[place] for row in rows if place < len(row) and row[place] != ""]
        facts[column] = {"filled": len(filled)}
        values = [value for value in map(_typed, filled) if not isinstance(value, (bool, str))]
        if values and len(values) == len(filled):
            mean = sum(values) / len(values)
            facts[column] = {
                "filled": len(filled),
                "min": min(values),
                "max": max(values),
                "mean": mean,
            }
    return {"rows": len(rows), "columns": facts}


def markdown_table(text: str, *, delimiter: str = ",") -> str:
    """Write a CSV as a Markdown table."""
    columns, rows = _read_table(text, delimiter)
    if not columns:
        return ""
    padded = ([*row, *[""] * (len(columns) - len(row))] for row in rows)
    lines = [columns, ["---"] * len(columns), *padded]
    return "".join(f"| {' | '.join(map(_in_cell, fields))} |\n" for fields in lines)


def _in_cell(field: str) -> str:
    # Bars would end a cell, and line breaks the table.
    return field.replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>")


def _read_table(text: str, delimiter: str) -> tuple[list[str], list[list[str]]]:
    # Line ends inside quotes belong to their field, so lines are not split here.
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    rows: list[list[str]] = []
    start = 1
    try:
        for fields in reader:
            if any(fields) or len(fields) > 1:
                if columns is None:
                    columns = fields
                elif len(fields) > len(columns):
                    raise ValueError(f"There are more fields than columns in line {start}.")
                else:
                    rows.append(fields)
            start = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"A quote is wrong in the row of line {start}: {error}.") from error
    return columns or [], rows


def _write_table(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _typed(field: str) -> Field:
    if field in ("true", "false"):
        return field == "true"
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", field):
        return int(field)
    if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", field):
        return float(field)
    return field


def _read_objects(text: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"This is no JSON: {error}.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("The JSON must be a list of objects.")
    return rows


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
