import unittest

from PACKAGE.state_machine import StateMachine


class GuardsTest(unittest.TestCase):
    def test_asks_guards_and_stays_where_one_refuses(self) -> None:
        machine = StateMachine(
            initial="open",
            transitions={"open": {"ship": "shipped"}},
            guards={"ship": lambda data, state: bool(data)},
        )
        with self.assertRaisesRegex(ValueError, "refused"):
            machine.send("ship")
        self.assertEqual(machine.current(), "open")
        self.assertEqual(machine.send("ship", {"paid": True}), "shipped")

    def test_calls_what_waits_for_a_state(self) -> None:
        seen: list[str] = []
        machine = StateMachine(
            initial="a",
            transitions={"a": {"go": "b"}},
            on_enter={"b": lambda data, before: seen.append(before)},
        )
        machine.send("go")
        self.assertEqual(seen, ["a"])


if __name__ == "__main__":
    unittest.main()
