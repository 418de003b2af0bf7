import unittest
from datetime import date

from ledger.accounts import Ledger, Overdrawn
from ledger.money import Money
from ledger.report import as_csv, as_text


class MoneyTest(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(Money.parse("12,345"), Money(1234))
        self.assertEqual(Money.parse("0.05", "USD"), Money(5, "USD"))

    def test_arithmetic(self):
        self.assertEqual(Money(5) + Money(7), Money(12))
        self.assertEqual(Money(5) - Money(7), Money(-2))
        with self.assertRaises(ValueError):
            Money(1) + Money(1, "USD")

    def test_split(self):
        self.assertEqual(Money(10).split(3), [Money(4), Money(3), Money(3)])
        with self.assertRaises(ValueError):
            Money(10).split(0)

    def test_text(self):
        self.assertEqual(str(Money(-1234)), "-12.34 EUR")


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.ledger.transfer("world", "anna", Money(1000), date(2026, 1, 5), "salary")
        self.ledger.transfer("anna", "shop", Money(250), date(2026, 2, 1))

    def test_balance(self):
        self.assertEqual(self.ledger.balance("anna"), Money(750))
        self.assertEqual(self.ledger.balance("shop"), Money(250))

    def test_overdrawn(self):
        with self.assertRaises(Overdrawn):
            self.ledger.transfer("anna", "shop", Money(751))
        self.ledger.transfer("anna", "shop", Money(750))
        with self.assertRaises(ValueError):
            self.ledger.transfer("anna", "shop", Money(0))

    def test_today(self):
        entry = self.ledger.transfer("anna", "shop", Money(1))
        self.assertEqual(entry.day, date.today())

    def test_months(self):
        self.assertEqual(self.ledger.totals_by_month("shop"), {"2026-02": Money(250)})

    def test_reports(self):
        self.assertEqual(as_text(self.ledger, ["shop", "anna"]), "anna      7.50 EUR\nshop      2.50 EUR")
        self.assertTrue(as_csv(self.ledger).startswith("day,source,target,amount,note\n2026-01-05,world,anna,10.00 EUR,salary\n"))
