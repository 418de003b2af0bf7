"""A sudoku is filled square by square, and mistakes are refused."""

import re
from collections.abc import Sequence

from .sudoku import make_sudoku, solve_sudoku

# Digits to begin with.
_GIVENS = {"easy": 40, "medium": 32, "hard": 26}


class SudokuGame:
    """A puzzle and the digits that were put into it."""

    def __init__(
        self, *, level: str = "medium", givens: int | None = None, puzzle: str | None = None
    ) -> None:
        if level not in _GIVENS:
            raise ValueError("The level is easy, medium or hard.")
        squares = puzzle or make_sudoku(givens=_GIVENS[level] if givens is None else givens)
        solution = solve_sudoku(squares)
        if solution is None:
            raise ValueError("This sudoku has no solution.")
        self._solution = solution.replace("\n", "")
        self._digits = [*re.sub(r"\s", "", squares).replace("0", ".")]

    def play(self, text: str) -> str:
        """Take a square and a digit, such as "b3 7", or "hint"."""
        square, *more = re.split(r"[\s=]+", text.strip().lower())
        if square == "hint":
            return self._hint()
        digit = more[0] if more else ""
        if not re.fullmatch("[a-i][1-9]", square) or not re.fullmatch("[1-9]", digit):
            raise ValueError("Type a square from a1 to i9 and a digit, such as a1 5.")
        at = (ord(square[0]) - 97) * 9 + int(square[1]) - 1
        if self._digits[at] != ".":
            raise ValueError(f"The square {square} is filled.")
        if self._solution[at] != digit:
            raise ValueError(f"{digit} is not right there.")
        self._digits[at] = digit
        return "You have solved it." if self.is_over() else ""

    def render(self) -> str:
        """Show how the game stands."""
        line = "  +" + "-------+" * 3
        shown = [f"    {'   '.join(_in_threes('123456789'))}"]
        for y in range(9):
            if y % 3 == 0:
                shown.append(line)
            cells = " | ".join(_in_threes(self._digits[y * 9 : y * 9 + 9]))
            shown.append(f"{chr(65 + y)} | {cells} |")
        return "\n".join([*shown, line])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "Square and digit, such as a1 5, or hint: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return "." not in self._digits

    def _hint(self) -> str:
        at = self._digits.index(".")
        self._digits[at] = self._solution[at]
        told = f"{chr(97 + at // 9)}{at % 9 + 1} is {self._solution[at]}."
        return f"{told} You have solved it." if self.is_over() else told


def _in_threes(cells: Sequence[str]) -> list[str]:
    return [" ".join(cells[start : start + 3]) for start in (0, 3, 6)]
