import unittest
from typing import Any

from PACKAGE.container import Container


class ContainerServicesTest(unittest.TestCase):
    def test_makes_a_singleton_once_and_a_transient_each_time(self) -> None:
        container = Container()
        container.singleton("list", lambda own: [])
        container.transient("mail", lambda own: {"list": own.resolve("list")})
        first: Any = container.resolve("mail")
        second: Any = container.resolve("mail")
        self.assertIsNot(first, second)
        self.assertIs(first["list"], second["list"])
        self.assertTrue(container.has("mail"))

    def test_names_a_circle_and_goes_on_working_behind_it(self) -> None:
        container = Container()
        container.singleton("a", lambda own: own.resolve("b"))
        container.singleton("b", lambda own: own.resolve("c"))
        container.singleton("c", lambda own: own.resolve("b"))
        with self.assertRaisesRegex(ValueError, "b → c → b"):
            container.resolve("a")
        container.singleton("d", lambda own: 1)
        self.assertEqual(container.resolve("d"), 1)

    def test_refuses_names_that_are_taken_and_names_what_is_missing(self) -> None:
        container = Container()
        container.singleton("a", lambda own: own.resolve("lost"))
        with self.assertRaisesRegex(ValueError, "already"):
            container.singleton("a", lambda own: 1)
        with self.assertRaisesRegex(ValueError, r"no service lost \(a → lost\)"):
            container.resolve("a")


if __name__ == "__main__":
    unittest.main()
