"""Polls with options, one vote for each voter, and results."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict


class Poll(TypedDict):
    """A question with the options to choose from."""

    id: int
    question: str
    options: list[str]
    open: bool


class PollOption(TypedDict):
    """An option with its votes."""

    option: str
    votes: int
    percent: float


class PollResults(TypedDict):
    """What was voted, the most votes first."""

    question: str
    open: bool
    votes: int
    options: list[PollOption]


class PollBook:
    """Keeps polls and their votes.

    ``state`` is what ``to_dict`` of another book gave.
    """

    def __init__(self, *, state: Mapping[str, Any] | None = None) -> None:
        kept = (state or {}).get("polls", [])
        self._polls: list[Poll] = [_copy_of(one["poll"]) for one in kept]
        # The option of each voter, for each poll.
        self._votes: list[dict[str, str]] = [dict(one["votes"]) for one in kept]

    def create(self, question: str, options: Sequence[str]) -> Poll:
        """Open a poll with two or more options."""
        if question.strip() == "":
            raise ValueError("A poll needs a question.")
        if len(options) < 2:
            raise ValueError("A poll needs at least two options.")
        if len(set(options)) < len(options):
            raise ValueError("The options must differ.")
        poll: Poll = {
            "id": len(self._polls) + 1,
            "question": question,
            "options": [*options],
            "open": True,
        }
        self._polls.append(poll)
        self._votes.append({})
        return _copy_of(poll)

    def vote(self, id: int, voter: str, option: str) -> None:
        """Vote for an option; each voter has one vote and may not change it."""
        poll = self._find(id)
        votes = self._votes[id - 1]
        if not poll["open"]:
            raise ValueError("The poll is closed.")
        if option not in poll["options"]:
            raise ValueError(f'The poll has no option "{option}".')
        if voter in votes:
            raise ValueError(f"{voter} has already voted.")
        votes[voter] = option

    def results(self, id: int) -> PollResults:
        """Count the votes of a poll."""
        poll = self._find(id)
        votes = [*self._votes[id - 1].values()]
        counted: list[PollOption] = [
            {
                "option": option,
                "votes": votes.count(option),
                "percent": _percent(votes.count(option), len(votes)),
            }
            for option in poll["options"]
        ]
        return {
            "question": poll["question"],
            "open": poll["open"],
            "votes": len(votes),
            "options": sorted(counted, key=lambda one: -one["votes"]),
        }

    def close(self, id: int) -> None:
        """Close a poll; nobody can vote any more."""
        self._find(id)["open"] = False

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later book."""
        kept = zip(self._polls, self._votes, strict=True)
        return {"polls": [{"poll": _copy_of(poll), "votes": dict(votes)} for poll, votes in kept]}

    def _find(self, id: int) -> Poll:
        if not 1 <= id <= len(self._polls):
            raise ValueError(f"There is no poll {id}.")
        return self._polls[id - 1]

    def list(self) -> "list[Poll]":
        """List all polls."""
        return [_copy_of(poll) for poll in self._polls]


def _copy_of(poll: Poll) -> Poll:
    return {
        "id": poll["id"],
        "question": poll["question"],
        "options": [*poll["options"]],
        "open": poll["open"],
    }


def _percent(votes: int, of: int) -> float:
    return 0 if of == 0 else math.floor(votes / of * 1000 + 0.5) / 10
