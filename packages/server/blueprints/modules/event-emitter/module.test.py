import unittest

from PACKAGE.event_emitter import Emitter


class EmitterListenersTest(unittest.TestCase):
    def test_calls_listeners_in_their_order_and_those_of_all_events(self) -> None:
        heard: list[str] = []
        emitter = Emitter()
        emitter.on("saved", lambda data, event: heard.append(f"{event} {data}"))
        emitter.on("*", lambda data, event: heard.append(f"any {event}"))
        self.assertEqual(emitter.emit("saved", 1), 2)
        self.assertEqual(heard, ["saved 1", "any saved"])

    def test_hears_once_and_stops(self) -> None:
        heard: list[object] = []
        emitter = Emitter()
        emitter.once("saved", lambda data, event: heard.append(data))
        stop = emitter.on("saved", lambda data, event: heard.append(data))
        emitter.emit("saved", 1)
        stop()
        emitter.emit("saved", 2)
        self.assertEqual(heard, [1, 1])

    def test_calls_all_before_it_raises_what_one_raised(self) -> None:
        heard: list[object] = []

        def broken(data: object, event: str) -> None:
            raise KeyError(event)

        emitter = Emitter()
        emitter.on("saved", broken)
        emitter.on("saved", lambda data, event: heard.append(data))
        with self.assertRaises(KeyError):
            emitter.emit("saved", 1)
        self.assertEqual(heard, [1])


if __name__ == "__main__":
    unittest.main()
