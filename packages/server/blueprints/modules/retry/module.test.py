"""What examples cannot say: retry takes a function."""

import unittest

from PACKAGE.retry import retry


class Unreliable:
    """Fails some times before it works."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise ConnectionError("not yet")
        return "done"


class RetryTest(unittest.TestCase):
    def test_calls_again_until_it_works_with_growing_waits(self) -> None:
        waits: list[float] = []
        work = Unreliable(2)
        self.assertEqual(retry(work, sleep=waits.append), "done")
        self.assertEqual(work.calls, 3)
        self.assertEqual(waits, [0.1, 0.2])

    def test_raises_the_last_error_when_no_attempts_are_left(self) -> None:
        work = Unreliable(9)
        with self.assertRaises(ConnectionError):
            retry(work, attempts=3, sleep=lambda _seconds: None)
        self.assertEqual(work.calls, 3)

    def test_does_not_repeat_errors_that_are_not_worth_it(self) -> None:
        work = Unreliable(1)
        with self.assertRaises(ConnectionError):
            retry(work, on=TimeoutError, sleep=lambda _seconds: None)
        self.assertEqual(work.calls, 1)


if __name__ == "__main__":
    unittest.main()
