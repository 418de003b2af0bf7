import json
import unittest

from PACKAGE.logger import Logger


class LinesTest(unittest.TestCase):
    def test_writes_json_with_the_fields_of_its_parents(self) -> None:
        lines: list[str] = []
        logger = Logger(fields={"app": "shop"}, write=lines.append, now=lambda: 0)
        logger.child({"user": 7}).warn("slow", {"ms": 12})
        logger.debug("not on")
        self.assertEqual(len(lines), 1)
        self.assertEqual(
            json.loads(lines[0]),
            {
                "time": "1970-01-01T00:00:00.000Z",
                "level": "warn",
                "message": "slow",
                "app": "shop",
                "user": 7,
                "ms": 12,
            },
        )

    def test_hides_values_and_keeps_a_message_on_its_line(self) -> None:
        lines: list[str] = []
        logger = Logger(form="text", hide=["token"], write=lines.append, now=lambda: 0)
        logger.error("a\nb", {"token": "secret"})
        self.assertEqual(lines, ['1970-01-01T00:00:00.000Z ERROR a⏎b token="***"\n'])


if __name__ == "__main__":
    unittest.main()
