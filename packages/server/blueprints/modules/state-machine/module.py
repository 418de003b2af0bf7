"""Goes from state to state by events, refuses others, and asks guards."""

from collections.abc import Callable, Mapping
from typing import Any


class StateMachine:
    """A state, and which events lead where.

    ``transitions`` holds of each state the events and where they lead, ``guards`` whether an event
    may be taken (called with what was sent and the state), ``on_enter`` what is called when a state
    is reached (with what was sent and the state before).
    """

    def __init__(
        self,
        *,
        initial: str = "idle",
        transitions: Mapping[str, Mapping[str, str]] | None = None,
        guards: Mapping[str, Callable[[Any, str], bool]] | None = None,
        on_enter: Mapping[str, Callable[[Any, str], object]] | None = None,
    ) -> None:
        self._transitions = transitions or {}
        self._guards = guards or {}
        self._on_enter = on_enter or {}
        self._states = [initial]

    def send(self, event: str, data: Any = None) -> str:
        """Take an event and go on to the next state.

        Raises ValueError where it leads nowhere, or a guard refuses it.
        """
        state = self.current()
        following = self._ways().get(event)
        if following is None:
            raise ValueError(f"The state {state} does not take {event}.")
        guard = self._guards.get(event)
        if guard is not None and not guard(data, state):
            raise ValueError(f"The event {event} is refused in the state {state}.")
        self._states.append(following)
        if following in self._on_enter:
            self._on_enter[following](data, state)
        return following

    def can(self, event: str) -> bool:
        """Say whether an event leads anywhere now; guards are not asked."""
        return event in self._ways()

    def current(self) -> str:
        """Give the state."""
        return self._states[-1]

    def events(self) -> list[str]:
        """List the events that lead anywhere now; none in a last state."""
        return list(self._ways())

    def history(self) -> list[str]:
        """List the states so far, the first one first."""
        return list(self._states)

    def _ways(self) -> Mapping[str, str]:
        return self._transitions.get(self.current(), {})
