"""Carries messages from publishers to the subscribers of topics, with wildcards."""

import re
from collections import deque
from collections.abc import Callable
from typing import Any

TopicListener = Callable[[Any, str], object]


class Topics:
    """Subscribers by topic.

    Topics have parts with slashes between, as in ``news/sport``. In what one subscribes to, ``+``
    stands for one part and ``#`` at the end for all that follow. ``keep`` is how many of the last
    messages of each topic new subscribers get.
    """

    def __init__(self, *, keep: int = 0) -> None:
        self._keep = keep
        self._subscribers: list[tuple[str, TopicListener]] = []
        self._kept: dict[str, deque[Any]] = {}

    def subscribe(self, pattern: str, listener: TopicListener) -> Callable[[], None]:
        """Hear the messages of a topic, those that were kept at once.

        The function that comes back ends it.
        """
        if not re.fullmatch(r"[^#]+|(?:[^#]*/)?#", pattern):
            raise ValueError(f'"{pattern}" is no topic to subscribe to.')
        subscriber = (pattern, listener)
        self._subscribers.append(subscriber)
        for topic, messages in self._kept.items():
            if _matches(pattern, topic):
                for message in list(messages):
                    listener(message, topic)

        def stop() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return stop

    def publish(self, topic: str, message: Any) -> int:
        """Send a message to the subscribers of a topic, and say how many there were."""
        if topic == "" or re.search("[+#]", topic):
            raise ValueError(f'"{topic}" is no topic.')
        self._kept.setdefault(topic, deque(maxlen=self._keep)).append(message)
        got = [listener for pattern, listener in self._subscribers if _matches(pattern, topic)]
        for listener in got:
            listener(message, topic)
        return len(got)

    def topics(self) -> list[str]:
        """List the topics that had messages, by the alphabet."""
        return sorted(self._kept)


def _matches(pattern: str, topic: str) -> bool:
    wanted, parts = pattern.split("/"), topic.split("/")
    if wanted[-1] == "#":
        wanted = wanted[:-1]
        parts = parts[: len(wanted)]
    return len(wanted) == len(parts) and all(
        part in ("+", own) for part, own in zip(wanted, parts, strict=True)
    )
