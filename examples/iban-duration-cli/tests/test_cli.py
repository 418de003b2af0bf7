"""The program as a person uses it, from its words to its exit code."""

import contextlib
import io
import os
import tempfile
import unittest
from collections.abc import Sequence
from unittest import mock

from iban_duration_cli.cli import main


class CliTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = folder.name

    def run_tool(self, words: Sequence[str], text: str = "") -> tuple[int | str | None, str, str]:
        """Run the program; give its exit code, what it printed, and what it complained of."""
        output, complaint = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(complaint),
            mock.patch("sys.stdin", io.StringIO(text)),
            mock.patch.dict(os.environ, {"IBAN_DURATION_CLI_DATA": self.data}),
        ):
            try:
                code: int | str | None = main(words)
            except SystemExit as ended:
                code = ended.code
        return code, output.getvalue(), complaint.getvalue()

    def test_is_iban_gives_true_for_de89370400440532013000(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", "DE89370400440532013000"]), (0, "true\n", ""))

    def test_is_iban_takes_spaces_between_groups(self) -> None:
        self.assertEqual(
            self.run_tool(["is-iban", "GB82 WEST 1234 5698 7654 32"]),
            (0, "true\n", ""),
        )

    def test_is_iban_takes_small_letters(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", "nl91abna0417164300"]), (0, "true\n", ""))

    def test_is_iban_gives_true_for_fr14_2004_1010_0505_0001_3m02_606(self) -> None:
        self.assertEqual(
            self.run_tool(["is-iban", "FR14 2004 1010 0505 0001 3M02 606"]),
            (0, "true\n", ""),
        )

    def test_is_iban_is_false_where_a_digit_is_wrong(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", "DE89370400440532013001"]), (1, "false\n", ""))

    def test_is_iban_is_false_where_a_digit_is_missing(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", "DE8937040044053201300"]), (1, "false\n", ""))

    def test_is_iban_is_false_for_countries_without_iban(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", "XX89370400440532013000"]), (1, "false\n", ""))

    def test_is_iban_gives_false_for(self) -> None:
        self.assertEqual(self.run_tool(["is-iban", ""]), (1, "false\n", ""))

    def test_format_iban_gives_de89_3704_0044_0532_0130_00_for(self) -> None:
        self.assertEqual(
            self.run_tool(["format-iban", "de89370400440532013000"]),
            (0, "DE89 3704 0044 0532 0130 00\n", ""),
        )

    def test_format_iban_refuses_what_is_no_iban(self) -> None:
        code, _, _ = self.run_tool(["format-iban", "DE00 1234"])
        self.assertNotEqual(code, 0)

    def test_format_duration_gives_1h_30m_15s_for_5415000(self) -> None:
        self.assertEqual(self.run_tool(["format-duration", "5415000"]), (0, "1h 30m 15s\n", ""))

    def test_format_duration_gives_1_hour_30_minutes_15_seconds_for(self) -> None:
        self.assertEqual(
            self.run_tool(["format-duration", "--long", "5415000"]),
            (0, "1 hour, 30 minutes, 15 seconds\n", ""),
        )

    def test_format_duration_leaves_out_what_is_smaller_than_its_last_part(self) -> None:
        self.assertEqual(self.run_tool(["format-duration", "93784005"]), (0, "1d 2h 3m\n", ""))

    def test_format_duration_gives_1d_for_93784005_parts_1(self) -> None:
        self.assertEqual(
            self.run_tool(["format-duration", "--parts", "1", "93784005"]),
            (0, "1d\n", ""),
        )

    def test_format_duration_gives_0s_for_0(self) -> None:
        self.assertEqual(self.run_tool(["format-duration", "0"]), (0, "0s\n", ""))

    def test_format_duration_gives_1ms_for_1(self) -> None:
        self.assertEqual(self.run_tool(["format-duration", "1"]), (0, "1ms\n", ""))

    def test_format_duration_gives_1m_for_60000(self) -> None:
        self.assertEqual(self.run_tool(["format-duration", "-60000"]), (0, "-1m\n", ""))

    def test_format_duration_gives_1_second_for_1000_long_true(self) -> None:
        self.assertEqual(
            self.run_tool(["format-duration", "--long", "1000"]),
            (0, "1 second\n", ""),
        )

    def test_format_duration_refuses_1000_parts_0(self) -> None:
        code, _, _ = self.run_tool(["format-duration", "--parts", "0", "1000"])
        self.assertNotEqual(code, 0)

    def test_shows_its_help(self) -> None:
        code, output, _ = self.run_tool(["--help"])
        self.assertEqual(code, 0)
        self.assertIn("usage: iban-duration-cli", output)
        self.assertIn("is-iban", output)
        self.assertIn("format-iban", output)
        self.assertIn("format-duration", output)

    def test_shows_its_version(self) -> None:
        code, output, _ = self.run_tool(["--version"])
        self.assertEqual(code, 0)
        self.assertRegex(output, r"^\d+\.\d+\.\d+\n$")

    def test_writes_its_result_to_a_file_or_prints_nothing(self) -> None:
        def called(*options: str) -> tuple[int | str | None, str, str]:
            words = ["is-iban", "DE89370400440532013000"]
            return self.run_tool([words[0], *options, *words[1:]], "")

        file = os.path.join(self.data, "result")
        code, printed, _ = called()
        self.assertEqual(called("--output", file), (code, "", ""))
        with open(file, encoding="utf-8") as written:
            self.assertEqual(written.read(), printed)
        self.assertEqual(called("--quiet"), (code, "", ""))
        code, _, complaint = called("--output", os.path.join(file, "none"))
        self.assertEqual(code, 1)
        self.assertIn("can not be written", complaint)

    def test_refuses_options_that_it_does_not_know(self) -> None:
        code, output, complaint = self.run_tool(["is-iban", "--no-such-option"])
        self.assertEqual((code, output), (2, ""))
        self.assertIn("usage: iban-duration-cli", complaint)

    def test_refuses_commands_that_it_does_not_know(self) -> None:
        self.assertEqual(self.run_tool(["no-such-command"])[0], 2)
        self.assertEqual(self.run_tool([])[0], 2)


if __name__ == "__main__":
    unittest.main()
