"""A word is guessed letter by letter before the picture of the gallows is complete."""

import random as chance
import re
from collections.abc import Callable

_WORDS = """
    anchor balcony candle dolphin engine feather garden harbor island jungle kitchen lantern marble
    notebook orchard planet quarter rhythm saddle thunder umbrella village whisper yogurt zipper
    bicycle compass diamond elephant fountain giraffe hammock
"""


class Hangman:
    """Hides a word and shows the letters that were found."""

    def __init__(
        self,
        *,
        word: str | None = None,
        mistakes: int = 6,
        random: Callable[[], float] = chance.random,
    ) -> None:
        words = _WORDS.split()
        self._word = (word or words[int(random() * len(words))]).lower()
        if not re.fullmatch("[a-z]+", self._word):
            raise ValueError("The word may hold letters only.")
        self._allowed = mistakes
        # In the order in which they were tried.
        self._tried: list[str] = []
        self._solved = False

    def play(self, text: str) -> str:
        """Take a letter, or the whole word; say what came of it."""
        guess = text.strip().lower()
        if len(guess) > 1 and guess == self._word:
            self._solved = True
            return f"You found it: {self._word}."
        if not re.fullmatch("[a-z]", guess):
            raise ValueError("Type a letter, or the whole word.")
        if guess in self._tried:
            raise ValueError(f"You have already tried {guess}.")
        self._tried.append(guess)
        if guess not in self._word:
            told = f"There is no {guess}."
            return f"{told} The word was {self._word}." if self.is_over() else told
        if self.is_over():
            return f"You found it: {self._word}."
        return f"Yes, there is {'an' if guess in 'aefhilmnorsx' else 'a'} {guess}."

    def render(self) -> str:
        """Show how the game stands."""
        shown = " ".join(letter if self._is_shown(letter) else "_" for letter in self._word)
        wrong = self._wrong()
        left = self._allowed - len(wrong)
        return f"{shown}\n\nWrong: {' '.join(wrong) or 'none'} ({left} left)"

    def prompt(self) -> str:
        """Ask for the next move."""
        return "A letter, or the word: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return all(map(self._is_shown, self._word)) or len(self._wrong()) >= self._allowed

    def _is_shown(self, letter: str) -> bool:
        return self._solved or letter in self._tried

    def _wrong(self) -> list[str]:
        return [letter for letter in self._tried if letter not in self._word]
