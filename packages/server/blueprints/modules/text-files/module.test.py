import tempfile
import unittest
from pathlib import Path

from PACKAGE.text_files import find_in_files, replace_in_files, split_file


class TextInFilesTest(unittest.TestCase):
    def test_is_found_replaced_and_split(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            note, deep = Path(folder, "note.md"), Path(folder, "deep", "b.txt")
            deep.parent.mkdir()
            note.write_text("one\nTwo two\n")
            deep.write_text("two")
            Path(folder, ".hidden").write_text("two")
            Path(folder, "binary").write_bytes(b"two\0\xff")
            self.assertEqual(find_in_files(folder, "two"), f"{deep}:1: two\n{note}:2: Two two\n")
            self.assertEqual(find_in_files(str(note), "TWO"), "")
            told = find_in_files(str(note), "TWO", ignore_case=True)
            self.assertEqual(told, f"{note}:2: Two two\n")
            self.assertEqual(find_in_files(str(note), "^o.e$", pattern=True), f"{note}:1: one\n")
            told = replace_in_files(folder, "two", "2", dry_run=True)
            self.assertEqual(told, f"{deep}: 1\n{note}: 1\n")
            self.assertEqual(replace_in_files(folder, "two", "2", ending=".md"), f"{note}: 1\n")
            self.assertEqual(note.read_text(), "one\nTwo 2\n")
            self.assertEqual(deep.read_text(), "two")
            self.assertEqual(split_file(str(note), lines=1), f"{note}.001\n{note}.002\n")
            self.assertEqual(Path(f"{note}.002").read_text(), "Two 2\n")


if __name__ == "__main__":
    unittest.main()
