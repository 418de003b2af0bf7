"""A number is thought up; each guess is answered with higher or lower."""

import random as chance
from collections.abc import Callable


class GuessNumber:
    """Thinks up a number and answers guesses."""

    def __init__(
        self, *, max: int = 100, guesses: int = 10, random: Callable[[], float] = chance.random
    ) -> None:
        if max < 2:
            raise ValueError("max must be a whole number above one.")
        self._max = max
        self._allowed = guesses
        self._number = 1 + int(random() * max)
        self._guesses: list[int] = []

    def play(self, text: str) -> str:
        """Take a guess; say whether the number is higher or lower."""
        word = text.strip()
        guess = int(word) if word.isdecimal() else 0
        if not 1 <= guess <= self._max:
            raise ValueError(f"Type a whole number, 1 to {self._max}.")
        self._guesses.append(guess)
        count = len(self._guesses)
        if guess == self._number:
            return f"Right! It took you {count} {'guess' if count == 1 else 'guesses'}."
        hint = "Higher." if guess < self._number else "Lower."
        if self.is_over():
            return f"{hint} You have no guesses left; it was {self._number}."
        return hint

    def render(self) -> str:
        """Show how the game stands."""
        if not self._guesses:
            return f"I am thinking of a number from 1 to {self._max}."
        return f"Your guesses: {', '.join(map(str, self._guesses))}"

    def prompt(self) -> str:
        """Ask for the next move."""
        left = self._allowed - len(self._guesses)
        return f"Your guess, 1 to {self._max} ({left} left): "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._guesses[-1:] == [self._number] or len(self._guesses) >= self._allowed
