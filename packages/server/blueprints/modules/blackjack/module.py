"""Cards are drawn towards 21 against a dealer, with chips to bet."""

import random as chance
from collections.abc import Callable, Sequence

_RANKS = ("A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K")


class Blackjack:
    """A deck, two hands and the player's chips.

    ``deck`` is the cards in the order in which they are drawn; they are shuffled where it is not given.
    """

    def __init__(
        self,
        *,
        chips: int = 100,
        bet: int = 10,
        stands: int = 17,
        deck: str | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if bet < 1 or chips < bet:
            raise ValueError("The chips must be enough for one bet.")
        self._chips = chips
        self._bet = bet
        self._stands = stands
        self._random = random
        self._fixed = (deck or "").split()
        self._deck: list[str] = []
        self._hand: list[str] = []
        self._dealer: list[str] = []
        self._is_open = False
        self._has_left = False
        self._deal()

    def play(self, text: str) -> str:
        """Take a move; say what came of it."""
        move = text.strip().lower()
        if not self._is_open:
            return self._between(move)
        if move in ("s", "stand"):
            return self._settle()
        if move not in ("h", "hit"):
            raise ValueError("Type hit or stand.")
        self._hand.append(self._draw())
        points = _points(self._hand)
        if points < 21:
            return ""
        return self._settle() if points == 21 else self._end(-1, f"Bust with {points}.")

    def render(self) -> str:
        """Show the cards and the chips."""
        dealer = f"{self._dealer[0]} ?" if self._is_open else _shown(self._dealer)
        hand = _shown(self._hand)
        return f"Dealer: {dealer}\nYou:    {hand}\nChips:  {self._chips}, bet {self._bet}"

    def prompt(self) -> str:
        """Ask for the next move."""
        return "Hit or stand (h/s): " if self._is_open else "Deal again or leave (d/l): "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._has_left or (not self._is_open and self._chips < self._bet)

    def _between(self, move: str) -> str:
        if move in ("l", "leave"):
            self._has_left = True
            return f"You leave with {self._chips}."
        if move not in ("d", "deal", ""):
            raise ValueError("Type deal or leave.")
        self._deal()
        return ""

    def _deal(self) -> None:
        if len(self._deck) < 15:
            self._deck = self._fixed.copy() or self._shuffled()
        first, second, third, fourth = (self._draw() for _ in range(4))
        self._hand = [first, third]
        self._dealer = [second, fourth]
        self._is_open = True

    def _draw(self) -> str:
        if not self._deck:
            self._deck = self._shuffled()
        return self._deck.pop(0)

    def _shuffled(self) -> list[str]:
        deck = [f"{rank}{suit}" for suit in "♠♥♦♣" for rank in _RANKS]
        for at in range(len(deck) - 1, 0, -1):
            other = int(self._random() * (at + 1))
            deck[at], deck[other] = deck[other], deck[at]
        return deck

    def _settle(self) -> str:
        while _points(self._dealer) < self._stands:
            self._dealer.append(self._draw())
        own, other = _points(self._hand), _points(self._dealer)
        if other > 21:
            return self._end(1, f"The dealer busts with {other}.")
        if own >= other:
            return self._end(1 if own > other else 0, "")
        return self._end(-1, f"The dealer has {other}.")

    def _end(self, outcome: int, why: str) -> str:
        """1: the player wins, 0: a tie, -1: the dealer wins."""
        self._is_open = False
        self._chips += outcome * self._bet
        result = {-1: "You lose", 0: "Nobody wins", 1: "You win"}[outcome]
        won = f"{result}." if outcome == 0 else f"{result} {self._bet}."
        gone = "Your chips are gone." if self._chips < self._bet else ""
        return " ".join(part for part in (why, won, gone) if part)


def _points(cards: Sequence[str]) -> int:
    """An ace counts 11, or 1 where that is too much."""
    ranks = [card[:-1] for card in cards]
    values = {"A": 11, "J": 10, "Q": 10, "K": 10}
    points = sum(values.get(rank) or int(rank) for rank in ranks)
    for _ in range(ranks.count("A")):
        if points > 21:
            points -= 10
    return points


def _shown(cards: Sequence[str]) -> str:
    return f"{' '.join(cards)} ({_points(cards)})"
