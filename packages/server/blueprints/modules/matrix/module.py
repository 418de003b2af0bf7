"""Adds, multiplies, transposes and inverts matrices, and gives determinants."""

import math
from typing import Any

Matrix = list[list[float]]


def add_matrices(left: Any, right: Any) -> Matrix:
    """Add two matrices of the same size."""
    a, b = _sound(left), _sound(right)
    if len(a) != len(b) or len(a[0]) != len(b[0]):
        raise ValueError("Both matrices must have the same size.")
    pairs = zip(a, b, strict=True)
    return [[x + y for x, y in zip(row, other, strict=True)] for row, other in pairs]


def multiply_matrices(left: Any, right: Any) -> Matrix:
    """Multiply two matrices."""
    a, b = _sound(left), _sound(right)
    if len(a[0]) != len(b):
        raise ValueError("The right matrix must have as many rows as the left one has columns.")
    columns = transpose_matrix(b)
    return [[_product(row, column) for column in columns] for row in a]


def _product(row: list[float], column: list[float]) -> float:
    return sum(x * y for x, y in zip(row, column, strict=True))


def transpose_matrix(matrix: Any) -> Matrix:
    """Turn rows into columns."""
    return [list(column) for column in zip(*_sound(matrix), strict=True)]


def determinant(matrix: Any) -> float:
    """Give the determinant of a square matrix."""
    return _without_noise(_eliminate(_square(matrix))[1])


def invert_matrix(matrix: Any) -> Matrix:
    """Give the inverse of a square matrix. Raises ValueError where there is none."""
    rows = _square(matrix)
    size = len(rows)
    beside = [[*row, *(float(x == y) for x in range(size))] for y, row in enumerate(rows)]
    reduced, product = _eliminate(beside)
    if _without_noise(product) == 0:
        raise ValueError("This matrix has no inverse.")
    return [[_without_noise(number) for number in row[size:]] for row in reduced]


def _eliminate(matrix: Matrix) -> tuple[Matrix, float]:
    """Gauss and Jordan, with the largest pivot; gives the determinant of the left square too."""
    rows = [list(row) for row in matrix]
    product = 1.0
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda y: abs(rows[y][at]))
        pivot = rows[best][at]
        if abs(pivot) < 1e-12:
            return rows, 0.0
        rows[best], rows[at] = rows[at], [number / pivot for number in rows[best]]
        product *= pivot if best == at else -pivot
        for y, row in enumerate(rows):
            if y != at:
                pairs = zip(row, rows[at], strict=True)
                rows[y] = [number - row[at] * own for number, own in pairs]
    return rows, product


def _without_noise(number: float) -> float:
    """The last digits of sums of fractions are noise."""
    return round(number, 10) + 0.0


def _sound(matrix: Any) -> Matrix:
    """Rows of equally many numbers. Raises ValueError for anything else."""
    if not isinstance(matrix, list) or not matrix or not isinstance(matrix[0], list):
        raise ValueError("A matrix has at least one row of numbers.")
    for row in matrix:
        if not isinstance(row, list) or not row or len(row) != len(matrix[0]):
            raise ValueError("Each row must have as many numbers as the first.")
        if not all(_is_number(number) for number in row):
            raise ValueError("A matrix holds numbers only.")
    return matrix


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _square(matrix: Any) -> Matrix:
    rows = _sound(matrix)
    if len(rows) != len(rows[0]):
        raise ValueError("The matrix must be square.")
    return rows
