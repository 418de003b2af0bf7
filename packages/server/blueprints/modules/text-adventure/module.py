"""An old house is explored room by room until the way out is found."""

from dataclasses import dataclass, field
from typing import NamedTuple


class _Need(NamedTuple):
    thing: str
    otherwise: str


@dataclass
class _Room:
    name: str
    text: str
    ways: dict[str, str]
    things: list[str] = field(default_factory=list)
    # What must be carried to come in.
    needs: _Need | None = None


def _house() -> dict[str, _Room]:
    """The rooms by name. Change them for another story: the rules know only the last door."""
    return {
        "hall": _Room(
            "Hall",
            "A dark hall. The front door is locked.",
            {"north": "kitchen", "east": "study"},
        ),
        "kitchen": _Room(
            "Kitchen", "Cold ashes and the smell of old soup.", {"south": "hall"}, ["lamp"]
        ),
        "study": _Room(
            "Study",
            "Books up to the ceiling. A narrow stair leads down.",
            {"west": "hall", "down": "cellar", "up": "attic"},
            ["letter"],
        ),
        "cellar": _Room(
            "Cellar",
            "Barrels, cobwebs, and something that glints.",
            {"up": "study"},
            ["key"],
            _Need("lamp", "It is too dark down there without a light."),
        ),
        "attic": _Room(
            "Attic", "Dust dances in the light of a small window.", {"down": "study"}, ["rope"]
        ),
    }


_USAGE = "You can: go north (or just north), take lamp, drop lamp, use lamp, look, help. Leave with quit."
_WAYS = ("north", "south", "east", "west", "up", "down")
# What comes of using a thing where it works; elsewhere nothing happens.
_USES = {
    "lamp": "It gives a warm light.",
    "letter": "It says: what opens the door lies where the barrels are.",
}


class TextAdventure:
    """A house of rooms, what lies in them, and what the player carries."""

    def __init__(self) -> None:
        self._rooms = _house()
        self._carried: list[str] = []
        self._at = "hall"
        self._is_free = False

    def play(self, text: str) -> str:
        """Do what the player says; say what came of it."""
        words = [word for word in text.lower().split() if word not in ("the", "a", "an", "to")]
        verb, thing = (words[0], words[-1] if len(words) > 1 else "") if words else ("", "")
        if verb in _WAYS or (len(verb) == 1 and verb in "nsewud"):
            return self._go(verb)
        match verb:
            case "go" | "walk":
                return self._go(thing)
            case "take" | "get":
                return self._take(thing)
            case "drop":
                return self._drop(thing)
            case "use" | "read":
                return self._use(thing)
            case "look" | "inventory":
                return ""
            case "help":
                return _USAGE
        raise ValueError("You can go, take, drop, use, look or help.")

    def render(self) -> str:
        """Show where the player is."""
        room = self._rooms[self._at]
        return "\n".join(
            (
                room.name,
                room.text,
                f"You see: {_listed(room.things)}",
                f"Ways: {_listed(list(room.ways))}",
                f"You carry: {_listed(self._carried)}",
            )
        )

    def prompt(self) -> str:
        """Ask for the next move."""
        return "What now? "

    def is_over(self) -> bool:
        """Say whether the way out was found."""
        return self._is_free

    def _go(self, word: str) -> str:
        way = next((one for one in _WAYS if word in (one, one[0])), word)
        if self._at == "hall" and way == "south":
            raise ValueError("The front door is locked.")
        ways = self._rooms[self._at].ways
        if way not in ways:
            raise ValueError(f"There is no way {way} from here.")
        needs = self._rooms[ways[way]].needs
        if needs and needs.thing not in self._carried:
            raise ValueError(needs.otherwise)
        self._at = ways[way]
        return ""

    def _take(self, thing: str) -> str:
        things = self._rooms[self._at].things
        if thing not in things:
            raise ValueError(f"There is no {thing or 'such thing'} here.")
        things.remove(thing)
        self._carried.append(thing)
        return f"You take the {thing}."

    def _drop(self, thing: str) -> str:
        self._need(thing)
        self._carried.remove(thing)
        self._rooms[self._at].things.append(thing)
        return f"You drop the {thing}."

    def _use(self, thing: str) -> str:
        self._need(thing)
        if thing == "key" and self._at == "hall":
            self._is_free = True
            return "The door opens, and you walk out into the morning. You have won."
        return _USES.get(thing, "Nothing happens.")

    def _need(self, thing: str) -> None:
        if thing not in self._carried:
            raise ValueError(f"You do not carry {f'a {thing}' if thing else 'that'}.")


def _listed(words: list[str]) -> str:
    return ", ".join(words) or "nothing"
