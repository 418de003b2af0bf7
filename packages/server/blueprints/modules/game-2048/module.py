"""Tiles slide together and double until one reaches 2048."""

import random as chance
from collections.abc import Callable, Sequence

_DIRECTIONS = {
    "w": "up",
    "a": "left",
    "s": "down",
    "d": "right",
    **{name: name for name in ("up", "left", "down", "right")},
}

Grid = Sequence[Sequence[int]]


class Game2048:
    """A board of sixteen squares with tiles that slide."""

    def __init__(self, *, goal: int = 2048, random: Callable[[], float] = chance.random) -> None:
        self._goal = goal
        self._random = random
        self._grid: Grid = [[0] * 4 for _ in range(4)]
        self._score = 0
        self._add_tile()
        self._add_tile()

    def play(self, text: str) -> str:
        """Slide all tiles in a direction."""
        direction = _DIRECTIONS.get(text.strip().lower())
        if direction is None:
            raise ValueError("Type up, down, left or right, or w, s, a, d.")
        grid, gained = _slide(self._grid, direction)
        if grid == self._grid:
            raise ValueError(f"Nothing moves {direction}.")
        self._grid = grid
        self._score += gained
        self._add_tile()
        if self._has_won():
            return f"You reached {self._goal}."
        return "Nothing can move any more." if self.is_over() else ""

    def render(self) -> str:
        """Show how the game stands."""
        line = "+" + "------+" * 4
        rows = ["|" + "|".join(_cell(tile) for tile in row) + "|" for row in self._grid]
        return "\n".join([f"Score {self._score}", line, f"\n{line}\n".join(rows), line])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "up, down, left or right (w a s d): "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        stuck = all(_slide(self._grid, way)[0] == self._grid for way in _DIRECTIONS.values())
        return self._has_won() or stuck

    def _has_won(self) -> bool:
        return any(tile >= self._goal for row in self._grid for tile in row)

    def _add_tile(self) -> None:
        """Put a 2, or one time in ten a 4, on a free square."""
        squares = [(x, y) for y in range(4) for x in range(4)]
        free = [(x, y) for x, y in squares if self._grid[y][x] == 0]
        chosen = free[int(self._random() * len(free))]
        tile = 4 if self._random() < 0.1 else 2
        self._grid = [
            [tile if (x, y) == chosen else old for x, old in enumerate(row)]
            for y, row in enumerate(self._grid)
        ]


def _cell(tile: int) -> str:
    return f"{tile or '':>5} "


def _slide(grid: Grid, direction: str) -> tuple[Grid, int]:
    """Give the grid after a move, and what the move is worth."""
    upright = direction in ("up", "down")
    back = direction in ("down", "right")
    turned = _turn(grid) if upright else grid
    merged = [_merge(row[::-1] if back else row) for row in turned]
    moved = [row[::-1] if back else row for row, _ in merged]
    return _turn(moved) if upright else moved, sum(gained for _, gained in merged)


def _turn(grid: Grid) -> Grid:
    """Make columns of rows."""
    return [list(column) for column in zip(*grid, strict=True)]


def _merge(row: Sequence[int]) -> tuple[list[int], int]:
    """Move tiles towards the start; a tile merges once."""
    tiles = [tile for tile in row if tile]
    merged: list[int] = []
    gained = 0
    while tiles:
        tile = tiles.pop(0)
        if tiles and tiles[0] == tile:
            tile += tiles.pop(0)
            gained += tile
        merged.append(tile)
    return (merged + [0] * 4)[:4], gained
