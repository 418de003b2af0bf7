"""Questions with several answers are asked one after another, and the right ones are counted."""

import json
import math
import random as chance
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")


@dataclass
class _Question:
    question: str
    answer: str
    # The answer and the wrong ones.
    choices: list[str]


_QUESTIONS = (
    ("Which planet is the largest?", "Jupiter", "Saturn", "Mars"),
    ("How many legs does a spider have?", "8", "6", "10"),
    ("Which metal is liquid in a warm room?", "Mercury", "Tin", "Zinc"),
    ('Who wrote "Faust"?', "Goethe", "Schiller", "Kafka"),
    ("What is 7 times 8?", "56", "54", "63"),
    ("Which ocean is the largest?", "Pacific", "Atlantic", "Indian"),
    ("What do bees make?", "Honey", "Milk", "Silk"),
    ("What is the capital of Canada?", "Ottawa", "Toronto", "Montreal"),
)


class QuizGame:
    """Asks questions and counts right answers.

    ``file`` is a JSON file: a list of objects with question, answer and others (wrong answers).
    """

    def __init__(
        self,
        *,
        questions: int = 5,
        file: str | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if questions < 1:
            raise ValueError("There must be at least one question.")
        known = [_Question(question, choices[0], choices) for question, *choices in _QUESTIONS]
        chosen = _in_random_order(known if file is None else _read(file), random)[:questions]
        self._asked = [
            _Question(one.question, one.answer, _in_random_order(one.choices, random))
            for one in chosen
        ]
        self._at = 0
        self._right = 0

    def play(self, text: str) -> str:
        """Take an answer; say what came of it."""
        if self.is_over():
            raise ValueError("The quiz is over.")
        asked = self._asked[self._at]
        said = text.strip().lower()
        for at, choice in enumerate(asked.choices):
            if said in (_letter(at), choice.lower()):
                return self._told(choice == asked.answer, asked.answer)
        raise ValueError(f"Answer {self._letters()}.")

    def render(self) -> str:
        """Show the question."""
        score = f"Right so far: {self._right}"
        if self.is_over():
            return score
        asked = self._asked[self._at]
        choices = (f"   {_letter(at)}) {choice}" for at, choice in enumerate(asked.choices))
        return "\n".join((f"{self._at + 1}. {asked.question}", *choices, score))

    def prompt(self) -> str:
        """Ask for an answer."""
        return f"Your answer ({self._letters()}): "

    def is_over(self) -> bool:
        """Say whether all questions were asked."""
        return self._at >= len(self._asked)

    def _told(self, is_right: bool, answer: str) -> str:
        self._at += 1
        self._right += is_right
        told = "Right." if is_right else f"Wrong: it is {answer}."
        if not self.is_over():
            return told
        count = len(self._asked)
        percent = math.floor(self._right / count * 100 + 0.5)
        return f"{told} You had {self._right} of {count} right ({percent} %)."

    def _letters(self) -> str:
        count = 1 if self.is_over() else len(self._asked[self._at].choices)
        return f"a to {_letter(count - 1)}"


def _letter(place: int) -> str:
    return chr(ord("a") + place)


def _read(file: str) -> list[_Question]:
    try:
        read = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{file}: {error}") from error
    if not isinstance(read, list) or not read or not all(_is_question(one) for one in read):
        raise ValueError(f"{file} is not a list of questions with answer and others.")
    return [_Question(one["question"], one["answer"], [one["answer"], *one["others"]]) for one in read]


def _is_question(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    answer, others = value.get("answer"), value.get("others")
    return (
        isinstance(value.get("question"), str)
        and isinstance(answer, str)
        and isinstance(others, list)
        and 0 < len(others) < 26
        and all(isinstance(other, str) and other != answer for other in others)
    )


def _in_random_order(items: Sequence[Item], random: Callable[[], float]) -> list[Item]:
    left = list(items)
    return [left.pop(int(random() * len(left))) for _ in items]
