"""The command line of iban-duration-cli."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__
from .arguments import number
from .duration import format_duration
from .iban import format_iban, is_valid_iban
from .show import show


def main(words: Sequence[str] | None = None) -> int:
    """Run the program: 0 when it did its work, 1 when it could not or when the answer is no.

    A wrong command line ends with exit code 2.
    """
    given = _build_parser().parse_args(words)
    try:
        result = given.work(given)
    except ValueError as error:
        print(f"iban-duration-cli: {error}", file=sys.stderr)
        return 1
    text = show(result, as_json=given.as_json)
    if given.result_file is not None:
        try:
            Path(given.result_file).write_text(text, encoding="utf-8")
        except OSError as error:
            print(f"iban-duration-cli: the result can not be written: {error}", file=sys.stderr)
            return 1
    elif not given.quiet:
        sys.stdout.write(text)
    return 1 if result is False else 0


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iban-duration-cli",
        description='Checks and formats international bank account numbers. Reads durations such as "1h 30m" and writes them for people.',
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=summary, description=summary)
        _add_common(command)
        return command

    command = add(
        "is-iban",
        "Says whether an IBAN has the right length for its country and the right check digits.",
    )
    command.add_argument("iban", help="the IBAN, with or without spaces")
    command.set_defaults(work=lambda given: is_valid_iban(given.iban))

    command = add("format-iban", "Writes an IBAN in groups of four.")
    command.add_argument("iban", help="the IBAN, with or without spaces")
    command.set_defaults(work=lambda given: format_iban(given.iban))

    command = add("format-duration", "Writes milliseconds as a duration, the largest unit first.")
    command.add_argument("milliseconds", type=number, help="how long it takes")
    command.add_argument(
        "--long",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="writes units as words",
    )
    command.add_argument(
        "--parts",
        type=int,
        default=3,
        metavar="N",
        help="most units in the result (default: 3)",
    )
    command.set_defaults(
        work=lambda given: format_duration(given.milliseconds, long=given.long, parts=given.parts),
    )
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command has."""
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="print the result as JSON"
    )
    parser.add_argument(
        "--output", dest="result_file", metavar="FILE", help="write the result to a file"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit code tells")
