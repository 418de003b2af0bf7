"""Times work and breaks by turns, with a longer break behind every fourth round."""

import math
import time
from collections.abc import Callable


class Pomodoro:
    """Rounds of work and breaks on a clock.

    ``now`` is a clock that gives milliseconds.
    """

    def __init__(
        self,
        *,
        work: int = 25,
        rest: int = 5,
        long: int = 15,
        rounds: int = 4,
        now: Callable[[], float] = lambda: time.monotonic() * 1000,
    ) -> None:
        if min(work, rest, long, rounds) < 1:
            raise ValueError("Minutes and rounds must be at least 1.")
        self._work = work
        self._rest = rest
        self._long = long
        self._rounds = rounds
        self._now = now
        self._round = 1
        self._is_work = True
        self._ends_at = now() + work * 60_000
        # While it is paused, the milliseconds that are left.
        self._left: float | None = None

    def play(self, text: str) -> str:
        """Pause or go on, or skip to what comes next; nothing looks at the clock."""
        word = text.strip().lower()
        if word == "pause":
            return self._pause()
        if word == "skip":
            return self._next()
        if word:
            raise ValueError("Type pause or skip, or nothing to look at the clock.")
        if self._left is not None:
            return "Paused."
        return "" if self._remaining() > 0 else self._next()

    def render(self) -> str:
        """Show what is timed, and how much of it is left."""
        if self.is_over():
            return f"Done: {self._rounds} of {self._rounds}"
        minutes, seconds = divmod(math.ceil(self._remaining() / 1000), 60)
        name = f"Work {self._round} of {self._rounds}" if self._is_work else "Break"
        return f"{name}\n{minutes:02}:{seconds:02}"

    def prompt(self) -> str:
        """Ask what to do."""
        return "pause, skip, or nothing: "

    def is_over(self) -> bool:
        """Say whether all rounds are done."""
        return self._round > self._rounds

    def _remaining(self) -> float:
        return max(0.0, self._ends_at - self._now() if self._left is None else self._left)

    def _pause(self) -> str:
        if self._left is None:
            self._left = self._remaining()
            return "Paused."
        self._ends_at = self._now() + self._left
        self._left = None
        return ""

    def _next(self) -> str:
        was_work = self._is_work
        rest = self._long if self._round % 4 == 0 else self._rest
        minutes = rest if was_work else self._work
        if not was_work or self._round == self._rounds:
            self._round += 1
        self._is_work = not was_work
        self._left = None
        self._ends_at = self._now() + minutes * 60_000
        if self.is_over():
            return "All rounds are done."
        return "Time for a break." if was_work else "Back to work."
