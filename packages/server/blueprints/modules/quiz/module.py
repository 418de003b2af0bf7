"""Quizzes with questions, answers and scores."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict


class QuizQuestion(TypedDict):
    """A question with its choices by the alphabet."""

    id: int
    question: str
    choices: list[str]


class QuizAnswer(TypedDict):
    """Whether a choice was right, and what would have been."""

    right: bool
    answer: str


class QuizScore(TypedDict):
    """How well a player answered."""

    player: str
    right: int
    answered: int
    percent: int


class QuizBook:
    """Keeps questions, checks answers and counts scores.

    ``state`` is what ``to_dict`` of another book gave.
    """

    def __init__(self, *, state: Mapping[str, Any] | None = None) -> None:
        kept = (state or {}).get("questions", [])
        self._questions: list[QuizQuestion] = [_copy_of(one["question"]) for one in kept]
        self._answers: list[str] = [one["answer"] for one in kept]
        # The choice of each player, for each question.
        self._given: list[dict[str, str]] = [dict(one["given"]) for one in kept]

    def add_question(self, question: str, answer: str, others: Sequence[str]) -> QuizQuestion:
        """Add a question with its choices."""
        if question.strip() == "":
            raise ValueError("A question needs a text.")
        choices = sorted([answer, *others])
        if len(choices) < 2:
            raise ValueError("There must be a wrong answer too.")
        if len(set(choices)) < len(choices):
            raise ValueError("The answers must differ.")
        kept: QuizQuestion = {
            "id": len(self._questions) + 1,
            "question": question,
            "choices": choices,
        }
        self._questions.append(kept)
        self._answers.append(answer)
        self._given.append({})
        return _copy_of(kept)

    def questions(self) -> list[QuizQuestion]:
        """List the questions without their answers."""
        return [_copy_of(question) for question in self._questions]

    def answer(self, id: int, player: str, choice: str) -> QuizAnswer:
        """Answer a question; each player answers each question once."""
        if not 1 <= id <= len(self._questions):
            raise ValueError(f"There is no question {id}.")
        given = self._given[id - 1]
        if choice not in self._questions[id - 1]["choices"]:
            raise ValueError(f'"{choice}" is not one of the choices.')
        if player in given:
            raise ValueError(f"{player} has already answered.")
        given[player] = choice
        answer = self._answers[id - 1]
        return {"right": choice == answer, "answer": answer}

    def scores(self) -> list[QuizScore]:
        """List the scores, the best first."""
        players = {player for given in self._given for player in given}
        scores = [self._score_of(player) for player in players]
        return sorted(scores, key=lambda one: (-one["right"], -one["percent"], one["player"]))

    def _score_of(self, player: str) -> QuizScore:
        answered = [
            given[player] == answer
            for given, answer in zip(self._given, self._answers, strict=True)
            if player in given
        ]
        right = sum(answered)
        percent = math.floor(right / len(answered) * 100 + 0.5)
        return {"player": player, "right": right, "answered": len(answered), "percent": percent}

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later book."""
        kept = zip(self._questions, self._answers, self._given, strict=True)
        return {
            "questions": [
                {"question": _copy_of(question), "answer": answer, "given": dict(given)}
                for question, answer, given in kept
            ]
        }


def _copy_of(question: QuizQuestion) -> QuizQuestion:
    return {
        "id": question["id"],
        "question": question["question"],
        "choices": [*question["choices"]],
    }
