"""Rolls dice as they are written in games, and tosses coins."""

import random
import re
from typing import TypedDict

_ANSWERS = (
    "It is certain.",
    "Without a doubt.",
    "Most likely.",
    "Ask again later.",
    "I cannot tell you now.",
    "Do not count on it.",
    "Very doubtful.",
    "My answer is no.",
)


class DiceRoll(TypedDict):
    """What was rolled."""

    dice: str
    rolls: list[int]
    total: int


def roll_dice(dice: str, *, mode: str = "normal") -> DiceRoll:
    """Roll dice such as 2d6+3; ``mode`` is normal, advantage or disadvantage."""
    match = re.fullmatch(
        r"\s*(\d*)\s*d\s*(\d+|%)\s*(?:([+-])\s*(\d+))?\s*", dice, re.IGNORECASE
    )
    if not match:
        raise ValueError(f'"{dice}" are no dice; write 2d6 or 2d6+3.')
    count = int(match[1] or 1)
    faces = 100 if match[2] == "%" else int(match[2])
    more = int(f"{match[3] or '+'}{match[4] or 0}")
    if count < 1 or faces < 1:
        raise ValueError("Dice and their sides are at least 1.")
    if count > 1000:
        raise ValueError("At most 1000 dice are rolled at once.")
    if mode not in ("normal", "advantage", "disadvantage"):
        raise ValueError("The mode is normal, advantage or disadvantage.")
    tries: list[DiceRoll] = []
    for _ in range(1 if mode == "normal" else 2):
        rolls = [random.randint(1, faces) for _ in range(count)]
        tries.append({"dice": dice.strip(), "rolls": rolls, "total": sum(rolls) + more})
    choose = min if mode == "disadvantage" else max
    return choose(tries, key=lambda one: one["total"])


def flip_coin(*, times: int = 1) -> str:
    """Toss coins."""
    if not 1 <= times <= 1000:
        raise ValueError("From 1 to 1000 coins are tossed.")
    return " ".join(random.choice(("heads", "tails")) for _ in range(times))


def ask_ball(question: str) -> str:
    """Answer a question as a magic ball would."""
    if question.strip() == "":
        raise ValueError("Ask a question.")
    return random.choice(_ANSWERS)
