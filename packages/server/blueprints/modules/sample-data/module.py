"""Makes people, companies and text that nobody has, the same for the same seed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypedDict

_FIRST_NAMES = """
    Ada Ben Clara Daniel Elif Farid Grace Hana Ivan Julia Kofi Lena Mateo Nora Omar Priya Quentin
    Rosa Samir Tara Uma Viktor Wanda Yusuf Zoe
""".split()
_LAST_NAMES = """
    Adams Baker Costa Diaz Evans Fischer Garcia Haas Ito Jensen Khan Larsen Moreau Novak Okafor
    Petrov Quinn Rossi Silva Tanaka Ueda Vogel Weber Young Zeller
""".split()
_STREETS = "Oak Mill River Church Garden Station Hill Market Park School".split()
_CITIES = """
    Ashford Brookside Clearwater Dunmore Eastvale Fairview Greenfield Hillcrest Lakeside Northam
""".split()
_LATIN = """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut
    labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris
    nisi aliquip ex ea commodo consequat
""".split()


class SamplePerson(TypedDict):
    """Somebody who does not exist."""

    name: str
    email: str
    phone: str
    street: str
    city: str
    birthday: str


def make_people(*, count: int = 10, seed: int = 1) -> list[SamplePerson]:
    """Make people that nobody has; another ``seed`` makes others.

    Mail goes to example.com, and phone numbers are those that films use.
    """
    if not 1 <= count <= 10_000:
        raise ValueError("From 1 to 10000 people are made.")
    draw = _chance_of(seed)

    def one(words: Sequence[str]) -> str:
        return words[draw(len(words))]

    people: list[SamplePerson] = []
    taken: set[str] = set()
    for at in range(count):
        first, last = one(_FIRST_NAMES), one(_LAST_NAMES)
        plain = f"{first}.{last}".lower()
        email = f"{plain}{at if plain in taken else ''}@example.com"
        taken.add(plain)
        birthday = date(1950, 1, 1) + timedelta(days=draw(55 * 365))
        people.append(
            {
                "name": f"{first} {last}",
                "email": email,
                "phone": f"+1 555 01{draw(100):02}",
                "street": f"{1 + draw(200)} {one(_STREETS)} Street",
                "city": one(_CITIES),
                "birthday": birthday.isoformat(),
            }
        )
    return people


def make_text(*, paragraphs: int = 3, seed: int = 1) -> str:
    """Make paragraphs of placeholder text, an empty line between them."""
    if not 1 <= paragraphs <= 100:
        raise ValueError("From 1 to 100 paragraphs are made.")
    draw = _chance_of(seed)

    def sentence(start: Sequence[str]) -> str:
        more = [_LATIN[draw(len(_LATIN))] for _ in range(4 + draw(8))]
        return f"{' '.join([*start, *more]).capitalize()}."

    made: list[str] = []
    for at in range(paragraphs):
        starts = [_LATIN[:5] if at == 0 and i == 0 else [] for i in range(3 + draw(4))]
        made.append(" ".join(map(sentence, starts)) + "\n")
    return "\n".join(made)


def _chance_of(seed: int) -> Callable[[int], int]:
    """Whole numbers below a limit, the same for the same seed (mulberry32)."""
    state = seed & 0xFFFFFFFF

    def draw(limit: int) -> int:
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = (state ^ state >> 15) * (state | 1) & 0xFFFFFFFF
        mixed ^= mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & 0xFFFFFFFF) & 0xFFFFFFFF
        return (mixed ^ mixed >> 14) * limit >> 32

    return draw
