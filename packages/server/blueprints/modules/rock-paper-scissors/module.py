"""Rounds against a computer that draws by chance."""

import random as chance
from collections.abc import Callable

# Each beats the one before it, and the first beats the last.
_HANDS = ("rock", "paper", "scissors")


class RockPaperScissors:
    """Draws against the player and counts rounds."""

    def __init__(self, *, wins: int = 3, random: Callable[[], float] = chance.random) -> None:
        self._wins = wins
        self._random = random
        self._player = 0
        self._computer = 0

    def play(self, text: str) -> str:
        """Take a hand or its first letters; say who won the round."""
        word = text.strip().lower()
        meant = [at for at, hand in enumerate(_HANDS) if word and hand.startswith(word)]
        if not meant:
            raise ValueError("Type rock, paper or scissors.")
        drawn = int(self._random() * len(_HANDS))
        told = f"I draw {_HANDS[drawn]}."
        ahead = (meant[0] - drawn) % len(_HANDS)
        if ahead == 0:
            return f"{told} A tie."
        if ahead == 1:
            self._player += 1
        else:
            self._computer += 1
        who = "You" if ahead == 1 else "I"
        told = f"{told} {who} win the round."
        return f"{told} {who} win the game." if self.is_over() else told

    def render(self) -> str:
        """Show how the game stands."""
        return f"You {self._player} : {self._computer} I"

    def prompt(self) -> str:
        """Ask for the next move."""
        return "Rock, paper or scissors: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return max(self._player, self._computer) >= self._wins
