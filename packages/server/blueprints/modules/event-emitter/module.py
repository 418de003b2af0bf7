"""Calls listeners when something happens."""

from collections.abc import Callable
from typing import Any

Listener = Callable[[Any, str], object]


class Emitter:
    """Events by name and who listens to them.

    A listener that raises keeps no other from being called; its error is raised when all were.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    def on(self, event: str, listener: Listener) -> Callable[[], None]:
        """Listen to an event, or with ``*`` to all. The function that comes back stops it."""
        self._listeners.setdefault(event, []).append(listener)
        return lambda: self.off(event, listener)

    def once(self, event: str, listener: Listener) -> Callable[[], None]:
        """Listen until the event happens for the first time."""

        def heard(data: Any, name: str) -> None:
            stop()
            listener(data, name)

        stop = self.on(event, heard)
        return stop

    def off(self, event: str, listener: Listener) -> None:
        """Stop listening."""
        listeners = self._listeners.get(event, [])
        if listener in listeners:
            listeners.remove(listener)

    def emit(self, event: str, data: Any) -> int:
        """Call those that listen to an event, and say how many there were."""
        called = [*self._listeners.get(event, []), *self._listeners.get("*", [])]
        errors: list[Exception] = []
        for listener in called:
            try:
                listener(data, event)
            except Exception as error:  # Others have a right to hear of the event too.
                errors.append(error)
        if errors:
            raise errors[0]
        return len(called)

    def listener_count(self, event: str) -> int:
        """Count those that listen to an event by its name."""
        return len(self._listeners.get(event, []))
