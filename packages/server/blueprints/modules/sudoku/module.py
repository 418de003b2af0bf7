"""Solves, checks and makes sudoku puzzles."""

import random
import re

# Of each square those that share a row, a column or a block with it.
_SEEN = [
    {
        other
        for other in range(81)
        if other != square
        and (
            other // 9 == square // 9
            or other % 9 == square % 9
            or (other // 27 == square // 27 and other % 9 // 3 == square % 9 // 3)
        )
    }
    for square in range(81)
]


def solve_sudoku(grid: str) -> str | None:
    """Solve a sudoku; None where it has no solution."""
    solutions = _solutions(_read(grid), 1)
    return _write(solutions[0]) if solutions else None


def count_solutions(grid: str) -> int:
    """Count the solutions of a sudoku, up to two."""
    return len(_solutions(_read(grid), 2))


def make_sudoku(*, givens: int = 32) -> str:
    """Make a puzzle with one solution.

    It may keep a few digits more where fewer would allow a second one.
    """
    if not 24 <= givens <= 81:
        raise ValueError("The digits to begin with are 24 to 81.")
    puzzle = _solutions([0] * 81, 1, shuffled=True)[0]
    left = 81
    for square in random.sample(range(81), 81):
        if left <= givens:
            break
        without = [*puzzle[:square], 0, *puzzle[square + 1 :]]
        if len(_solutions(without, 2)) == 1:
            puzzle = without
            left -= 1
    return _write(puzzle)


def _read(grid: str) -> list[int]:
    squares = re.sub(r"[\s|+-]", "", grid)
    if not re.fullmatch(r"[0-9.]{81}", squares):
        raise ValueError("A sudoku has 81 squares, digits and . for empty ones.")
    digits = [0 if square == "." else int(square) for square in squares]
    for square, digit in enumerate(digits):
        if digit and any(digits[other] == digit for other in _SEEN[square]):
            raise ValueError(f"The digit {digit} stands twice in one place.")
    return digits


def _write(digits: list[int]) -> str:
    rows = (digits[at : at + 9] for at in range(0, 81, 9))
    return "".join("".join(str(digit or ".") for digit in row) + "\n" for row in rows)


def _solutions(digits: list[int], most: int, *, shuffled: bool = False) -> list[list[int]]:
    """Find up to ``most`` solutions, trying the square with the fewest candidates first."""
    best, candidates = -1, list(range(10))
    for square, digit in enumerate(digits):
        if digit:
            continue
        seen = {digits[other] for other in _SEEN[square]}
        free = [number for number in range(1, 10) if number not in seen]
        if len(free) < len(candidates):
            best, candidates = square, free
    if best < 0:
        return [digits]
    if shuffled:
        random.shuffle(candidates)
    found: list[list[int]] = []
    for digit in candidates:
        following = [*digits[:best], digit, *digits[best + 1 :]]
        found.extend(_solutions(following, most - len(found), shuffled=shuffled))
        if len(found) >= most:
            break
    return found
