import tempfile
import unittest
from pathlib import Path

from PACKAGE.csv_files import merge_csv_files


class MergedFilesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.one, self.two = Path(folder.name, "one.csv"), Path(folder.name, "two.csv")
        self.one.write_text("name,age\nAda,36\nBob,7\n")
        self.two.write_text('age,name,city\n36,Ada,\n9,Cy,"Rome, IT"\n')

    def test_columns_are_matched_by_name(self) -> None:
        self.assertEqual(
            merge_csv_files([str(self.one), str(self.two)]),
            'name,age,city\nAda,36,\nBob,7,\nAda,36,\nCy,9,"Rome, IT"\n',
        )

    def test_rows_are_freed_of_duplicates_sorted_and_cut(self) -> None:
        merged = merge_csv_files(
            [str(self.one), str(self.two)], unique=True, sort_by="age", descending=True, limit=2
        )
        self.assertEqual(merged, 'name,age,city\nAda,36,\nCy,9,"Rome, IT"\n')

    def test_says_what_is_wrong(self) -> None:
        with self.assertRaisesRegex(ValueError, "height"):
            merge_csv_files([str(self.one)], sort_by="height")
        with self.assertRaisesRegex(ValueError, "limit"):
            merge_csv_files([str(self.one)], limit=-1)
        with self.assertRaisesRegex(ValueError, "none.csv"):
            merge_csv_files(["none.csv"])


if __name__ == "__main__":
    unittest.main()
