"""A word of five letters is found by which letters are in place and which are elsewhere."""

import random as chance
import re
from collections.abc import Callable

_WORDS = """
    about actor apple beach bread brick chair cloud crane dance dream eagle earth field flame
    fruit glass grape green heart honey horse house juice knife lemon light magic metal money
    month mouse music night ocean onion paint paper peach piano plant queen radio river robot
    salad sheep shirt smile snake spoon stone storm sugar table tiger toast tower train uncle
    voice water whale wheel world youth zebra
"""


class WordGuess:
    """Hides a word of five letters and answers guesses."""

    def __init__(
        self,
        *,
        guesses: int = 6,
        word: str | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        words = _WORDS.split()
        drawn = words[int(random() * len(words))]
        self._word = (drawn if word is None else word).lower()
        if not re.fullmatch("[a-z]{5}", self._word):
            raise ValueError("The word must have five letters.")
        if guesses < 1:
            raise ValueError("There must be at least one guess.")
        self._allowed = guesses
        self._guesses: list[str] = []

    def play(self, text: str) -> str:
        """Take a word of five letters."""
        guess = text.strip().lower()
        if not re.fullmatch("[a-z]{5}", guess):
            raise ValueError("Type a word of five letters.")
        self._guesses.append(guess)
        if guess == self._word:
            return f"You found it: {guess}."
        return f"The word was {self._word}." if self.is_over() else ""

    def render(self) -> str:
        """Show how the game stands."""
        lines = []
        for number, guess in enumerate(self._guesses, 1):
            marks = _marks(self._word, guess)
            letters = [
                letter.upper() if mark == "+" else letter
                for letter, mark in zip(guess, marks, strict=True)
            ]
            lines += [f"{number}. {' '.join(letters)}", f"   {' '.join(marks)}"]
        left = self._allowed - len(self._guesses)
        legend = "+ in place, ~ elsewhere, . not there."
        counted = f"{left} {'guess' if left == 1 else 'guesses'} left"
        return "\n".join([*lines, *([""] if lines else []), f"{legend} {counted}"])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "A word of five letters: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._guesses[-1:] == [self._word] or len(self._guesses) >= self._allowed


def _marks(word: str, guess: str) -> list[str]:
    """Mark each letter; one that occurs once is marked once, and those in place come first."""
    left = [ours for ours, theirs in zip(word, guess, strict=True) if ours != theirs]
    marks = []
    for ours, theirs in zip(word, guess, strict=True):
        if ours == theirs:
            marks.append("+")
        elif theirs in left:
            left.remove(theirs)
            marks.append("~")
        else:
            marks.append(".")
    return marks
