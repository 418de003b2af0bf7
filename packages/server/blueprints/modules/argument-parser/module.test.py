import unittest

from PACKAGE.argument_parser import parse_arguments


class BehindTwoDashesTest(unittest.TestCase):
    def test_nothing_is_an_option_and_numbers_below_zero_are_none_either(self) -> None:
        spec = {
            "options": [{"name": "all", "short": "a"}],
            "arguments": [{"name": "files", "many": True}],
        }
        parsed = parse_arguments(spec, ["-a", "-5", "--", "--all", "-x"])
        self.assertEqual(parsed["options"], {"all": True})
        self.assertEqual(parsed["arguments"], {"files": ["-5", "--all", "-x"]})
        with self.assertRaisesRegex(ValueError, "-x"):
            parse_arguments(spec, ["-x"])


if __name__ == "__main__":
    unittest.main()
