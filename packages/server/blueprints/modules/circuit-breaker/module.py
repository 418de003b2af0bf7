"""Stops calling what keeps failing, and tries again after a while."""

import threading
import time
from collections.abc import Callable
from typing import Literal, TypeVar

Result = TypeVar("Result")


class CircuitOpenError(Exception):
    """The breaker is open: nothing was called."""


class CircuitBreaker:
    """Whether calls go through, by how the last ones went.

    ``failures`` in a row open it, ``wait`` is the milliseconds until one call is let through
    again, and ``now`` a clock that gives milliseconds.
    """

    def __init__(
        self,
        *,
        failures: int = 5,
        wait: int = 30_000,
        now: Callable[[], float] = lambda: time.monotonic() * 1000,
    ) -> None:
        if failures < 1 or wait < 0:
            raise ValueError("failures must be at least 1, wait at least 0.")
        self._allowed = failures
        self._wait = wait
        self._now = now
        self._failed = 0
        self._opened_at: float | None = None
        self._is_trying = False
        # Any number of threads may call.
        self._lock = threading.RLock()

    def call(self, work: Callable[[], Result]) -> Result:
        """Call a function; half-open, one call at a time goes through."""
        with self._lock:
            state = self.state()
            if state == "open" or (state == "half-open" and self._is_trying):
                raise CircuitOpenError("The circuit is open.")
            tries = state == "half-open"
            self._is_trying = self._is_trying or tries
        try:
            result = work()
        except Exception:
            with self._lock:
                self._failed += 1
                if tries or self._failed >= self._allowed:
                    self._opened_at = self._now()
            raise
        else:
            self.reset()
            return result
        finally:
            if tries:
                self._is_trying = False

    def state(self) -> Literal["closed", "open", "half-open"]:
        """Say whether it is closed, open or half-open."""
        with self._lock:
            if self._opened_at is None:
                return "closed"
            return "open" if self._now() - self._opened_at < self._wait else "half-open"

    def reset(self) -> None:
        """Close it."""
        with self._lock:
            self._failed = 0
            self._opened_at = None
