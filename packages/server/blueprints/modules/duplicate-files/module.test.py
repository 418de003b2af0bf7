import tempfile
import unittest
from pathlib import Path

from PACKAGE.duplicate_files import find_duplicates, wasted_bytes


class SameContentTest(unittest.TestCase):
    def test_finds_files_with_the_same_content_wherever_they_stand(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            inner = Path(folder, "inner")
            inner.mkdir()
            Path(folder, "a").write_text("same")
            Path(folder, "b").write_text("else")
            (inner / "c").write_text("same")
            groups = find_duplicates(folder)
            self.assertEqual([group["files"] for group in groups], [[f"{folder}/a", f"{inner}/c"]])
            self.assertEqual(wasted_bytes(folder), 4)
            self.assertEqual(find_duplicates(folder, min_bytes=5), [])


if __name__ == "__main__":
    unittest.main()
