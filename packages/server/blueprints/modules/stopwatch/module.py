"""Measures time with laps, or counts down to zero."""

import math
import time
from collections.abc import Callable


class Stopwatch:
    """Time that runs, and laps.

    ``now`` is a clock that gives milliseconds.
    """

    def __init__(
        self, *, seconds: int = 0, now: Callable[[], float] = lambda: time.monotonic() * 1000
    ) -> None:
        if seconds < 0:
            raise ValueError("The seconds may not be negative.")
        self._total = seconds * 1000
        self._now = now
        self._started_at = now()
        # Milliseconds that had run when it was paused.
        self._stood_at: float | None = None
        # Milliseconds at the end of each lap.
        self._laps: list[float] = []

    def play(self, text: str) -> str:
        """Pause or go on, note a lap, or start anew; nothing looks at the clock."""
        word = text.strip().lower()
        if word == "pause":
            return self._pause()
        if word == "lap":
            self._laps.append(self._run())
            return self._lap_texts()[-1]
        if word == "reset":
            self._started_at = self._now()
            self._stood_at = None
            self._laps = []
            return ""
        if word:
            raise ValueError("Type pause, lap or reset, or nothing to look at the clock.")
        if self.is_over():
            return "Time is up."
        return "" if self._stood_at is None else "Paused."

    def render(self) -> str:
        """Show the time and the laps."""
        if self._total == 0:
            shown = math.floor(self._run() / 1000)
        else:
            shown = math.ceil(max(0.0, self._total - self._run()) / 1000)
        return "\n".join([_clock_text(shown), *self._lap_texts()])

    def prompt(self) -> str:
        """Ask what to do."""
        return "pause, lap, reset, or nothing: "

    def is_over(self) -> bool:
        """Say whether it has counted down to zero."""
        return self._total > 0 and self._run() >= self._total

    def _run(self) -> float:
        return self._now() - self._started_at if self._stood_at is None else self._stood_at

    def _pause(self) -> str:
        if self._stood_at is None:
            self._stood_at = self._run()
            return "Paused."
        self._started_at = self._now() - self._stood_at
        self._stood_at = None
        return ""

    def _lap_texts(self) -> list[str]:
        starts = [0.0, *self._laps]
        return [
            f"Lap {at}: {_clock_text(math.floor((end - start) / 1000))}"
            for at, (start, end) in enumerate(zip(starts, self._laps, strict=False), 1)
        ]


def _clock_text(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"
