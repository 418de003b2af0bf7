"""Four in a row, column by column, against the computer or between two players."""

_OTHER = {"X": "O", "O": "X"}
_LINES = ((1, 0), (0, 1), (1, 1), (1, -1))


class ConnectFour:
    """A board of seven columns and whose turn it is."""

    def __init__(self, *, players: int = 1, columns: int = 7, rows: int = 6) -> None:
        if players not in (1, 2):
            raise ValueError("One or two can play.")
        if columns < 1 or rows < 1:
            raise ValueError("The board needs at least one square.")
        self._players = players
        self._rows = rows
        # Discs of each column from the bottom up.
        self._columns: list[list[str]] = [[] for _ in range(columns)]
        self._turn = "X"
        self._winner = ""

    def play(self, text: str) -> str:
        """Drop a disc into a column; the computer answers at once."""
        word = text.strip()
        column = int(word) - 1 if word.isdecimal() else -1
        if not 0 <= column < len(self._columns):
            raise ValueError(f"Choose a column from 1 to {len(self._columns)}.")
        if column not in self._free():
            raise ValueError(f"Column {column + 1} is full.")
        told = self._drop(column)
        if told or self._players == 2:
            return told
        answer = self._choose()
        ended = self._drop(answer)
        if self._winner:
            return f"O takes {answer + 1} and has won."
        return f"O takes {answer + 1}. {ended}".rstrip()

    def render(self) -> str:
        """Show how the game stands."""
        numbers = [str(at + 1) for at in range(len(self._columns))]
        rows = [
            [discs[row] if row < len(discs) else "." for discs in self._columns]
            for row in reversed(range(self._rows))
        ]
        return "\n".join(f" {' '.join(cells)}" for cells in [numbers, *rows])

    def prompt(self) -> str:
        """Ask for the next move."""
        return f"{self._turn}, choose a column (1-{len(self._columns)}): "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._winner != "" or not self._free()

    def _drop(self, column: int) -> str:
        disc = self._turn
        self._columns[column].append(disc)
        if self._is_four(column, disc):
            self._winner = disc
        self._turn = _OTHER[disc]
        if self._winner:
            return f"{disc} has won."
        return "Nobody has won." if self.is_over() else ""

    def _free(self) -> list[int]:
        return [at for at, discs in enumerate(self._columns) if len(discs) < self._rows]

    def _choose(self) -> int:
        """Win, else keep the other from winning, else stay near the middle where it is no gift."""
        middle = (len(self._columns) - 1) / 2
        central = sorted(self._free(), key=lambda column: abs(column - middle))
        wins = [column for column in central if self._would_win(column, "O")]
        defends = [column for column in central if self._would_win(column, "X")]
        safe = [column for column in central if not self._opens_win(column)]
        return [*wins, *defends, *safe, *central][0]

    def _would_win(self, column: int, disc: str) -> bool:
        discs = self._columns[column]
        if len(discs) == self._rows:
            return False
        discs.append(disc)
        won = self._is_four(column, disc)
        discs.pop()
        return won

    def _opens_win(self, column: int) -> bool:
        """Say whether the other could win on top of this disc."""
        self._columns[column].append("O")
        opens = self._would_win(column, "X")
        self._columns[column].pop()
        return opens

    def _is_four(self, column: int, disc: str) -> bool:
        """Say whether the topmost disc of a column is part of four in a row."""
        row = len(self._columns[column]) - 1

        def run(dx: int, dy: int) -> int:
            count = 0
            while self._disc(column + dx * (count + 1), row + dy * (count + 1)) == disc:
                count += 1
            return count

        return any(run(dx, dy) + run(-dx, -dy) >= 3 for dx, dy in _LINES)

    def _disc(self, column: int, row: int) -> str:
        if not 0 <= column < len(self._columns):
            return ""
        discs = self._columns[column]
        return discs[row] if 0 <= row < len(discs) else ""
