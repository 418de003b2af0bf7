"""Three in a row against a computer that never loses, or between two players."""

from collections.abc import Sequence

_ROWS = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
# The middle first, then corners: of moves that are as good, people like these.
_PREFERRED = (4, 0, 2, 6, 8, 1, 3, 5, 7)
_OTHER = {"X": "O", "O": "X"}

# X, O, or nothing on each of nine squares.
Board = Sequence[str]


class TicTacToe:
    """A board of nine squares and whose turn it is."""

    def __init__(self, *, players: int = 1) -> None:
        self._alone = players == 1
        self._board: Board = [""] * 9
        self._turn = "X"

    def play(self, text: str) -> str:
        """Take a square, 1 to 9; the computer answers at once."""
        word = text.strip()
        square = int(word) - 1 if word.isdecimal() else -1
        if not 0 <= square < 9:
            raise ValueError("Choose a square, 1 to 9.")
        if self._board[square]:
            raise ValueError("This square is taken.")
        self._take(square)
        if self.is_over():
            return self._result()
        if not self._alone:
            return ""
        answer = _best_move(self._board, "O")
        self._take(answer)
        told = f"O takes {answer + 1}."
        return f"{told} {self._result()}" if self.is_over() else told

    def render(self) -> str:
        """Show how the game stands."""
        cells = [f" {mark or at + 1} " for at, mark in enumerate(self._board)]
        return "\n---+---+---\n".join("|".join(cells[at : at + 3]).rstrip() for at in (0, 3, 6))

    def prompt(self) -> str:
        """Ask for the next move."""
        return f"{self._turn}, choose a square (1-9): "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return _winner(self._board) != "" or all(self._board)

    def _take(self, square: int) -> None:
        self._board = _with(self._board, square, self._turn)
        self._turn = _OTHER[self._turn]

    def _result(self) -> str:
        return f"{_winner(self._board) or 'Nobody'} has won."


def _with(board: Board, square: int, mark: str) -> Board:
    return [*board[:square], mark, *board[square + 1 :]]


def _winner(board: Board) -> str:
    threes = ({board[square] for square in row} for row in _ROWS)
    return next((mark for marks in threes if len(marks) == 1 for mark in marks if mark), "")


def _free(board: Board) -> list[int]:
    return [square for square in _PREFERRED if not board[square]]


def _best_move(board: Board, mark: str) -> int:
    """Give the move after which the best answers of both sides lead furthest (minimax)."""
    return max(
        _free(board), key=lambda square: -_score(_with(board, square, mark), _OTHER[mark], 1)
    )


def _score(board: Board, mark: str, depth: int) -> int:
    """Judge the board for whose turn it is: above zero wins, and sooner is better."""
    if _winner(board):
        return depth - 10
    if all(board):
        return 0
    other = _OTHER[mark]
    return max(-_score(_with(board, square, mark), other, depth + 1) for square in _free(board))
