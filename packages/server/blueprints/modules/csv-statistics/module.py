"""Describes the numbers in a column of a CSV file."""

import re

from .csv import parse_csv
from .statistics import NumberFacts, describe_numbers


def column_statistics(csv: str, column: str, *, delimiter: str = ",") -> NumberFacts:
    """Describe the numbers in a column; empty fields do not count."""
    rows = parse_csv(csv, delimiter=delimiter)
    if any(column not in row for row in rows):
        raise ValueError(f"There is no column {column}, only {', '.join(rows[0])}.")
    fields = [str(row[column]).strip() for row in rows]
    filled = [field for field in fields if field]
    for field in filled:
        if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", field) is None:
            raise ValueError(f'"{field}" is not a number.')
    return describe_numbers([float(field) for field in filled])
