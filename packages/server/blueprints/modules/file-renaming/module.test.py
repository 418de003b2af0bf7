import os
import tempfile
import unittest
from pathlib import Path

from PACKAGE.file_renaming import rename_files


class RenamingTest(unittest.TestCase):
    def test_changes_nothing_until_it_is_told_to_and_then_all(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ["a 1.txt", "a 2.txt"]:
                Path(folder, name).write_text(name)
            told = rename_files(folder, "a ", "b-")
            self.assertEqual(told, "a 1.txt → b-1.txt\na 2.txt → b-2.txt\n")
            self.assertEqual(sorted(os.listdir(folder)), ["a 1.txt", "a 2.txt"])
            self.assertEqual(rename_files(folder, "a ", "b-", dry_run=False), told)
            self.assertEqual(sorted(os.listdir(folder)), ["b-1.txt", "b-2.txt"])
            self.assertEqual(Path(folder, "b-2.txt").read_text(), "a 2.txt")

    def test_names_are_exchanged(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ["ab", "ba"]:
                Path(folder, name).write_text(name)
            rename_files(folder, "/^(.)(.)$/", "$2$1", dry_run=False)
            self.assertEqual(Path(folder, "ab").read_text(), "ba")


if __name__ == "__main__":
    unittest.main()
