import unittest

from iban_duration_cli.iban import format_iban, is_valid_iban, parse_iban


class IsValidIbanTest(unittest.TestCase):
    def test_gives_true_for_de89370400440532013000(self) -> None:
        self.assertTrue(is_valid_iban("DE89370400440532013000"))

    def test_takes_spaces_between_groups(self) -> None:
        self.assertTrue(is_valid_iban("GB82 WEST 1234 5698 7654 32"))

    def test_takes_small_letters(self) -> None:
        self.assertTrue(is_valid_iban("nl91abna0417164300"))

    def test_gives_true_for_fr14_2004_1010_0505_0001_3m02_606(self) -> None:
        self.assertTrue(is_valid_iban("FR14 2004 1010 0505 0001 3M02 606"))

    def test_is_false_where_a_digit_is_wrong(self) -> None:
        self.assertFalse(is_valid_iban("DE89370400440532013001"))

    def test_is_false_where_a_digit_is_missing(self) -> None:
        self.assertFalse(is_valid_iban("DE8937040044053201300"))

    def test_is_false_for_countries_without_iban(self) -> None:
        self.assertFalse(is_valid_iban("XX89370400440532013000"))

    def test_gives_false_for(self) -> None:
        self.assertFalse(is_valid_iban(""))


class FormatIbanTest(unittest.TestCase):
    def test_gives_de89_3704_0044_0532_0130_00_for_de89370400440532013000(self) -> None:
        self.assertEqual(format_iban("de89370400440532013000"), "DE89 3704 0044 0532 0130 00")

    def test_refuses_what_is_no_iban(self) -> None:
        with self.assertRaisesRegex(ValueError, "not a valid IBAN"):
            format_iban("DE00 1234")


class ParseIbanTest(unittest.TestCase):
    def test_gives_country_gb_checkdigits_82_bb_for_gb82_west_1234_5698(self) -> None:
        self.assertEqual(
            parse_iban("GB82 WEST 1234 5698 7654 32"),
            {"country": "GB", "check_digits": "82", "bban": "WEST12345698765432"},
        )

    def test_refuses_gb00_west(self) -> None:
        with self.assertRaisesRegex(ValueError, "not a valid IBAN"):
            parse_iban("GB00 WEST")


if __name__ == "__main__":
    unittest.main()
