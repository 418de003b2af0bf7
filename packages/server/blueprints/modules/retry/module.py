"""Calls something again when it fails, with waits that grow, and computes those waits."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def retry(
    work: Callable[[], Result],
    *,
    attempts: int = 5,
    delay: float = 100,
    factor: float = 2,
    max_delay: float = 30_000,
    on: type[Exception] | tuple[type[Exception], ...] = Exception,
    jitter: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Result:
    """Call ``work`` until it succeeds or there are no attempts left; then the last error is raised.

    Delays are milliseconds; ``sleep`` takes seconds. Only errors of the kinds in ``on`` are worth
    another attempt. ``jitter`` shortens waits by chance, so that many callers do not come back at
    once.
    """
    delays = backoff_delays(attempts=attempts, delay=delay, factor=factor, max_delay=max_delay)
    for wait in delays:
        try:
            return work()
        except on:
            sleep((random.uniform(0, wait) if jitter else wait) / 1000)
    return work()


def backoff_delays(
    *, attempts: int = 5, delay: float = 100, factor: float = 2, max_delay: float = 30_000
) -> list[float]:
    """List the milliseconds of the waits between attempts."""
    if attempts < 1:
        raise ValueError("attempts must be at least 1.")
    return [min(delay * factor**at, max_delay) for at in range(attempts - 1)]
