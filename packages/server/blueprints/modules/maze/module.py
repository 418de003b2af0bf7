"""A way is sought through a maze, and the steps are compared with the shortest way."""

import random as chance
from collections.abc import Callable

_STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Maze:
    """A maze with a player who looks for the way out."""

    def __init__(
        self,
        *,
        width: int = 12,
        height: int = 7,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if not (2 <= width <= 40 and 2 <= height <= 40):
            raise ValueError("A maze has 2 to 40 cells on each side.")
        self._width, self._height = width, height
        # Squares that can be walked on: cells have odd places, and what is open between two of
        # them lies there.
        self._open: set[tuple[int, int]] = set()
        self._at = (1, 1)
        self._exit = (2 * width - 1, 2 * height - 1)
        self._steps = 0
        self._dig(random)

    def play(self, text: str) -> str:
        """Walk a step; say what came of it."""
        name = text.strip().lower()
        step = next((step for way, step in _STEPS.items() if name in (way, way[0])), None)
        if step is None:
            raise ValueError("Go up, down, left or right.")
        (x, y), (dx, dy) = self._at, step
        if (x + dx, y + dy) not in self._open:
            return "There is a wall."
        self._at = (x + 2 * dx, y + 2 * dy)
        self._steps += 1
        if not self.is_over():
            return ""
        shortest = self._shortest()
        compared = f"The shortest way has {shortest}."
        if shortest == self._steps:
            compared = "There is no shorter way."
        return f"You found the way out in {self._steps} steps. {compared}"

    def render(self) -> str:
        """Show the maze from above."""
        rows = (
            "".join(self._sign((x, y)) for x in range(2 * self._width + 1))
            for y in range(2 * self._height + 1)
        )
        return "\n".join(rows) + f"\nSteps {self._steps}"

    def prompt(self) -> str:
        """Ask for the next step."""
        return "Up, down, left or right (u/d/l/r): "

    def is_over(self) -> bool:
        """Say whether the player is out."""
        return self._at == self._exit

    def _sign(self, place: tuple[int, int]) -> str:
        if place == self._at:
            return "@"
        if place == self._exit:
            return "X"
        return " " if place in self._open else "#"

    def _dig(self, random: Callable[[], float]) -> None:
        """Go on to new cells as long as there is one beside the last, and back where there is none."""
        trail = [(1, 1)]
        self._open.add((1, 1))
        while trail:
            x, y = trail[-1]
            ways = [
                (dx, dy)
                for dx, dy in _STEPS.values()
                if 0 < x + 2 * dx < 2 * self._width
                and 0 < y + 2 * dy < 2 * self._height
                and (x + 2 * dx, y + 2 * dy) not in self._open
            ]
            if not ways:
                trail.pop()
                continue
            dx, dy = ways[int(random() * len(ways))]
            trail.append((x + 2 * dx, y + 2 * dy))
            self._open.update([(x + dx, y + dy), trail[-1]])

    def _shortest(self) -> int:
        """Steps of the shortest way, breadth first."""
        edge, seen, steps = {(1, 1)}, {(1, 1)}, 0
        while self._exit not in edge:
            edge = {
                (x + 2 * dx, y + 2 * dy)
                for x, y in edge
                for dx, dy in _STEPS.values()
                if (x + dx, y + dy) in self._open
            } - seen
            seen |= edge
            steps += 1
        return steps
