"""Accounts and the entries that move money between them."""

from collections import defaultdict
from datetime import date

from ledger.money import Money


class Overdrawn(Exception):
    pass


class Entry:
    def __init__(self, day, source, target, amount, note=""):
        self.day = day
        self.source = source
        self.target = target
        self.amount = amount
        self.note = note


class Ledger:
    def __init__(self, credit_limit=Money(0)):
        self.credit_limit = credit_limit
        self.entries = []

    def transfer(self, source, target, amount, day=None, note=""):
        if amount.cents <= 0:
            raise ValueError("an amount must be positive")
        if source != "world" and self.balance(source) - amount < Money(0) - self.credit_limit:
            raise Overdrawn(f"{source} has only {self.balance(source)}")
        entry = Entry(day or date.today(), source, target, amount, note)
        self.entries.append(entry)
        return entry

    def balance(self, account):
        total = Money(0)
        for entry in self.entries:
            if entry.target == account:
                total = total + entry.amount
            if entry.source == account:
                total = total - entry.amount
        return total

    def totals_by_month(self, account):
        totals = defaultdict(lambda: Money(0))
        for entry in self.entries:
            if entry.target == account:
                month = f"{entry.day.year}-{entry.day.month:02d}"
                totals[month] = totals[month] + entry.amount
        return dict(totals)
