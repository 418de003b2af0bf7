"""Reports as plain text and as CSV."""

import csv
import io

from ledger.accounts import Ledger


def as_text(ledger: Ledger, accounts):
    width = max(len(account) for account in accounts)
    lines = []
    for account in sorted(accounts):
        balance = ledger.balance(account)
        lines.append(f"{account.ljust(width)}  {str(balance).rjust(12)}")
    return "\n".join(lines)


def as_csv(ledger: Ledger):
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["day", "source", "target", "amount", "note"])
    for entry in ledger.entries:
        writer.writerow([entry.day.isoformat(), entry.source, entry.target, str(entry.amount), entry.note])
    return buffer.getvalue()
