"""A code of colours is found by what is in place and what is elsewhere."""

import random as chance
import re
from collections import Counter
from collections.abc import Callable

# Red, green, blue, yellow, orange, purple, white, black.
_COLOURS = "RGBYOPWK"


class Mastermind:
    """Hides a code and answers guesses."""

    def __init__(
        self,
        *,
        pegs: int = 4,
        colours: int = 6,
        guesses: int = 10,
        code: str | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if not 2 <= colours <= len(_COLOURS):
            raise ValueError(f"There are 2 to {len(_COLOURS)} colours.")
        if pegs < 1 or guesses < 1:
            raise ValueError("Codes and guesses number at least 1.")
        self._colours = _COLOURS[:colours]
        self._allowed = guesses
        drawn = "".join(self._colours[int(random() * colours)] for _ in range(pegs))
        self._code = drawn if code is None else code.upper()
        # Each guess and what was told of it.
        self._attempts: list[tuple[str, str]] = []

    def play(self, text: str) -> str:
        """Take a guess; say how much of it is right."""
        guess = re.sub(r"[\s,]", "", text.upper())
        if len(guess) != len(self._code):
            raise ValueError(f"A code has {len(self._code)} letters.")
        if any(letter not in self._colours for letter in guess):
            raise ValueError(f"The colours are {' '.join(self._colours)}.")
        told = _compare(self._code, guess)
        self._attempts.append((guess, told))
        if guess == self._code:
            return f"You found it: {' '.join(self._code)}."
        if self.is_over():
            return f"{told}. The code was {' '.join(self._code)}."
        return f"{told}."

    def render(self) -> str:
        """Show how the game stands."""
        lines = [
            f"{number}. {' '.join(guess)}  {told}"
            for number, (guess, told) in enumerate(self._attempts, 1)
        ]
        left = self._allowed - len(self._attempts)
        return "\n".join([*lines, f"{left} {'guess' if left == 1 else 'guesses'} left"])

    def prompt(self) -> str:
        """Ask for the next move."""
        return f"{len(self._code)} of {' '.join(self._colours)}: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        found = any(guess == self._code for guess, _ in self._attempts)
        return found or len(self._attempts) >= self._allowed


def _compare(code: str, guess: str) -> str:
    in_place = sum(ours == theirs for ours, theirs in zip(code, guess, strict=True))
    shared = (Counter(code) & Counter(guess)).total()
    return f"{in_place} in place, {shared - in_place} elsewhere"
