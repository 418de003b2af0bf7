import unittest

from PACKAGE.circuit_breaker import CircuitBreaker, CircuitOpenError


def failing() -> str:
    raise KeyError("down")


class CircuitBreakerCallsTest(unittest.TestCase):
    def test_opens_after_so_many_failures_in_a_row_and_then_calls_nothing(self) -> None:
        breaker = CircuitBreaker(failures=2)
        with self.assertRaises(KeyError):
            breaker.call(failing)
        self.assertEqual(breaker.call(lambda: "fine"), "fine")
        with self.assertRaises(KeyError):
            breaker.call(failing)
        self.assertEqual(breaker.state(), "closed")
        with self.assertRaises(KeyError):
            breaker.call(failing)
        self.assertEqual(breaker.state(), "open")
        with self.assertRaises(CircuitOpenError):
            breaker.call(failing)

    def test_lets_one_call_through_after_a_while(self) -> None:
        time = 0.0
        breaker = CircuitBreaker(failures=1, wait=100, now=lambda: time)
        with self.assertRaises(KeyError):
            breaker.call(failing)
        time = 99
        self.assertEqual(breaker.state(), "open")
        time = 100
        self.assertEqual(breaker.state(), "half-open")
        with self.assertRaises(KeyError):
            breaker.call(failing)
        self.assertEqual(breaker.state(), "open")
        time = 200

        def another() -> str:
            with self.assertRaises(CircuitOpenError):
                breaker.call(lambda: "too many")
            return "back"

        self.assertEqual(breaker.call(another), "back")
        self.assertEqual(breaker.state(), "closed")


if __name__ == "__main__":
    unittest.main()
