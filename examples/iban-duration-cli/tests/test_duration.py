import unittest

from iban_duration_cli.duration import format_duration, parse_duration


class ParseDurationTest(unittest.TestCase):
    def test_gives_5400000_for_1h_30m(self) -> None:
        self.assertEqual(parse_duration("1h 30m"), 5_400_000)

    def test_needs_no_spaces(self) -> None:
        self.assertEqual(parse_duration("1h30m15s"), 5_415_000)

    def test_gives_172800000_for_2_days(self) -> None:
        self.assertEqual(parse_duration("2 days"), 172_800_000)

    def test_takes_fractions(self) -> None:
        self.assertEqual(parse_duration("1.5 hours"), 5_400_000)

    def test_takes_words_and_commas(self) -> None:
        self.assertEqual(parse_duration("1 week, 2 days and 3 minutes"), 777_780_000)

    def test_gives_250_for_250ms(self) -> None:
        self.assertEqual(parse_duration("250ms"), 250)

    def test_takes_a_sign_for_the_whole(self) -> None:
        self.assertEqual(parse_duration("-5m"), -300_000)

    def test_refuses_a_number_without_a_unit(self) -> None:
        with self.assertRaisesRegex(ValueError, "unit"):
            parse_duration("90")

    def test_refuses(self) -> None:
        with self.assertRaisesRegex(ValueError, "duration"):
            parse_duration("")

    def test_refuses_units_that_it_does_not_know(self) -> None:
        with self.assertRaisesRegex(ValueError, "parsecs"):
            parse_duration("5 parsecs")

    def test_refuses_1h_2h(self) -> None:
        with self.assertRaisesRegex(ValueError, "twice"):
            parse_duration("1h 2h")


class FormatDurationTest(unittest.TestCase):
    def test_gives_1h_30m_15s_for_5415000(self) -> None:
        self.assertEqual(format_duration(5_415_000), "1h 30m 15s")

    def test_gives_1_hour_30_minutes_15_seconds_for_5415000_long_true(self) -> None:
        self.assertEqual(format_duration(5_415_000, long=True), "1 hour, 30 minutes, 15 seconds")

    def test_leaves_out_what_is_smaller_than_its_last_part(self) -> None:
        self.assertEqual(format_duration(93_784_005), "1d 2h 3m")

    def test_gives_1d_for_93784005_parts_1(self) -> None:
        self.assertEqual(format_duration(93_784_005, parts=1), "1d")

    def test_gives_0s_for_0(self) -> None:
        self.assertEqual(format_duration(0), "0s")

    def test_gives_1ms_for_1(self) -> None:
        self.assertEqual(format_duration(1), "1ms")

    def test_gives_1m_for_60000(self) -> None:
        self.assertEqual(format_duration(-60000), "-1m")

    def test_gives_1_second_for_1000_long_true(self) -> None:
        self.assertEqual(format_duration(1000, long=True), "1 second")

    def test_refuses_1000_parts_0(self) -> None:
        with self.assertRaisesRegex(ValueError, "parts"):
            format_duration(1000, parts=0)


if __name__ == "__main__":
    unittest.main()
